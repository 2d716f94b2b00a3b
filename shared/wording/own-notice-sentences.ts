/** Problems of 自建通知: of the received file and of the notice made from it. */
import { bytesText } from './amounts.ts'
import type { Sentences } from './problem-sentence.ts'

const untouched = '已保存的内容没有变化。'
const nothingMade = '没有建立通知，您的文件没有改动。'

/** By the format's name; a newer core may know more of them. */
const otherFormats: Readonly<Record<string, { name: string; way: string }>> = {
  doc: {
    name: '老格式的 Word 或 WPS 文件（doc、wps）',
    way: '请用 Word 或 WPS 打开它，选“另存为”，类型选 docx 或 PDF，再选另存的那一份。',
  },
  rtf: { name: 'RTF 文件', way: '请用 Word 或 WPS 打开它，选“另存为”，类型选 docx 或 PDF，再选另存的那一份。' },
  ofd: { name: 'OFD 版式文件', way: '请用 OFD 阅读器打开它，导出或打印成 PDF，再选那一份 PDF。' },
  spreadsheet: { name: '电子表格', way: '请选通知正文（PDF、docx 或照片）；附件里的表格不用在这里选。' },
  slides: { name: '演示文稿', way: '请把它另存为 PDF，再选那一份 PDF。' },
  archive: { name: '压缩包', way: '请先解压，再选里面的通知正文（PDF、docx 或照片）。' },
}

const elseFormat = { name: '别的程序的文件', way: '请把它另存为 PDF，再选那一份 PDF。' }

export const ownNoticeSentences = {
  'received.empty': ({ fileName }) => ({
    what: `“${fileName}”里面什么也没有（0 字节）。`,
    safe: nothingMade,
    next: '请对方重新发一次；在微信里要先点开文件，等它下载完再保存。',
  }),
  'received.damaged': ({ fileName }) => ({
    what: `“${fileName}”不完整，打不开。`,
    safe: nothingMade,
    next: '请重新下载或请对方再发一次；也可以先从空白开始，照着纸质通知填。',
  }),
  'received.locked': ({ fileName }) => ({
    what: `“${fileName}”设了打开口令，程序读不了里面的文字。`,
    safe: nothingMade,
    next: '请用口令打开它，另存为没有口令的 PDF，再选一次。',
  }),
  'received.other-program': ({ fileName, format }) => ({
    what: `“${fileName}”是${(otherFormats[format] ?? elseFormat).name}，程序不直接读这种文件。`,
    safe: nothingMade,
    next: (otherFormats[format] ?? elseFormat).way,
  }),
  'received.too-large': ({ fileName, bytes, limit }) => ({
    what: `“${fileName}”有 ${bytesText(bytes)}，超过 ${bytesText(limit)}，不像一份通知。`,
    safe: nothingMade,
    next: '请只选通知正文；大的附件另外保存。',
  }),
  'received.too-much': ({ fileName }) => ({
    what: `“${fileName}”展开后太大，不像一份通知，没有继续读。`,
    safe: nothingMade,
    next: '请核对文件来源；确是通知的，请把正文另存为 PDF 再选一次。',
  }),
  'received.too-slow': ({ fileName }) => ({
    what: `读“${fileName}”超过 20 秒还没读完，已停下。`,
    safe: nothingMade,
    next: '请把通知正文另存为新的 PDF 再选一次，或从空白开始填。',
  }),
  'received.type': ({ fileName }) => ({
    what: `认不出“${fileName}”是什么文件。`,
    safe: nothingMade,
    next: '可以用 PDF、Word（docx）、纯文本，或通知的照片（jpg、png）。',
  }),
  'own-notice.incomplete': ({ missing }) => ({
    what: `还缺：${missing.join('、')}。`,
    safe: '已经填的都保存着。',
    next: '请补上后再按“生效”。',
  }),
  'own-notice.in-use': ({ records }) => ({
    what: `这个通知下已有 ${records} 份填报记录，不能删除。`,
    safe: untouched,
    next: '请先在“填报记录”里删除这些记录，或者修改通知的内容。',
  }),
  'own-notice.unsound': ({ issues }) => ({
    what: `通知里有 ${issues.length} 处不对：${issues.slice(0, 3).join('；')}${issues.length > 3 ? '…' : ''}。`,
    safe: '已经填的都保存着，还没有生效。',
    next: '请改好后再按“生效”。',
  }),
} satisfies Partial<Sentences>
