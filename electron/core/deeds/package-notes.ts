/** What packages tell, going out and coming in. */

import type { Queryable } from '../../../db/connection.ts'
import type { InboxRow } from '../../../db/queries/inbox.ts'
import { office } from '../../../db/queries/offices.ts'
import { type OutboxRow, outboxRecords } from '../../../db/queries/outbox.ts'
import type { DeedChange } from '../../../shared/api/deeds.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { revisionCode } from '../package/canonical.ts'
import { aboutRecord, fieldLabels } from './look.ts'
import { type DeedNote, noteDeed } from './note.ts'

type Arrived = Pick<
  InboxRow,
  'package_id' | 'kind' | 'sender_name' | 'sequence' | 'notice_id' | 'volume_n' | 'volume_of'
>

const most = 40

/** Not what the file is called: its sender may have put a person's name into that. */
export function noteArrival(
  trx: Queryable,
  ctx: Pick<HandlerContext, 'notices'>,
  result: 'imported' | 'held' | 'refused',
  row: Arrived,
  more: { readonly records?: number; readonly changes?: readonly DeedChange[]; readonly findings?: number } = {},
): void {
  const { records, changes, findings } = more
  noteDeed(trx, {
    deed: `package.${result}`,
    subject: 'package',
    subjectId: row.package_id,
    title: row.sender_name,
    facts: {
      kind: row.kind,
      sequence: row.sequence,
      notice: row.notice_id === null ? '' : (ctx.notices.find(row.notice_id)?.pack.shortTitle ?? ''),
      ...(row.volume_of > 1 && { volume: `${row.volume_n}/${row.volume_of}` }),
      ...(records !== undefined && { records }),
      ...(findings !== undefined && { findings }),
    },
    ...(changes && { changes }),
  })
}

interface Said {
  readonly record_id: string
  readonly revision: number
  readonly state: string
  readonly fields: readonly (string | null)[]
}
const stateWords: Readonly<Record<string, string>> = { received: '已收到', accepted: '已通过', returned: '退回' }

/** What a receipt says of each of ours; reasons may quote somebody and stay out. */
export async function receiptChanges(trx: Queryable, rows: readonly Said[]): Promise<DeedChange[]> {
  const told: DeedChange[] = []
  for (const { record_id: recordId, revision, state, fields } of rows.slice(0, most)) {
    const { title = '', facts } = await aboutRecord(trx, recordId)
    const named = state === 'returned' && fields.length > 0 ? `（${await fieldLabels(trx, recordId, fields)}）` : ''
    const what = `${title || facts?.form || recordId.slice(-8)} 第 ${revision} 版`
    told.push({ what, before: null, after: `${stateWords[state] ?? state}${named}`, personal: false })
  }
  return told
}

/** One entry for all volumes of a group; the records with their 核对码. */
export async function noteWritten(
  trx: Queryable,
  ctx: Pick<HandlerContext, 'notices'>,
  rows: readonly OutboxRow[],
): Promise<void> {
  for (const group of new Set(rows.map((row) => row.group_id ?? row.package_id))) {
    const volumes = rows.filter((row) => (row.group_id ?? row.package_id) === group)
    const [first] = volumes
    // A card that is saved is told as a file: it goes to nobody in particular.
    if (!first || first.kind === 'office-card') continue
    const records = new Map(
      (
        await outboxRecords(
          trx,
          volumes.map((row) => row.package_id),
        )
      ).map((row) => [`${row.record_id}-${row.revision}`, row]),
    )
    const changes: DeedChange[] = []
    for (const { record_id: recordId, revision, digest } of [...records.values()].slice(0, most)) {
      const { title = '', facts } = await aboutRecord(trx, recordId)
      const what = `${title || facts?.form || recordId.slice(-8)} 第 ${revision} 版`
      changes.push({ what, before: null, after: `核对码 ${revisionCode(digest)}`, personal: false })
    }
    const recipient = first.recipient_office_id === '' ? undefined : await office(trx, first.recipient_office_id)
    const note: DeedNote = {
      deed: 'package.written',
      subject: 'package',
      subjectId: first.package_id,
      title: recipient?.name ?? '',
      facts: {
        kind: first.kind,
        sequence: first.sequence,
        notice: first.notice_id === null ? '' : (ctx.notices.find(first.notice_id)?.pack.shortTitle ?? ''),
        file: first.file_name,
        ...(volumes.length > 1 && { volumes: volumes.length }),
        ...(records.size > 0 && { records: records.size }),
      },
      changes,
    }
    noteDeed(trx, note)
  }
}
