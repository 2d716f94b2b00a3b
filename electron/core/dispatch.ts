import { isDamage } from '../../db/store-reading.ts'
import { contract, type MethodName } from '../../shared/api/contract.ts'
import { Problem } from '../../shared/problems.ts'
import { storeDamaged } from './backup/restore.ts'
import type { DeedBook } from './deeds/deed-book.ts'
import { noteDeed } from './deeds/note.ts'
import { ruleOf } from './deeds/rules.ts'
import type { Call, HandlerContext } from './handlers/context.ts'
import { handlerOf } from './rooms.ts'
import { isDiskFull } from './store/disk-full.ts'
import { rememberProblem } from './upkeep/remembered.ts'

type AnyHandler = (input: unknown, ctx: HandlerContext, call: Call) => Promise<unknown>

const isMethod = (name: string): name is MethodName => Object.hasOwn(contract, name)

/**
 * Parses the input by the contract, runs the handler, and turns whatever goes wrong into a `Problem`: expected ones
 * as they are, a full disk as `disk.full`, everything else logged and told as `internal` with the log id.
 */
export async function dispatch(
  ctx: HandlerContext,
  deeds: DeedBook,
  method: string,
  input: unknown,
  call: Call,
): Promise<unknown> {
  if (!isMethod(method)) throw new Problem('method.unknown', { method: String(method).slice(0, 100) })
  const parsed = contract[method].input.safeParse(input)
  if (!parsed.success) throw new Problem('input.invalid', { method, issues: toIssues(parsed.error.issues) })
  if (call.signal.aborted) throw new Problem('cancelled', {})
  try {
    return await deeds.during({ rule: ruleOf(method), input: parsed.data, ctx }, async () => {
      // The contract pairs each schema with its handler; the union of all of them cannot say so.
      const output = await ((await handlerOf(method)) as AnyHandler)(parsed.data, ctx, call)
      await tellDone(ctx, method, parsed.data, output)
      return output
    })
  } catch (error) {
    const problem = await toProblem(ctx, method, error, call)
    rememberProblem(ctx.log, { at: ctx.now().toISOString(), method, code: problem.code })
    throw problem
  }
}

/** Of what left the store without a row of its own. Told before the call is answered, never after. */
async function tellDone(ctx: HandlerContext, method: MethodName, input: unknown, output: unknown): Promise<void> {
  const rule = ruleOf(method)
  if (rule === null || rule === 'noted' || rule.at !== 'done') return
  await ctx.write(async (trx) => {
    const told = await rule.after(input, output, { trx, ctx })
    for (const note of told === null ? [] : [told].flat()) noteDeed(trx, note)
  })
}

/** Paths and rules, never the values: they may be personal. */
function toIssues(
  issues: readonly { path: PropertyKey[]; code?: string; message: string }[],
): { path: string; message: string }[] {
  return issues
    .slice(0, 20)
    .map((issue) => ({ path: issue.path.map(String).join('.').slice(0, 200), message: issue.message.slice(0, 200) }))
}

async function toProblem(ctx: HandlerContext, method: string, error: unknown, call: Call): Promise<Problem> {
  if (error instanceof Problem) return error
  if (isDamage(error)) {
    ctx.log.error(method, error)
    return storeDamaged(ctx.store, 'read')
  }
  if (isDiskFull(error)) return new Problem('disk.full', { path: ctx.store.dataDir, neededBytes: null })
  if (call.signal.aborted && error instanceof Error && error.name === 'AbortError') return new Problem('cancelled', {})
  return new Problem('internal', { logId: ctx.log.error(method, error) })
}
