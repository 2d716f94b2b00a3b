import type { ConsentSum } from '../../../shared/api/authorizations.ts'
import { chinaDate } from '../../../shared/domain/workdays.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { loadLetters } from './load-letters.ts'
import { personStates, sumOf } from './states.ts'

/**
 * How many of each letter have signed. A letter that is not here, was purged or cannot be opened has none; while the
 * vault is locked that is every letter, because names decide whether an earlier signature still counts.
 */
export async function consentSums(
  ctx: Pick<HandlerContext, 'db' | 'vault' | 'now'>,
  authorizationIds: readonly string[],
): Promise<Map<string, ConsentSum>> {
  if (ctx.vault.state === 'locked') return new Map()
  const letters = await loadLetters(ctx, ctx.db, authorizationIds)
  const day = chinaDate(ctx.now().getTime())
  return new Map([...letters].map(([id, letter]) => [id, sumOf(personStates(letter), day)]))
}
