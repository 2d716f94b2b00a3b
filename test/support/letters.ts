/** Entries with a letter of authorization. People and numbers are made up: province 32, a county that does not exist. */
import type { MethodInput, MethodName, MethodOutput } from '../../shared/api/contract.ts'
import type { PrintDocument } from '../../shared/form/print-document.ts'

export const videoNotice = 'jiangsu-2022-workers-day'

export interface Caller {
  call<M extends MethodName>(method: M, input: MethodInput<M>): Promise<MethodOutput<M>>
}

/** A number with a right check sign. @param birth YYYYMMDD */
export function madeUpNumber(birth: string, serial: number): string {
  const digits = `320999${birth}${String(serial % 1000).padStart(3, '0')}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits.charAt(at)), 0)
  return `${digits}${'10X98765432'.charAt(sum % 11)}`
}

export type Person = { name: string; identityNumber: string; guardian?: string }
const family = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨']
const given = [...'一二三四五六七八九十']

/** Grown-up people who have no other names in common. */
export const people = (count: number, from = 0): Person[] =>
  Array.from({ length: count }, (_, index) => {
    const at = from + index
    const name = `${family[at % family.length]}示${given[Math.floor(at / family.length) % 10]}${given[Math.floor(at / 160) % 10]}`
    return { name, identityNumber: madeUpNumber('19880808', at) }
  })

export interface Entry {
  readonly entryId: string
  readonly authorizationId: string
  readonly title: string
  readonly people: readonly Person[]
}

export async function newEntry(core: Caller, title: string, team: readonly Person[]): Promise<Entry> {
  const { entryId, authorizationId } = await core.call('videos.create', {
    noticeId: videoNotice,
    deliverableId: 'T15',
    workTitle: title,
  })
  if (authorizationId === null) throw new Error('an entry without a letter')
  await saveTeam(core, authorizationId, team)
  return { entryId, authorizationId, title, people: team }
}

export async function saveTeam(core: Caller, authorizationId: string, team: readonly Person[]): Promise<void> {
  const { draftSeq } = await core.call('records.open', { recordId: authorizationId })
  const participants = team.map((person) => ({ guardian: '', phone: '', employer: '', ...person }))
  await core.call('records.saveDraft', { recordId: authorizationId, draftSeq, changes: { participants } })
}

type Order = MethodInput<'authorizations.printDocuments'>['order']
export const lettersOf = (core: Caller, order: Order): Promise<PrintDocument[]> =>
  core.call('authorizations.printDocuments', { order })

/** What stands on the page, as one text. */
export const wordsOf = (document: PrintDocument): string =>
  document.blocks
    .flatMap((block) => (block.kind === 'paragraph' ? [block.runs.map(({ text }) => text).join('')] : []))
    .join('\n')

/** The registration of an entry, filled in with its video, so that both papers can go out. */
export async function registerEntry(core: Caller, entryId: string, video: string): Promise<void> {
  const { definition, draftSeq, values } = await core.call('records.open', { recordId: entryId })
  const { workTitle: _kept, ...changes } = definition.example ?? {}
  await core.call('records.saveDraft', { recordId: entryId, draftSeq, changes: { ...changes, ...values } })
  await core.call('records.attach', { recordId: entryId, field: 'video', path: video })
}
