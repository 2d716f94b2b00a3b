/** An entry of 操作日志 as a sentence, the same on screen, in Excel and on paper. Pure. */
import type { Deed } from '../api/deeds.ts'
import { chinaMoment } from '../domain/deadlines.ts'
import { type DeedCode, isDeedCode } from '../domain/deed-codes.ts'
import { deedWords } from './deed-words.ts'
import { codeText } from './revision-code.ts'

type Told = Pick<Deed, 'title' | 'facts' | 'changes'>
type Sentence = (deed: Told) => string

const text = ({ facts }: Told, name: string): string => String(facts[name] ?? '')
const is = ({ facts }: Told, name: string): boolean => facts[name] === 1
const quoted = (name: string): string => (name === '' ? '' : `《${name}》`)
const about = (name: string, value: string): string => (value === '' ? '' : `，${name}${value}`)

/** 《科技下乡》（活动情况表）. */
const paper = (deed: Told): string => {
  const form = text(deed, 'form')
  return `${quoted(deed.title) || '一份材料'}${form === '' ? '' : `（${form}）`}`
}
const version = (deed: Told): string => (text(deed, 'revision') === '' ? '' : `第 ${text(deed, 'revision')} 版`)
const several = (deed: Told): string => (deed.facts.count === undefined ? '' : `等 ${deed.facts.count} 份材料`)
const device = (deed: Told): string => (text(deed, 'device') === '' ? '一台电脑' : `电脑“${text(deed, 'device')}”`)
const work = (deed: Told): string => quoted(deed.title) || '作品'
const activity = (deed: Told): string =>
  Number(deed.facts.count ?? 1) > 1 ? `${deed.facts.count} 项活动` : `活动${quoted(deed.title) || '（未命名）'}`
const on = (deed: Told): string => (deed.title === '' ? '' : `在“${deed.title}”中`)

const kindNames: Readonly<Record<string, string>> = {
  submission: '报送包',
  receipt: '回执',
  notice: '通知包',
  'office-card': '单位名片',
}
const parcel = (deed: Told): string => {
  const kind = kindNames[text(deed, 'kind')] ?? '包'
  const number = text(deed, 'sequence') === '' ? '' : `第 ${text(deed, 'sequence')} 号`
  return `${kind}${number}${text(deed, 'notice') === '' ? '' : `（${text(deed, 'notice')}）`}`
}
const file = (deed: Told): string => {
  const name = text(deed, 'file')
  if (name === '') return ''
  return name.startsWith('.') ? `，${name.slice(1)} 文件` : `，文件 ${name}`
}
const from = (deed: Told): string => (deed.title === '' ? '外单位' : deed.title)

const ways: Readonly<Record<string, string>> = {
  telephone: '电话核对',
  paper: '对照盖章的单位备案表',
  scan: '对照单位备案表的照片',
  'e-mail': '电子邮件',
  wechat: '微信',
  usb: 'U 盘',
  other: '其他方式',
  phone: '电话',
  message: '短信或微信',
}
const way = (deed: Told): string => ways[text(deed, 'way')] ?? ''
const verdicts: Readonly<Record<string, string>> = {
  match: '与本版一致',
  'by-hand': '人工核对一致',
  mismatch: '与本版不一致',
  unreadable: '没有读出核对码',
  older: '是旧版',
  unknown: '找不到对应的材料',
}
const verdict = (deed: Told): string => verdicts[text(deed, 'verdict')] ?? ''
const successions: Readonly<Record<string, string>> = {
  merged: '并入',
  refounded: '重新建立为',
  carded: '就是',
}

