/** What letters that are about to be handed in still lack: told, never a hindrance. */
import type { NoticePack } from '../../../shared/notice/pack.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { consentSums } from './sums.ts'

export interface LetterLack {
  /** People who neither signed nor are excepted. */
  readonly unsigned: number
  readonly guardiansMissing: number
}

/** By record; only letters that lack something. Empty while the vault is locked: then nobody can tell. */
export async function letterLacks(
  ctx: HandlerContext,
  pack: Pick<NoticePack, 'deliverables'>,
  records: readonly { readonly recordId: string; readonly formId: string }[],
): Promise<Map<string, LetterLack>> {
  const forms = new Set(pack.deliverables.flatMap(({ video }) => video?.authorizationFormId ?? []))
  const letters = records.filter(({ formId }) => forms.has(formId)).map(({ recordId }) => recordId)
  if (letters.length === 0) return new Map()
  const lacks = new Map<string, LetterLack>()
  for (const [recordId, { of, signed, exceptions, guardiansMissing }] of await consentSums(ctx, letters)) {
    const unsigned = of - signed - exceptions
    if (unsigned + guardiansMissing > 0) lacks.set(recordId, { unsigned, guardiansMissing })
  }
  return lacks
}
