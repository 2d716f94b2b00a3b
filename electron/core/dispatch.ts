import { contract, type MethodName } from '../../shared/api/contract.ts'
import { Problem } from '../../shared/problems.ts'
import { activitiesHandlers } from './handlers/activities.ts'
import { appHandlers } from './handlers/app.ts'
import { attachmentsHandlers } from './handlers/attachments.ts'
import { authorizationsHandlers } from './handlers/authorizations.ts'
import { backupsHandlers } from './handlers/backups.ts'
import { calendarHandlers } from './handlers/calendar.ts'
import { collectionHandlers } from './handlers/collection.ts'
import type { Call, HandlerContext, Handlers } from './handlers/context.ts'
import { custodyHandlers } from './handlers/custody.ts'
import { deedsHandlers } from './handlers/deeds.ts'
import { deskHandlers } from './handlers/desk.ts'
import { devicesHandlers } from './handlers/devices.ts'
import { documentsHandlers } from './handlers/documents.ts'
import { earlierHandlers } from './handlers/earlier.ts'
import { exampleHandlers } from './handlers/example.ts'
import { formsHandlers } from './handlers/forms.ts'
import { forwardHandlers } from './handlers/forward.ts'
import { handoversHandlers } from './handlers/handovers.ts'
import { intakeHandlers } from './handlers/intake.ts'
import { keysHandlers } from './handlers/keys.ts'
import { manualHandlers } from './handlers/manual.ts'
import { movingHandlers } from './handlers/moving.ts'
import { noticesHandlers } from './handlers/notices.ts'
import { officesHandlers } from './handlers/offices.ts'
import { ownNoticesHandlers } from './handlers/own-notices.ts'
import { packagesHandlers } from './handlers/packages.ts'
import { papersHandlers } from './handlers/papers.ts'
import { peopleHandlers } from './handlers/people.ts'
import { personalHandlers } from './handlers/personal.ts'
import { photosHandlers } from './handlers/photos.ts'
import { publishedHandlers } from './handlers/published.ts'
import { receiptsHandlers } from './handlers/receipts.ts'
import { recordsHandlers } from './handlers/records.ts'
import { registerHandlers } from './handlers/register.ts'
import { remindersHandlers } from './handlers/reminders.ts'
import { returnsHandlers } from './handlers/returns.ts'
import { reviewsHandlers } from './handlers/reviews.ts'
import { rollupsHandlers } from './handlers/rollups.ts'
import { rostersHandlers } from './handlers/rosters.ts'
import { scansHandlers } from './handlers/scans.ts'
import { sheetsHandlers } from './handlers/sheets.ts'
import { tablesHandlers } from './handlers/tables.ts'
import { tasksHandlers } from './handlers/tasks.ts'
import { trustHandlers } from './handlers/trust.ts'
import { upkeepHandlers } from './handlers/upkeep.ts'
import { videosHandlers } from './handlers/videos.ts'
import { wordbackHandlers } from './handlers/wordback.ts'
import { yearHandlers } from './handlers/year.ts'
import { isDiskFull } from './store/disk-full.ts'

const handlers: Handlers = {
  ...appHandlers,
  ...attachmentsHandlers,
  ...backupsHandlers,
  ...calendarHandlers,
  ...deskHandlers,
  ...documentsHandlers,
  ...earlierHandlers,
  ...exampleHandlers,
  ...formsHandlers,
  ...handoversHandlers,
  ...keysHandlers,
  ...noticesHandlers,
  ...officesHandlers,
  ...ownNoticesHandlers,
  ...packagesHandlers,
  ...papersHandlers,
  ...publishedHandlers,
  ...receiptsHandlers,
  ...recordsHandlers,
  ...remindersHandlers,
  ...scansHandlers,
  ...sheetsHandlers,
  ...tasksHandlers,
  ...trustHandlers,
  ...videosHandlers,
  ...authorizationsHandlers,
  ...personalHandlers,
  ...collectionHandlers,
  ...reviewsHandlers,
  ...forwardHandlers,
  ...wordbackHandlers,
  ...activitiesHandlers,
  ...registerHandlers,
  ...tablesHandlers,
  ...yearHandlers,
  ...photosHandlers,
  ...devicesHandlers,
  ...intakeHandlers,
  ...returnsHandlers,
  ...rostersHandlers,
  ...rollupsHandlers,
  ...peopleHandlers,
  ...deedsHandlers,
  ...movingHandlers,
  ...custodyHandlers,
  ...upkeepHandlers,
  ...manualHandlers,
}

type AnyHandler = (input: unknown, ctx: HandlerContext, call: Call) => Promise<unknown>

const isMethod = (name: string): name is MethodName => Object.hasOwn(contract, name)

/**
 * Parses the input by the contract, runs the handler, and turns whatever goes wrong into a `Problem`: expected ones
 * as they are, a full disk as `disk.full`, everything else logged and told as `internal` with the log id.
 */
export async function dispatch(ctx: HandlerContext, method: string, input: unknown, call: Call): Promise<unknown> {
  if (!isMethod(method)) throw new Problem('method.unknown', { method: String(method).slice(0, 100) })
  const parsed = contract[method].input.safeParse(input)
  if (!parsed.success) throw new Problem('input.invalid', { method, issues: toIssues(parsed.error.issues) })
  if (call.signal.aborted) throw new Problem('cancelled', {})
  try {
    // The contract pairs each schema with its handler; the union of all of them cannot say so.
    return await (handlers[method] as AnyHandler)(parsed.data, ctx, call)
  } catch (error) {
    throw toProblem(ctx, method, error, call)
  }
}

/** Paths and rules, never the values: they may be personal. */
function toIssues(
  issues: readonly { path: PropertyKey[]; code?: string; message: string }[],
): { path: string; message: string }[] {
  return issues
    .slice(0, 20)
    .map((issue) => ({ path: issue.path.map(String).join('.').slice(0, 200), message: issue.message.slice(0, 200) }))
}

function toProblem(ctx: HandlerContext, method: string, error: unknown, call: Call): Problem {
  if (error instanceof Problem) return error
  if (isDiskFull(error)) return new Problem('disk.full', { path: ctx.store.dataDir, neededBytes: null })
  if (call.signal.aborted && error instanceof Error && error.name === 'AbortError') return new Problem('cancelled', {})
  return new Problem('internal', { logId: ctx.log.error(method, error) })
}