const sentences: Readonly<Record<DeedCode, Sentence>> = {
  'store.migrated': () => '数据随新程序升级',
  'store.updated': (deed) => `程序从 ${text(deed, 'from')} 版更新到 ${text(deed, 'to')} 版`,
  'store.restored': (deed) => {
    const made = text(deed, 'copyMadeAt')
    const missing = text(deed, 'missing')
    return `恢复了${made === '' ? '' : ` ${chinaMoment(made)} 的`}备份${is(deed, 'damaged') ? '，原数据已损坏' : ''}${
      missing === '' ? '' : `；日志因此少了 ${missing} 条`
    }`
  },
  'store.restore-asked': () => '要求用备份恢复，下次启动时进行',
  'backup.made': () => '手工备份了数据',
  'office.founded': (deed) => `建立单位“${deed.title}”`,
  'office.renamed': (deed) => `单位改名为“${deed.title}”`,
  'office.type-set': () => '修改了单位类型',
  'office.upstream-set': () => '修改了上级单位',
  'office.reregistered': () => '密钥遗失，单位重新登记',
  'office.moved-out': (deed) => `把整个单位导出为一个加密文件${file(deed)}`,
  'office.moved-in': (deed) => {
    const at = text(deed, 'savedAt')
    return `从${at === '' ? '' : ` ${chinaMoment(at)} `}导出的文件迁入整个单位`
  },
  'office.handed-over': (deed) => `工作移交：${text(deed, 'from')} 交给 ${text(deed, 'to')}，换了新口令`,
  'office.succeeded': (deed) =>
    `登记“${deed.title}”${successions[text(deed, 'kind')] ?? '变更为'}“${text(deed, 'to')}”，自 ${text(deed, 'from')} 起`,
  'office.succession-undone': (deed) => `撤销了“${deed.title}”的变更登记`,
  'card.taken': (deed) =>
    text(deed, 'how') === 'held'
      ? `收到“${deed.title}”的第 ${text(deed, 'seq')} 版名片，待人核对`
      : `收下“${deed.title}”的第 ${text(deed, 'seq')} 版名片`,
  'trust.compared': (deed) => `比对了“${deed.title}”的指纹码（${way(deed)}），从此采信`,
  'registration.read': (deed) => `读入${deed.title === '' ? '' : `“${deed.title}”的`}单位备案表`,
  'registration.removed': () => '去掉一份单位备案表',
  'device.requested': (deed) => `写出加机申请，${device(deed)}`,
  'device.named': () => '修改了电脑名称',
  'device.granted': (deed) => `同意${device(deed)}加入本单位`,
  'device.joined': (deed) => `本机加入“${deed.title}”`,
  'device.revoked': (deed) => `停用${device(deed)}`,
  'device.renewed': (deed) => `本机重新登记为${device(deed)}`,
  'device.given-up': () => '本机停用：不再签名报送',
  'device.resumed': () => '本机恢复使用',
  'keys.protected': () => '设置了口令，换发恢复码',
  'keys.unlocked': () => '用口令解锁',
  'keys.saved': (deed) => `备份了密钥${file(deed)}`,
  'keys.restored': () => '用密钥备份恢复了单位',
  'person.added': (deed) => `增加人员 ${deed.title}`,
  'person.changed': (deed) => `修改人员 ${deed.title} 的资料`,
  'person.left': (deed) => `${deed.title} 离开本单位`,
  'person.returned': (deed) => `${deed.title} 回到本单位`,
  'person.at-desk': (deed) => (deed.title === '' ? '经办人改为不指定' : `经办人换为 ${deed.title}`),
  'settings.changed': (deed) => `修改设置：${deed.changes.map(({ what }) => what).join('、')}`,
  'calendar.imported': (deed) => `导入工作日历${file(deed)}`,
  'calendar.removed': (deed) => `去掉导入的 ${text(deed, 'year')} 年工作日历`,
  'phrase.saved': () => '保存了一条退回用语',
  'phrase.removed': () => '删除了一条退回用语',
  'notice.passed-on': (deed) =>
    `${text(deed, 'direction') === 'take' ? `登记“${text(deed, 'by')}”转发的` : '向下级转发'}通知${quoted(deed.title)}`,
  'notice.own-date': (deed) => `修改${quoted(deed.title)}中“${text(deed, 'duty')}”的自定期限`,
  'notice.started': (deed) =>
    ({ file: '从收到的文件新建通知', copy: '照旧通知新建通知' })[text(deed, 'from')] ?? '新建空白通知',
  'notice.edited': (deed) => `修改通知草稿${quoted(deed.title)}`,
  'notice.in-force': (deed) => `通知${quoted(deed.title)}生效`,
  'notice.discarded': (deed) => `删除通知${quoted(deed.title)}`,
  'notice.brought-back': (deed) => `恢复通知${quoted(deed.title)}`,
  'notice.accepted': (deed) => `${is(deed, 'accept') ? '采用' : '不采用'}收到的通知${quoted(deed.title)}`,
  'record.created': (deed) => `新建${paper(deed)}${about('代录：', text(deed, 'office'))}`,
  'record.edited': (deed) => `修改${paper(deed)}的草稿`,
  'record.files': (deed) => `修改${paper(deed)}的附件${about('', text(deed, 'field'))}`,
  'record.frozen': (deed) => `${paper(deed)}定稿，${version(deed)}，核对码 ${codeText(text(deed, 'code'))}`,
  'record.stamped': (deed) => `标记${paper(deed)}${version(deed)}已盖章`,
  'record.unstamped': (deed) => `取消${paper(deed)}${version(deed)}的盖章标记`,
  'record.discarded': (deed) => `删除${paper(deed)}`,
  'record.brought-back': (deed) => `恢复${paper(deed)}`,
  'record.moved': (deed) => `${paper(deed)}换用新版表`,
  'record.moved-back': (deed) => `${paper(deed)}换回旧版表`,
  'record.accepted': (deed) =>
    `审核通过${from({ ...deed, title: text(deed, 'office') })}的${paper(deed)}${several(deed)}`,
  'record.sent-back': (deed) =>
    `退回${from({ ...deed, title: text(deed, 'office') })}的${paper(deed)}${version(deed)}${about('涉及：', text(deed, 'fields'))}`,
  'record.reopened': (deed) => `撤回对${paper(deed)}${several(deed)}的审核结果`,
  'record.returned-by-phone': (deed) =>
    `登记${text(deed, 'department')}电话退回${paper(deed)}${about('涉及：', text(deed, 'fields'))}`,
  'record.return-undone': (deed) => `撤销${paper(deed)}的电话退回登记`,
  'record.return-unlocked': (deed) => `解除${paper(deed)}退回后的修改限制`,
  'earlier.added': (deed) => `给${paper(deed)}放入一份往年材料`,
  'earlier.removed': () => '去掉一份往年材料',
  'scan.added': (deed) => `收下${paper(deed)}${version(deed)}的盖章件，${verdict(deed)}`,
  'scan.typed': (deed) => `补录${paper(deed)}盖章件上的核对码，${verdict(deed)}`,
  'scan.removed': (deed) => `去掉${paper(deed)}${version(deed)}的盖章件`,
  'scan.brought-back': (deed) => `恢复${paper(deed)}${version(deed)}的盖章件`,
  'works.taken': (deed) => `给作品${work(deed)}收入新的材料`,
  'consent.decided': (deed) =>
    `登记${work(deed)}授权书的签名：已签 ${text(deed, 'signed')} 人、未签 ${text(deed, 'missing')} 人、例外 ${text(deed, 'exceptions')} 人`,
  'review.started': (deed) => `开始评审${quoted(deed.title)}`,
  'review.settings': (deed) => `${on(deed)}修改评审设置`,
  'review.reviewers': (deed) => `${on(deed)}修改评委，现有 ${text(deed, 'count')} 人`,
  'review.entries': (deed) => `${on(deed)}修改参评作品，不参评 ${text(deed, 'out')} 件`,
  'review.scored': (deed) => `${on(deed)}录入评分`,
  'review.tie': (deed) => `${on(deed)}排定 ${text(deed, 'count')} 件并列作品的先后`,
  'review.closed': (deed) => `结束评审${quoted(deed.title)}，排名和奖项已定`,
  'review.reopened': (deed) => `重新打开评审${quoted(deed.title)}`,
  'review.award': (deed) => `${on(deed)}调整${quoted(text(deed, 'work'))}的奖项`,
  'review.recommended': (deed) =>
    `${on(deed)}${is(deed, 'recommended') ? '推荐' : '取消推荐'} ${text(deed, 'count')} 件作品`,
  'activity.created': (deed) => `新建${activity(deed)}`,
  'activity.edited': (deed) => `修改${activity(deed)}：${deed.changes.map(({ what }) => what).join('、')}`,
  'activity.files': (deed) => `修改${activity(deed)}的照片和视频`,
  'activity.edited-many': (deed) => `批量修改${activity(deed)}：${deed.changes.map(({ what }) => what).join('、')}`,
  'activity.duplicated': (deed) => `复制出${activity(deed)}`,
  'activity.removed': (deed) => `删除${activity(deed)}`,
  'activity.undone': (deed) => `撤销对${activity(deed)}的修改`,
  'activity.redone': (deed) => `重做对${activity(deed)}的修改`,
  'tables.taken': (deed) => `从收到的表里登记了 ${text(deed, 'count')} 项活动`,
  'package.written': (deed) =>
    `写出${deed.title === '' ? '' : `给“${deed.title}”的`}${parcel(deed)}${about('材料 ', text(deed, 'records') && `${text(deed, 'records')} 份`)}${file(deed)}`,
  'package.rechecked': (deed) => (is(deed, 'ok') ? '重新插入后核对报送包：一致' : '重新插入后核对报送包：有文件不一致'),
  'package.imported': (deed) =>
    `收下${from(deed)}的${parcel(deed)}${about('材料 ', text(deed, 'records') && `${text(deed, 'records')} 份`)}`,
  'package.held': (deed) => `${from(deed)}的${parcel(deed)}待人处理`,
  'package.refused': (deed) => `没有收下${from(deed)}的${parcel(deed)}`,
  'package.set-aside': (deed) => `搁置${from(deed)}的${parcel(deed)}`,
  'handover.written': (deed) =>
    `写出给“${deed.title}”的报送文件夹 ${text(deed, 'file')}，材料 ${text(deed, 'records')} 份${is(deed, 'masked') ? '，个人信息已遮盖' : ''}`,
  'handover.given': (deed) => `登记报送文件夹已交给“${deed.title}”${about('', way(deed))}`,
  'handover.confirmed': (deed) => `登记“${deed.title}”已收到报送文件夹`,
  'handover.returned': (deed) => `登记“${deed.title}”退回报送文件夹`,
  'handover.undone': (deed) => `${is(deed, 'undone') ? '撤销' : '恢复'}对“${deed.title}”报送文件夹的一项登记`,
  'roster.added': (deed) => `${quoted(deed.title)}名单增加单位，现有 ${text(deed, 'count')} 个`,
  'roster.set': (deed) => `修改${quoted(deed.title)}名单，现有 ${text(deed, 'count')} 个单位`,
  'roster.copied': (deed) => `给${quoted(deed.title)}复制名单，现有 ${text(deed, 'count')} 个单位`,
  'roster.office-edited': (deed) => `修改“${deed.title}”的资料`,
  'roster.marked': (deed) =>
    `${is(deed, 'excused') ? '标记' : '取消'}“${deed.title}”免报${quoted(text(deed, 'notice'))}${about('', text(deed, 'duty'))}`,
  'roster.chased': (deed) =>
    `就${quoted(deed.title)}催报 ${text(deed, 'count')} 个单位（${way(deed)}）：${text(deed, 'offices')}`,
  'roster.chase-undone': (deed) => `撤销对“${text(deed, 'offices')}”的一次催报登记`,
  'paper.arrived': (deed) => `登记收到纸质件${quoted(deed.title)}，${verdict(deed)}`,
  'paper.removed': () => '撤销一份纸质件登记',
  'rollup.marked': (deed) =>
    `汇总“${deed.title}”：${is(deed, 'remove') ? '取消' : ''}${text(deed, 'mark') === 'checked' ? '核实' : '不计入'}${quoted(text(deed, 'record'))}`,
  'rollup.joint': (deed) => `汇总“${deed.title}”：决定一项联办活动怎样计`,
  'rollup.frozen': (deed) =>
    Number(deed.facts.number ?? 1) > 1
      ? `汇总“${deed.title}”：定下第 ${Number(deed.facts.number) - 1} 次补充`
      : `汇总“${deed.title}”定下`,
  'rollup.filled': (deed) => `汇总“${deed.title}”的数字填入本单位的表`,
  'personal.revealed': (deed) =>
    `查看${paper(deed)}的个人信息：${text(deed, 'field')}${deed.facts.row === undefined ? '' : `（第 ${deed.facts.row} 行）`}`,
  'personal.purged': (deed) => `清除 ${text(deed, 'count')} 份材料的个人信息，文件 ${text(deed, 'files')} 个`,
  'file.saved': (deed) => `导出${deed.title === '' ? '' : `${quoted(deed.title)}的`}${text(deed, 'what')}${file(deed)}`,
  'paper.printed': (deed) =>
    `打印${deed.title === '' ? quoted(text(deed, 'what')) : paper(deed)}${about('', version(deed))}${Number(deed.facts.count ?? 1) > 1 ? `，共 ${deed.facts.count} 份` : ''}`,
}

