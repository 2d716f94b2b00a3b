/** What a check of the store has found, in a clerk's words, and what to do about it. */
import type { StoreFinding } from '../../../shared/api/backups.ts'

type Words = Pick<StoreFinding, 'what' | 'next'>

const restore = '请到“设置”的“备份”里恢复到出错以前的备份；现在的数据会先另存，不会丢。'
const keepFile =
  '照片、视频和 PDF 不在备份里。请找到原文件，在这份记录里删去后重新添加；已定稿、已报送的，向收件单位要回原件。'

export const tableFault = (table: string): Words => ({
  what: `数据文件有一部分读不出来或前后不一致（${tableNames[table] ?? table}）。`,
  next: restore,
})
export const schemaChanged: Words = {
  what: '数据文件里有不是本程序放进去的指令，或者少了防止改动日志的指令：有人用别的工具改过它。',
  next: `请报单位负责人核实是谁改的。${restore}`,
}
export const formUnreadable = (formId: string): Words => ({
  what: `表样 ${formId} 读不出来，用这种表填的记录打不开。`,
  next: restore,
})
export const revisionChanged = (title: string, revision: number): Words => ({
  what: `${title}第${revision}版定稿的内容与定稿时不一致。这一版不会被显示、打印、汇总或报送。`,
  next: restore,
})
export const rivalChanged = (title: string, revision: number): Words => ({
  what: `${title}第${revision}版另存的一份内容与收到时不一致。`,
  next: restore,
})
export const chainBroken = (title: string, revision: number): Words => ({
  what: `${title}第${revision}版定稿与前一版接不上。`,
  next: restore,
})
export const sentDiffers = (title: string, revision: number): Words => ({
  what: `${title}第${revision}版定稿与报送包里的那一版不同。`,
  next: `请与收件单位核对版本核对码。${restore}`,
})
export const personalShut = (title: string): Words => ({
  what: `${title}的个人信息打不开，或与定稿时不一致。`,
  next: `${restore}没有更早的备份时，请重新填写个人信息。`,
})
export const fileGone = (title: string, name: string): Words => ({
  what: `${title}的文件“${name}”不见了。`,
  next: keepFile,
})
export const fileChanged = (title: string, name: string): Words => ({
  what: `${title}的文件“${name}”与存入时不一致，已不能使用。`,
  next: keepFile,
})
export const documentChanged = (title: string, revision: number, gone: boolean): Words => ({
  what: `${title}第${revision}版存好的 PDF ${gone ? '不见了' : '与生成时不一致'}。`,
  next: '定稿的内容没有受影响；用到这份 PDF 时程序会拒绝。已打印、已报送的纸和文件仍然有效。',
})
export const evidenceChanged = (sender: string, fileName: string): Words => ({
  what: `${sender}报来的包${fileName === '' ? '' : `“${fileName}”`}，留存的签名材料与收到时不一致，转报时会被拒绝。`,
  next: `请用原文件核对，或请对方再发一次。${restore}`,
})
export const receiptChanged = (office: string): Words => ({
  what: `${office}的一份回执与收到（或写出）时不一致。`,
  next: `请以对方手里的回执为准。${restore}`,
})
export const cardChanged = (office: string): Words => ({
  what: `${office}的名片与收入时不一致。`,
  next: `请暂不与这个单位收发文件，核对指纹码后再用。${restore}`,
})
export const logBroken = (seq: number): Words => ({
  what: `操作日志第 ${seq} 条起对不上：有记录被改动或删去。`,
  next: '请不要删除任何备份，把日志导出存好，报单位负责人核实。',
})
export const logMissing = (missing: number): Words => ({
  what: `操作日志末尾至少少了 ${missing} 条：写过，而现在不在了。`,
  next: '可能是断电或磁盘出错。请核对最近一天的填报和收发，需要时从备份恢复。',
})

/** What clerks know of the tables that hold their work. */
const tableNames: Readonly<Record<string, string>> = {
  activities: '活动登记',
  activity_values: '活动登记',
  attachments: '照片和视频的清单',
  deeds: '操作日志',
  drafts: '填报内容',
  inbox: '收件',
  inbox_records: '收件',
  offices: '单位名片',
  outbox: '报送包',
  outbox_records: '报送包',
  package_roots: '收件的签名材料',
  receipts: '回执',
  record_keys: '个人信息',
  records: '填报记录',
  revision_attachments: '定稿的附件',
  revisions: '定稿',
  settings: '设置',
}
