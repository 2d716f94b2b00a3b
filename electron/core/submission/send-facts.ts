/** What a person wants to know before a package is written: what is new, and whether the stick can hold it. */
import { sentRevisions } from '../../../db/queries/outbox.ts'
import { lastReceiptOfNotice } from '../../../db/queries/receipts.ts'
import type { SubmissionItem, SubmissionPreview } from '../../../shared/api/packages.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { targetDisk } from '../package/target-disk.ts'
import { roomInVolume, volumeLimit } from '../package/volumes.ts'
import type { Candidate } from './candidate.ts'

type News = SubmissionItem['news']

/** How each record stands to what this office was sent before. @param to null: nobody yet, so all is new */
export async function newsOf(
  ctx: Pick<HandlerContext, 'db'>,
  to: string | null,
): Promise<(candidate: Candidate) => News> {
  const sent = to === null ? new Set<string>() : await sentRevisions(ctx.db, to)
  const ever = new Set([...sent].map((key) => key.slice(0, key.lastIndexOf('-'))))
  return ({ summary: { recordId }, state, latest }) => {
    if (state === 'delivered') return null
    if (!ever.has(recordId)) return 'new'
    return state === 'ready' && latest && sent.has(`${recordId}-${latest.revision}`) ? 'repeated' : 'revised'
  }
}

export async function lastReceipt(
  ctx: Pick<HandlerContext, 'db'>,
  to: string | null,
  noticeId: string,
): Promise<SubmissionPreview['lastReceipt']> {
  const row = to === null ? undefined : await lastReceiptOfNotice(ctx.db, to, noticeId)
  return row ? { sequence: row.sequence, at: row.created_at } : null
}

/** @param bytes of everything that goes in, as far as it is known */
export async function holds(
  going: readonly Candidate[],
  bytes: number,
  out: string | null,
): Promise<Pick<SubmissionPreview, 'volumes' | 'tooLarge' | 'disk'>> {
  const limit = await volumeLimit(out, null)
  const room = roomInVolume(limit)
  const tooLarge = going.flatMap(({ summary, files, proofs }) =>
    [...files, ...proofs]
      .filter((file) => file.bytes > room)
      .map((file) => ({
        recordId: summary.recordId,
        title: `${summary.title}：${file.title}`,
        bytes: file.bytes,
        limit: room,
      })),
  )
  const disk = out === null ? null : await targetDisk(out)
  return {
    volumes: Math.max(1, firstFitCount(going, room)),
    tooLarge,
    disk: disk && { ...disk, enough: disk.freeBytes === null || disk.freeBytes >= bytes },
  }
}

/** As the splitting goes: in order, a new volume whenever the next file does not fit. */
function firstFitCount(going: readonly Candidate[], room: number): number {
  let volumes = 1
  let used = 0
  for (const { files, proofs } of going) {
    for (const { bytes } of [...files, ...proofs]) {
      if (used > 0 && used + bytes > room) {
        volumes++
        used = 0
      }
      used += bytes
    }
  }
  return volumes
}