/** Around what has no name. */
const emptyQuotes = /“”|《》/gu

/** One that a later program wrote is told by its code. */
export function deedSentence(deed: Pick<Deed, 'deed' | 'title' | 'facts' | 'changes'>): string {
  return isDeedCode(deed.deed)
    ? sentences[deed.deed](deed).replace(emptyQuotes, '')
    : `${deed.deed} ${deed.title}`.trim()
}

export const deedKind = (deed: Pick<Deed, 'deed'>): string => (isDeedCode(deed.deed) ? deedWords[deed.deed] : deed.deed)

/** 未登记姓名 for a call that nobody put a name to; 程序 for what it did by itself. */
export const deedPerson = (person: string | null): string => (person === null ? '程序' : person || '未登记姓名')

/** 2022-05-10 09:30, as the clock of the office shows it: columns of a log stand in line. */
export function deedMoment(at: string): string {
  const china = new Date(Date.parse(at) + 8 * 3_600_000).toISOString()
  return `${china.slice(0, 10)} ${china.slice(11, 16)}`
}

/** 单位：县科协 → 市科协；改动的个人信息不记内容. */
export function changeText(
  deed: Pick<Deed, 'facts'>,
  { what, before, after, personal }: Deed['changes'][number],
): string {
  if (personal) return `${what}：已改（个人信息不记）`
  if (deed.facts.unfinished === 1) return `${what}：原为 ${before ?? '（空）'}`
  if (before === null && after === null) return what
  if (before === null) return `${what}：${after}`
  return `${what}：${before} → ${after ?? '（空）'}`
}
