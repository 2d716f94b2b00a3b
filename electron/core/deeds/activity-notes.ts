/** What changes of the register tell. Autosaves come while somebody types: of those the facts before are told. */
import type { DeedChange } from '../../../shared/api/deeds.ts'
import type { DeedCode } from '../../../shared/domain/deed-codes.ts'
import type { ActivityState, OpenValues } from '../activities/state.ts'
import { differences } from '../activities/state.ts'
import { factLabel } from '../activities/step-words.ts'
import { noteDeed } from './note.ts'

/** Words of a fact as a list shows it; null: empty, or nothing that words could say. */
function factWords(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.length === 0 ? null : `${value.length} 项`
  const { words, from, to } = value as { words?: unknown; from?: unknown; to?: unknown }
  const said = [words, from, to].filter((one): one is string => typeof one === 'string' && one !== '')
  return said.length === 0 ? null : said.join(' ')
}

/** `year` follows the day; files and deletion have entries of their own. */
const untold = new Set(['year', 'files', 'deleted'])

function changed(facts: readonly string[], before: ActivityState, after: ActivityState | null): DeedChange[] {
  return facts
    .filter((fact) => !untold.has(fact))
    .map((fact): DeedChange => {
      const what = factLabel(fact)
      if (fact === 'personal') return { what, before: null, after: null, personal: true }
      const of = (state: ActivityState | null) => state && factWords(state.values[fact as keyof OpenValues])
      return { what, before: of(before), after: of(after), personal: false }
    })
}

interface Step {
  readonly activityId: string
  readonly before: ActivityState
  readonly after: ActivityState
}

/** One entry per fact and sitting. */
export function noteActivitySave(trx: object, { activityId, before, after }: Step): void {
  for (const fact of differences(before, after)) {
    const changes = changed([fact], before, null)
    if (changes.length === 0) continue
    noteDeed(trx, {
      deed: 'activity.edited',
      subject: 'activity',
      subjectId: activityId,
      title: after.values.title,
      facts: { unfinished: 1 },
      changes,
      sitting: fact,
    })
  }
}

/** One entry for all of them. */
export function noteActivities(
  trx: object,
  deed: DeedCode,
  steps: readonly { readonly activityId: string; readonly before?: ActivityState; readonly after: ActivityState }[],
): void {
  const [first] = steps
  if (!first) return
  const one = steps.length === 1
  const edited =
    deed === 'activity.edited-many' && first.before
      ? changed(differences(first.before, first.after), first.before, first.after)
      : []
  noteDeed(trx, {
    deed,
    subject: 'activity',
    subjectId: one ? first.activityId : '',
    title: one ? first.after.values.title : '',
    facts: { count: steps.length },
    // Of several each was something else before; what it became is the same.
    changes: one ? edited : edited.map((change) => ({ ...change, before: null })),
  })
}
