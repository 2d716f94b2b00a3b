/** Number, ids and ciphertexts of a package are fixed in the outbox before its first byte is written (bundle-format.md §4). */
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import type { Queryable } from '../../../db/connection.ts'
import {
  cancelledSequencesAfter,
  frozenOfStream,
  insertOutbox,
  lastOfStream,
  markOutboxCancelled,
  nextSequence,
  type OutboxRow,
  outboxGroup,
  type Stream,
} from '../../../db/queries/outbox.ts'
import { noteNumbers } from '../backup/numbers.ts'
import { changed, type HandlerContext } from '../handlers/context.ts'
import { type ComposeInput, composePackage } from '../package/compose.ts'
import { allocateName, cutBytes, foldName } from '../package/names.ts'
import { splitVolumes, volumeLimit } from '../package/volumes.ts'
import { killPoint } from '../store/kill-points.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { keepPlan } from './outbox-plan.ts'
import { dropParts } from './write-out.ts'

/** What the stream decides about a package. */
export interface StreamPlace {
  readonly packageId: string
  readonly sequence: number
  readonly previousDigest: string | null
  readonly voided: number[]
}

export interface FreezeOrder {
  readonly signal: AbortSignal
  readonly stream: Stream
  readonly noticeId: string | null
  readonly volumeBytes: number | null
  /** Where the files are to lie. */
  readonly folder: string
  /** File name without number of volume and extension. */
  readonly title: (place: StreamPlace) => string
  /** The first frozen package of the stream that is the same; it is written again instead of a new one. */
  readonly same: (rows: readonly OutboxRow[]) => Promise<readonly OutboxRow[] | null>
  readonly compose: (place: StreamPlace) => Promise<
    Omit<ComposeInput, 'packageId' | 'sequence' | 'previousDigest' | 'voided' | 'outbox' | 'kind'> & {
      kind: OutboxRow['kind']
    }
  >
  /** Further rows of the same transaction. */
  readonly also?: (trx: Queryable, rows: readonly OutboxRow[], place: StreamPlace) => Promise<void>
}

/**
 * Takes the next number of the stream, composes, and freezes. What was frozen before and is not the same is given up:
 * its number goes into `voided`.
 * @throws Problem record.purged, and as composePackage and splitVolumes; nothing stays behind then
 */
export function freezePackage(ctx: HandlerContext, order: FreezeOrder): Promise<readonly OutboxRow[]> {
  return oneAtATime(ctx, 'number', order, async () => {
    const pending = await frozenOfStream(ctx.db, order.stream)
    const again = await order.same(pending)
    if (again) return again
    const place = await nextPlace(ctx, order.stream, pending)
    const outbox = path.join(ctx.store.outbox, place.packageId)
    try {
      const input = await order.compose(place)
      const { plan, seal } = await composePackage({ ...input, ...place, outbox, agent: `kexie-desk ${ctx.appVersion}` })
      const plans = splitVolumes(plan, await volumeLimit(order.folder, order.volumeBytes), seal)
      const names = freeNames(order.folder, order.title(place), plans.length)
      await ctx.write(async (trx) => {
        // A purge may have come while it was composed; its own transaction could not see this package yet.
        for (const { recordId } of plan.packageJson.records) ctx.vault.refusePurged(recordId)
        await markOutboxCancelled(
          trx,
          pending.map((row) => row.package_id),
        )
        for (const [index, one] of plans.entries()) {
          const { n, of } = one.volume ?? { n: 1, of: 1 }
          await insertOutbox(
            trx,
            {
              package_id: one.packageId,
              group_id: place.packageId,
              kind: input.kind,
              recipient_office_id: order.stream.recipientOfficeId,
              device_id: order.stream.deviceId,
              sequence: one.sequence,
              volume_n: n,
              volume_of: of,
              previous_digest: place.previousDigest,
              notice_id: order.noticeId,
              plan_json: keepPlan(ctx.store, order.folder, one),
              tag_manifest_digest: one.tagManifestDigest,
              state: 'frozen',
              bytes: 0,
              file_name: names[index] ?? '',
              created_at: one.createdAt,
            },
            one.packageJson.records.map(({ recordId, revision, digest }) => ({
              record_id: recordId,
              revision,
              digest,
            })),
          )
        }
        await order.also?.(trx, await outboxGroup(trx, place.packageId), place)
      })
    } catch (error) {
      await rm(outbox, { recursive: true, force: true }).catch(() => undefined)
      throw error
    }
    for (const row of pending) await dropParts(ctx, row)
    await noteNumbers(ctx.db, ctx.store)
    killPoint('export.after-freeze')
    changed(ctx, 'packages')
    return outboxGroup(ctx.db, place.packageId)
  })
}

async function nextPlace(ctx: HandlerContext, stream: Stream, pending: readonly OutboxRow[]): Promise<StreamPlace> {
  const givenUp = new Set(pending.map((row) => row.sequence))
  const last = await lastOfStream(ctx.db, stream, [...givenUp])
  const cancelled = await cancelledSequencesAfter(ctx.db, stream, last?.sequence ?? 0)
  return {
    packageId: uuidv7(),
    sequence: await nextSequence(ctx.db, stream),
    previousDigest: last?.tag_manifest_digest ?? null,
    voided: [...new Set([...cancelled, ...givenUp])].sort((a, b) => a - b),
  }
}

/** Of UTF-8; with -2, -3 … and .zip it is as long as a name may be. */
const mostNameBytes = 112

/** A name that no file in the folder has: what lies under it later is ours. */
function freeNames(folder: string, title: string, volumes: number): string[] {
  const taken = new Set<string>()
  return Array.from({ length: volumes }, (_, index) => {
    // A long name of an office gives way, the number never.
    const number = /_第\d+号$/u.exec(title)?.[0] ?? ''
    const tail = `${number}${volumes === 1 ? '' : `_第${index + 1}卷共${volumes}卷`}`
    const head = title.slice(0, title.length - number.length)
    const whole = `${cutBytes(head, mostNameBytes - Buffer.byteLength(tail))}${tail}`
    for (;;) {
      const name = allocateName(whole, 'zip', taken)
      if (!existsSync(path.join(folder, name))) return name
      taken.add(foldName(name))
    }
  })
}
