/** The paper that was written, the paper that came back, and the form as it stands now. Pure. */
import type { FieldValue, FormDefinition, FormValues } from '../../../shared/form/definition.ts'
import { sameValue } from '../../../shared/form/differences.ts'
import { isEmpty } from '../../../shared/form/evaluate.ts'
import { valueWords } from '../../../shared/form/value-words.ts'
import { applyWordChanges, type WordChange, type WordEffect } from '../../../shared/form/word-changes.ts'
import { piecesOf } from './change-list.ts'

export interface ThreeWay {
  /** The form as the record has it now. */
  readonly definition: FormDefinition
  /** What the paper was written from. */
  readonly base: FormValues
  readonly now: FormValues
  readonly masked: boolean
}

const own = (values: FormValues, id: string): FieldValue | undefined => {
  const value = values[id]
  return value === undefined || isEmpty(value) ? undefined : value
}

/**
 * What only reads otherwise is left out, and so is what the form says already. Where the form was changed since, all
 * changes of that field become one, which says 两边都改过.
 */
export function settled(setting: ThreeWay, found: readonly WordChange[]): WordChange[] {
  const done = new Set<string>()
  return found.flatMap((change) => {
    const { effect, field } = change
    if (effect === null || field === null || effect.what === 'caption') return [change]
    const target = setting.definition.fields.find(({ id }) => id === field)
    // The form of the moment asks for this no more.
    if (!target || untakeable(setting, target.personal, effect)) return [{ ...change, effect: null }]
    const { base, now, definition } = setting
    const before = own(base, field)
    const alone = own(applyWordChanges(definition, base, [effect]), field)
    if (sameValue(before, alone)) {
      // A text that the field cannot hold is shown all the same; a number written otherwise is the same number.
      return holds(definition, effect) ? [] : [{ ...change, effect: null }]
    }
    if (setting.masked && target.personal) return [change]
    const current = own(now, field)
    if (sameValue(before, current)) return [change]
    if (effect.what === 'tick')
      return sameValue(current, own(applyWordChanges(definition, now, [effect]), field)) ? [] : [change]
    if (done.has(field)) return []
    done.add(field)
    const effects = found.flatMap((one) =>
      one.field === field && one.effect && one.effect.what !== 'tick' ? [one.effect] : [],
    )
    const after = own(applyWordChanges(definition, base, effects), field)
    if (sameValue(after, current)) return []
    const [from, to] = [valueWords(target, before, false), valueWords(target, after, false)]
    const both = { from, to, pieces: piecesOf(from, to), now: valueWords(target, current, false) }
    const value = after ?? null
    return [{ ...change, kind: 'value' as const, place: '', ...both, effect: { what: 'value' as const, field, value } }]
  })
}

/** Stars stand for what is hidden: a text with them is no answer. */
function untakeable({ masked }: ThreeWay, personal: boolean, effect: WordEffect): boolean {
  if (!masked || !personal) return false
  return !(effect.what === 'text' || effect.what === 'cell') || effect.text.includes('*')
}

/** Whether the words of an effect can be an answer of its field at all. */
function holds(definition: FormDefinition, effect: WordEffect): boolean {
  if (effect.what !== 'text' || effect.text.trim() === '') return true
  return own(applyWordChanges(definition, {}, [effect]), effect.field) !== undefined
}
