/** 交接单 of a signed package: what is on the stick, and which records with which codes are in it. */
import { office as findOffice } from '../../../db/queries/offices.ts'
import { type OutboxRow, outboxGroup, outboxRecords } from '../../../db/queries/outbox.ts'
import type { TableRow } from '../../../shared/form/definition.ts'
import { Problem } from '../../../shared/problems.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'
import { codeText } from '../../../shared/wording/revision-code.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { chinaDay } from '../handover/china-day.ts'
import { revisionCode } from '../package/canonical.ts'
import { needOffice } from '../records/load.ts'
import { revisionTitle } from '../submission/export.ts'
import { type FilledSheet, fillSheet } from './fill-sheet.ts'
import { subjectOf } from './subjects.ts'

/**
 * @param copies printed copies of every record that go with it; 0: the stick only
 * @throws Problem package.not-found (unknown, given up or never written), office.missing
 */
export async function packageSlip(
  ctx: HandlerContext,
  { packageId, copies }: { packageId: string; copies: number },
): Promise<FilledSheet> {
  const { office } = await needOffice(ctx.db)
  const rows = await outboxGroup(ctx.db, packageId)
  const [first] = rows
  if (!first || rows.some((row) => row.sha256 === null || row.state === 'cancelled'))
    throw new Problem('package.not-found', { packageId })
  const recipient = await findOffice(ctx.db, first.recipient_office_id)
  const records = await recordRows(ctx, rows, copies)
  return fillSheet(ctx, 'SHEET-HANDOVER-SLIP', office.name, {
    about: about(ctx, first),
    toUnit: recipient?.name ?? '',
    method: records.length > 0 && copies > 0 ? '当面交纸质件和 U 盘' : '当面交 U 盘',
    handedOn: chinaDay(ctx.now()),
    items: [...rows.map(fileRow), ...records],
  })
}

/** 科技工作者日报送材料（第 3 号报送包） */
function about(ctx: HandlerContext, { kind, notice_id: noticeId, sequence }: OutboxRow): string {
  const title = noticeId === null ? '' : (ctx.notices.find(noticeId)?.pack.shortTitle ?? '')
  switch (kind) {
    case 'submission':
      return `${title}报送材料（第 ${sequence} 号报送包）`
    case 'receipt':
      return `${title}回执（第 ${sequence} 号）`
    case 'notice':
      return `${title}通知（第 ${sequence} 号）`
    case 'office-card':
      return '单位名片'
  }
}

function fileRow(row: OutboxRow): TableRow {
  return {
    name: `${row.file_name}（文件核对码 ${fileCode(row.sha256 ?? '')}）`,
    code: '',
    paper: '',
    files: '1',
    note: bytesText(row.bytes),
  }
}

/** The first sixteen hexadecimal digits of the file's SHA-256: enough to tell two files apart by eye. */
export const fileCode = (sha256: string): string => (sha256.toUpperCase().slice(0, 16).match(/.{4}/gu) ?? []).join(' ')

/** A record that several volumes repeat is one line. */
async function recordRows(ctx: HandlerContext, rows: readonly OutboxRow[], copies: number): Promise<TableRow[]> {
  const lines = new Map<string, TableRow>()
  for (const { record_id: recordId, revision, digest } of await outboxRecords(
    ctx.db,
    rows.map((row) => row.package_id),
  )) {
    const name = await subjectOf(ctx, recordId).then(
      (subject) => subject.title,
      // Of another office, or thrown away since.
      () => revisionTitle(ctx, recordId, revision),
    )
    lines.set(`${recordId}-${revision}`, {
      name,
      code: codeText(revisionCode(digest)),
      paper: copies === 0 ? '' : String(copies),
      files: '',
      note: revision === 1 ? '' : `第${revision}版`,
    })
  }
  return [...lines.values()]
}
