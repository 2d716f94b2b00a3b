/** Problems of packages, receipts and plain folders: of what leaves the office and what comes in. */
import type { PackageFinding } from '../problems.ts'
import { bytesText } from './amounts.ts'
import type { Sentences } from './problem-sentence.ts'

const untouched = '已保存的内容没有变化。'
const nothingWritten = '没有写出任何文件，填报内容没有变化。'
const nothingTaken = '没有收入任何内容，原文件没有改动。'

/** A finding's message usually tells what is safe and what to do, too: here its first sentence, which names the file. */
const reasons = (findings: readonly PackageFinding[]): string => {
  const grave = findings.filter((finding) => finding.severity !== 'info')
  const first = grave[0] ?? findings[0]
  if (!first) return '。'
  const end = first.message.indexOf('。')
  const what = end < 0 ? `${first.message}。` : first.message.slice(0, end + 1)
  const named = first.path === '' || what.includes(first.path) ? what : `${first.path}：${what}`
  return `：${named}${grave.length > 1 ? `（另有 ${grave.length - 1} 处）` : ''}`
}

/** Of a long path the name is enough: the clerk has just chosen it. */
const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path

export const packageSentences = {
  'package.nothing-to-send': () => ({
    what: '这个通知下没有可以报送的新内容。',
    safe: nothingWritten,
    next: '请先填写并核对记录；已报送过的不必重复报送，需要时用“重新写出”。',
  }),
  'package.no-recipient': () => ({
    what: '收件单位不对：没有这个单位，或就是本单位。',
    safe: nothingWritten,
    next: '请先收入上级单位的名片，再选择收件单位。',
  }),
  'package.file-too-large': ({ fileName, bytes, limit }) => ({
    what: `“${fileName}”有 ${bytesText(bytes)}，一卷最多 ${bytesText(limit)}，放不下。`,
    safe: nothingWritten,
    next: '请把这个文件压缩或截短；目标盘不是 FAT32 时，可以调大分卷大小。',
  }),
  'package.target-missing': ({ path }) => ({
    what: `找不到要写入的文件夹：${path}。`,
    safe: nothingWritten,
    next: '请插好U盘，或另选一个文件夹。',
  }),
  'package.verify-failed': ({ path, reason }) => ({
    what: `写完后重新读出核对，没有通过：${path}（${reason}）。U盘可能已损坏。`,
    safe: '这个文件没有留下，状态没有变成“已写出”，本机的内容都在。',
    next: '请换一个U盘，用“重新写出”再写一次。',
  }),
  'package.refused': ({ path, findings }) => ({
    what: `不能收入“${fileName(path)}”${reasons(findings)}`,
    safe: nothingTaken,
    next: '请不要使用这个文件，把以上情况告诉发件单位，请对方重新写出。',
  }),
  'package.held': ({ path, findings }) => ({
    what: `需要人来决定，暂不收入“${fileName(path)}”${reasons(findings)}`,
    safe: '没有收入任何填报内容，原文件没有改动。',
    next: '请与发件单位核实后再处理。',
  }),
  'package.plan-lost': ({ fileName }) => ({
    what: `这个报送包只剩编号，内容已随损坏的数据丢失，不能再写出：${fileName}。`,
    safe: '编号已保留，不会被再次使用；已交出的文件仍然有效。',
    next: '对方没有收到时，请重新报送，会用新的编号。',
  }),
  'package.purged': ({ fileName }) => ({
    what: `这个报送包里有记录的个人信息已经清除，不能再写出：${fileName}。`,
    safe: '编号和送达情况都保留着；已交出的文件仍然有效。',
    next: '对方确实没有收到的，请新建记录重新填写后再报。',
  }),
  'package.not-found': ({ packageId }) => ({
    what: `没有这个报送包：${packageId}。`,
    safe: untouched,
    next: '请在列表中重新选择。',
  }),
  'forward.incomplete': ({ title }) => ({
    what: `“${title}”还没有收全：附件或个人信息部分还在别的分卷里。`,
    safe: nothingWritten,
    next: '请先把其余各卷收进来，再转报。',
  }),
  'forward.no-evidence': ({ title }) => ({
    what: `“${title}”没有原报送单位的签名原件，不能转报。`,
    safe: nothingWritten,
    next: '请原报送单位再报一次，收入后即可转报。',
  }),
  'forward.not-received': ({ title }) => ({
    what: `${title === '' ? '这条记录' : `“${title}”`}不是其他单位报来的，或者就是收件单位自己报的，不能转报给它。`,
    safe: nothingWritten,
    next: '本单位填的记录请用“报送”；其余请重新选择要转报的记录。',
  }),
  'receipt.exists': () => ({
    what: '这个报送包的回执已经写过。',
    safe: '原来的回执仍然有效。',
    next: '需要时可以把同一份回执再写出一次。',
  }),
  'task.unknown': () => ({ what: '没有这项任务，可能已经移除。', safe: untouched, next: '请刷新任务列表。' }),

  /* plain folders */
  'handover.unknown': () => ({
    what: '没有找到这一次文件夹报送的登记。',
    safe: untouched,
    next: '请回到“报送”，在报送记录里重新选择。',
  }),
} satisfies Partial<Sentences>
