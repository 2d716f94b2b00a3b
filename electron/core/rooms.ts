/** Which file answers a method. Each is loaded when one of its methods is first called: a start needs few of them. */
import type { MethodName } from '../../shared/api/contract.ts'
import type { Handlers } from './handlers/context.ts'

type Room = () => Promise<Partial<Handlers>>
type Rooms = Readonly<Record<string, readonly Room[]>>
type KeysOf<T> = T extends unknown ? keyof T : never
type Answered<R extends Rooms> = KeysOf<Awaited<ReturnType<R[keyof R][number]>>>

/** Does not compile while a method of the contract has no room. */
function complete<const R extends Rooms>(rooms: [Exclude<MethodName, Answered<R>>] extends [never] ? R : never): Rooms {
  return rooms
}

const devices = async () => (await import('./handlers/devices.ts')).devicesHandlers
const forward = async () => (await import('./handlers/forward.ts')).forwardHandlers
const handovers = async () => (await import('./handlers/handovers.ts')).handoversHandlers
const published = async () => (await import('./handlers/published.ts')).publishedHandlers
const returns = async () => (await import('./handlers/returns.ts')).returnsHandlers
const rosters = async () => (await import('./handlers/rosters.ts')).rostersHandlers
const attachments = async () => (await import('./handlers/attachments.ts')).attachmentsHandlers

/** By the first word of the method; the file that has most of them first. */
const rooms = complete({
  activities: [async () => (await import('./handlers/activities.ts')).activitiesHandlers],
  app: [async () => (await import('./handlers/app.ts')).appHandlers],
  attachments: [attachments],
  authorizations: [async () => (await import('./handlers/authorizations.ts')).authorizationsHandlers],
  backups: [async () => (await import('./handlers/backups.ts')).backupsHandlers],
  calendar: [async () => (await import('./handlers/calendar.ts')).calendarHandlers],
  collection: [async () => (await import('./handlers/collection.ts')).collectionHandlers],
  custody: [async () => (await import('./handlers/custody.ts')).custodyHandlers],
  deeds: [async () => (await import('./handlers/deeds.ts')).deedsHandlers],
  desk: [async () => (await import('./handlers/desk.ts')).deskHandlers],
  devices: [devices],
  documents: [async () => (await import('./handlers/documents.ts')).documentsHandlers],
  earlier: [async () => (await import('./handlers/earlier.ts')).earlierHandlers],
  example: [async () => (await import('./handlers/example.ts')).exampleHandlers],
  forms: [async () => (await import('./handlers/forms.ts')).formsHandlers],
  handovers: [handovers],
  intake: [async () => (await import('./handlers/intake.ts')).intakeHandlers],
  keys: [async () => (await import('./handlers/keys.ts')).keysHandlers, devices],
  manual: [async () => (await import('./handlers/manual.ts')).manualHandlers],
  moving: [async () => (await import('./handlers/moving.ts')).movingHandlers],
  notices: [async () => (await import('./handlers/notices.ts')).noticesHandlers, published],
  offices: [
    async () => (await import('./handlers/offices.ts')).officesHandlers,
    async () => (await import('./handlers/trust.ts')).trustHandlers,
    devices,
  ],
  ownNotices: [async () => (await import('./handlers/own-notices.ts')).ownNoticesHandlers],
  packages: [async () => (await import('./handlers/packages.ts')).packagesHandlers, forward],
  paper: [rosters],
  papers: [async () => (await import('./handlers/papers.ts')).papersHandlers],
  people: [async () => (await import('./handlers/people.ts')).peopleHandlers],
  personal: [async () => (await import('./handlers/personal.ts')).personalHandlers],
  photos: [async () => (await import('./handlers/photos.ts')).photosHandlers],
  phrases: [returns],
  queue: [returns],
  receipts: [async () => (await import('./handlers/receipts.ts')).receiptsHandlers, returns],
  records: [
    async () => (await import('./handlers/records.ts')).recordsHandlers,
    attachments,
    returns,
    forward,
    published,
  ],
  register: [async () => (await import('./handlers/register.ts')).registerHandlers],
  reminders: [async () => (await import('./handlers/reminders.ts')).remindersHandlers],
  reviews: [async () => (await import('./handlers/reviews.ts')).reviewsHandlers],
  rollups: [async () => (await import('./handlers/rollups.ts')).rollupsHandlers],
  rosters: [rosters],
  scans: [async () => (await import('./handlers/scans.ts')).scansHandlers],
  sent: [handovers],
  sheets: [async () => (await import('./handlers/sheets.ts')).sheetsHandlers],
  tables: [async () => (await import('./handlers/tables.ts')).tablesHandlers],
  tasks: [async () => (await import('./handlers/tasks.ts')).tasksHandlers],
  upkeep: [async () => (await import('./handlers/upkeep.ts')).upkeepHandlers],
  videos: [async () => (await import('./handlers/videos.ts')).videosHandlers],
  wordback: [async () => (await import('./handlers/wordback.ts')).wordbackHandlers],
  year: [async () => (await import('./handlers/year.ts')).yearHandlers],
})

/** @throws Error for a method that no room has: the contract and `rooms` are held together by the compiler */
export async function handlerOf<M extends MethodName>(method: M): Promise<Handlers[M]> {
  for (const load of rooms[method.slice(0, method.indexOf('.'))] ?? []) {
    const handler = (await load())[method]
    if (handler) return handler
  }
  throw new Error(`no room answers ${method}`)
}
