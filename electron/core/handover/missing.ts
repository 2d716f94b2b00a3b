/** What a notice asks for and a plain folder does not hold. */
import type { HandoverPreview } from '../../../shared/api/handovers.ts'
import { type Deliverable, dutyForms, type NoticePack } from '../../../shared/notice/pack.ts'
import { guardiansText, unsignedText } from '../../../shared/wording/videos.ts'
import { type LetterLack, letterLacks } from '../authorizations/letter-lacks.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { needOwnDraft } from '../records/load.ts'
import type { Collected, Going } from './collect.ts'

const wantsPictures = ({ wording, limits }: Deliverable): boolean =>
  /影像|照片|图片|视频/u.test([wording, ...limits].join())
const wantsVideo = ({ limits }: Deliverable): boolean => limits.some((words) => /MP4/iu.test(words))

const takesVideo = (pack: NoticePack, duty: Deliverable): boolean =>
  pack.forms
    .filter(({ id }) => dutyForms(duty).includes(id))
    .some(({ fields }) => fields.some((field) => field.kind === 'attachments' && field.accept.includes('video/mp4')))

/** Labels of the file fields that are empty, by record. */
async function emptyFileFields(
  ctx: HandlerContext,
  going: readonly Going[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const empty = new Map<string, readonly string[]>()
  for (const { candidate } of going) {
    const { recordId } = candidate.summary
    const { definition, files } = await needOwnDraft(ctx.db, recordId)
    const fields = definition.fields.filter(
      ({ id, kind }) => kind === 'attachments' && !files.some(({ field }) => field === id),
    )
    if (fields.length > 0)
      empty.set(
        recordId,
        fields.map(({ label }) => label),
      )
  }
  return empty
}

export interface Lacks {
  /** Labels of the empty file fields of each record. */
  readonly files: ReadonlyMap<string, readonly string[]>
  /** Who has not signed a letter. */
  readonly people: ReadonlyMap<string, LetterLack>
}

export const lacksOf = async (
  ctx: HandlerContext,
  { pack, going }: Pick<Collected, 'pack' | 'going'>,
): Promise<Lacks> => ({
  files: await emptyFileFields(ctx, going),
  people: await letterLacks(
    ctx,
    pack,
    going.map(({ candidate }) => candidate.summary),
  ),
})

/**
 * What the notice asks for and the folder does not hold, one sentence each.
 * @param leftOut files left out by the mask
 */
export function missingOf(
  { pack, items }: Pick<Collected, 'pack' | 'items'>,
  leftOut: readonly { recordId: string; files: number }[],
  lacks: Lacks,
): HandoverPreview['missing'] {
  const missing: HandoverPreview['missing'] = []
  for (const item of items) {
    const { deliverableId } = item
    const title =
      item.recordTitle && item.recordTitle !== item.title ? `${item.title}：${item.recordTitle}` : item.title
    const tell = (why: string) => missing.push({ deliverableId, title, why })
    if (item.why !== null && item.state !== 'received') tell(item.why)
    const inside = item.state === 'ready' || item.state === 'unfrozen'
    if (inside && item.toStamp && item.scans === 0)
      tell(
        item.stamped
          ? '盖章件：已标记盖章，这里是打印稿，盖章原件或扫描件另送'
          : '盖章件：还没有标记盖章，这里是打印稿，盖章后另送原件或扫描件',
      )
    const duty = pack.deliverables.find(({ id }) => id === deliverableId)
    if (inside && duty && wantsPictures(duty))
      for (const label of lacks.files.get(item.recordId ?? '') ?? []) tell(`通知要影像资料，“${label}”还没有放文件`)
    const people = lacks.people.get(item.recordId ?? '')
    if (inside && people && people.unsigned > 0) tell(unsignedText(people.unsigned))
    if (inside && people && people.guardiansMissing > 0) tell(guardiansText(people.guardiansMissing))
    const covered = leftOut.find((one) => one.recordId === item.recordId)
    if (inside && covered) tell(`有 ${covered.files} 个文件显示个人信息，遮盖时没有放入`)
  }
  for (const duty of pack.deliverables) {
    const { id, title, quantity } = duty
    const mine = items.filter((item) => item.deliverableId === id)
    const there = mine.filter(
      (item) => item.state === 'ready' || item.state === 'unfrozen' || item.state === 'received',
    )
    if (there.length > 0 && wantsVideo(duty) && !takesVideo(pack, duty))
      missing.push({ deliverableId: id, title, why: '视频文件：程序里没有，请另外放入或传送' })
    if (quantity && there.length > 0 && there.length < quantity.min)
      missing.push({ deliverableId: id, title, why: `通知要 ${quantity.wording}，现有 ${there.length} 份` })
  }
  return missing
}
