import type {
  InboxItem,
  InboxRecord,
  OutboxItem,
  ReadBack,
  RecheckedPackage,
  SubmissionItem,
  VerifiedPackage,
} from '../../shared/api/packages.ts'

type Tone = 'none' | 'work' | 'wait' | 'good' | 'stamp' | 'stop'
export type Worded = { word: string; tone: Tone }

export const submissionStates: Readonly<Record<SubmissionItem['state'], Worded & { hint: string }>> = {
  ready: { word: '可以报送', tone: 'good', hint: '已定稿，会放进这一份报送包' },
  unfrozen: { word: '写出时定稿', tone: 'work', hint: '会先定稿，再放进这一份报送包' },
  blocked: { word: '还不能报送', tone: 'wait', hint: '还有没填好的地方，这一次不会放进去' },
  missing: { word: '还没有填写', tone: 'none', hint: '这一次不会放进去' },
  delivered: { word: '上级已收', tone: 'good', hint: '不用再报' },
}

/** How it stands to what the office above was sent before. */
export const newsStates: Readonly<Record<NonNullable<SubmissionItem['news']>, Worded & { hint: string }>> = {
  new: { word: '没有用报送包报过', tone: 'work', hint: '第一次报给这个单位' },
  revised: { word: '报过，又改了', tone: 'wait', hint: '报过上一版，这一次报新的一版' },
  repeated: { word: '报过，等回执', tone: 'wait', hint: '已写出过；再写出时会再放一份' },
}

/** How far the bytes were read back. */
export const readBackText = (readBack: ReadBack): string =>
  readBack === 'past-cache'
    ? '已写入，并从盘上读回核对过。'
    : '已写入，请安全弹出；重新插上 U 盘后，可以再点“重新插入后核对”。'

export const recheckedFiles: Readonly<Record<RecheckedPackage['files'][number]['state'], Worded>> = {
  same: { word: '和写出时一样', tone: 'good' },
  missing: { word: '没有找到', tone: 'stop' },
  differs: { word: '和写出时不同', tone: 'stop' },
  unreadable: { word: '读不出来', tone: 'stop' },
}

export function recheckText({ ok, files, readBack }: RecheckedPackage): string {
  const wrong = files.filter(({ state }) => state !== 'same').length
  if (!ok) return `${files.length} 个文件里有 ${wrong} 个不对。程序里还有原样，请点“再写一份”，同一个号重新写一遍。`
  const all = files.length > 1 ? `${files.length} 个文件都` : '文件'
  return readBack === 'past-cache'
    ? `${all}和写出时一样，是从盘上读的，可以交了。`
    : `${all}和写出时一样。刚才要是没有拔下过 U 盘，请安全弹出、重新插上，再核对一次。`
}

const outboxStates: Readonly<Record<OutboxItem['state'], Worded>> = {
  frozen: { word: '没有写完', tone: 'wait' },
  written: { word: '已写出，等回执', tone: 'wait' },
  cancelled: { word: '已作废', tone: 'none' },
  received: { word: '上级已收', tone: 'good' },
  returned: { word: '有退回', tone: 'wait' },
  accepted: { word: '上级已采用', tone: 'good' },
}

/** A card or a receipt is not answered: it is written, and that is all. */
export function outboxItemState(item: OutboxItem): Worded {
  if (item.state === 'written' && item.kind !== 'submission') return { word: '已写出', tone: 'good' }
  return outboxStates[item.state]
}

export const packageKinds = {
  submission: '报送包',
  receipt: '回执',
  'office-card': '单位名片',
  notice: '通知',
} as const

export const inboxRecordStates: Readonly<Record<InboxRecord['state'], Worded>> = {
  received: { word: '已收', tone: 'good' },
  accepted: { word: '已采用', tone: 'good' },
  returned: { word: '退回', tone: 'wait' },
}

/** Reasons that clerks write again and again. */
export const returnPhrases: readonly string[] = [
  '缺少单位盖章，请盖章后重新报送。',
  '主要内容字数过多，请精简后重新报送。',
  '请补充活动照片。',
  '联系人电话无法接通，请核对后重新报送。',
  '举办时间、地点不明确，请补充。',
]

/** Where an arrived package stands, as one word for its row. */
export function inboxItemState(item: InboxItem): Worded {
  if (item.result === 'refused') return { word: '没有收入', tone: 'stop' }
  if (item.result === 'held') return { word: '先放着，等您决定', tone: 'wait' }
  if (item.kind !== 'submission') return { word: '已收入', tone: 'good' }
  if (item.records.some((record) => record.state === 'received')) return { word: '待审核', tone: 'wait' }
  return item.receiptWrittenAt === null ? { word: '已审核，未回复', tone: 'work' } : { word: '已回复', tone: 'good' }
}

/** Whether a trusted file holds nothing that we do not have. */
export function isKnown(verified: VerifiedPackage): boolean {
  const known = verified.findings.some(
    (finding) => finding.code === 'package.duplicate' || finding.code === 'card.same',
  )
  return verified.trusted && known
}

/** Verdict on a file that was just chosen. */
export function verdictOf(verified: VerifiedPackage): Worded {
  if (!verified.ok) return { word: '不能收入', tone: 'stop' }
  if (isKnown(verified)) return { word: '以前收过', tone: 'none' }
  if (!verified.trusted || verified.findings.some((finding) => finding.severity === 'hold'))
    return { word: '要您决定', tone: 'wait' }
  return { word: '核对无误', tone: 'good' }
}

/** Reasons in one line; most end with a full stop of their own. */
export const reasonsLine = (reasons: readonly string[]): string => reasons.join('；').replaceAll('。；', '；')
