/** Which records make an entry: rows for those that came in another way, letters for those that have none. */
import type { Queryable } from '../../../db/connection.ts'
import { draft, isTypedHere, record } from '../../../db/queries/records.ts'
import {
  addVideoEntry,
  entriesWithoutLetter,
  looseLetters,
  looseRegistrations,
  setAuthorization,
} from '../../../db/queries/videos.ts'
import type { FormValues } from '../../../shared/form/definition.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { allCollections, type Collection } from './collections.ts'
import { createLetter, titleOf } from './entry-papers.ts'

type Core = Pick<HandlerContext, 'vault' | 'notices' | 'now'>

interface Mending {
  /** Registrations that are no entry yet: filled in on the page of the notice, or received. */
  readonly add: Awaited<ReturnType<typeof looseRegistrations>>
  readonly link: readonly { entryId: string; letterId: string }[]
  /** Entries that are typed here and have no letter. */
  readonly write: readonly string[]
}

const dutyOf = ({ pack, registration, authorization }: Collection) => ({
  noticeId: pack.id,
  registrationFormId: registration.id,
  authorizationFormId: authorization.id,
})

async function toMend(db: Queryable, collection: Collection): Promise<Mending> {
  const duty = dutyOf(collection)
  const add = await looseRegistrations(db, duty)
  const without = (await entriesWithoutLetter(db, duty.noticeId)).filter(
    (row) => row.deliverable_id === collection.deliverable.id,
  )
  if (add.length === 0 && without.length === 0) return { add, link: [], write: [] }
  const letters = new Map(
    (await looseLetters(db, duty)).map((letter) => [`${letter.entry} ${letter.office_id}`, letter]),
  )
  const link: { entryId: string; letterId: string }[] = []
  const write: string[] = []
  for (const { id, officeId, typed } of [
    ...add.map((row) => ({ id: row.record_id, officeId: row.office_id, typed: isTypedHere(row) })),
    ...without.map((row) => ({ id: row.entry_id, officeId: row.office_id, typed: isTypedHere(row) })),
  ]) {
    // A letter speaks for the works of its own office only.
    const letter = letters.get(`${id} ${officeId}`)
    if (letter) link.push({ entryId: id, letterId: letter.record_id })
    else if (typed) write.push(id)
  }
  return { add, link, write }
}

const isSound = ({ add, link, write }: Mending): boolean => add.length + link.length + write.length === 0

async function mend(trx: Queryable, ctx: Core, collection: Collection): Promise<void> {
  const { add, link, write } = await toMend(trx, collection)
  for (const row of add)
    await addVideoEntry(trx, {
      entry_id: row.record_id,
      authorization_id: null,
      notice_id: collection.pack.id,
      deliverable_id: collection.deliverable.id,
      collected_at: row.created_at,
      way: isTypedHere(row) ? 'hand' : 'package',
    })
  for (const { entryId, letterId } of link) await setAuthorization(trx, entryId, letterId)
  for (const entryId of write) {
    const row = await draft(trx, entryId)
    if (!row) continue
    const title = titleOf(collection.registration, JSON.parse(row.values_json) as FormValues)
    const from = await record(trx, entryId)
    await setAuthorization(trx, entryId, await createLetter(trx, ctx, { ...collection, from }, entryId, title))
  }
}

/** What was filled in or received without this list knowing is made whole. Does nothing, and writes nothing, otherwise. */
export async function ensureEntries(ctx: HandlerContext, noticeId: string | null): Promise<void> {
  for (const collection of allCollections(ctx, noticeId)) {
    if (isSound(await toMend(ctx.db, collection))) continue
    await ctx.write((trx) => mend(trx, ctx, collection))
  }
}

/** What a package brought, in its own transaction: registration and letter may come in any order and in two packages. */
export async function receiveEntries(trx: Queryable, ctx: Core, noticeIds: Iterable<string>): Promise<void> {
  for (const noticeId of new Set(noticeIds))
    for (const collection of allCollections(ctx, noticeId)) await mend(trx, ctx, collection)
}
