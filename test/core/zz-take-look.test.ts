import path from 'node:path'
import { it } from 'vitest'
import { cityNotice, newFolder, openCounty } from '../support/core.ts'
import { writeTownshipFiles } from '../support/township-files.ts'

it('look', async () => {
  const core = await openCounty()
  const dir = newFolder()
  const files = await writeTownshipFiles(dir)
  console.time('read')
  const read = await core.call('tables.read', { paths: [dir], noticeId: cityNotice })
  console.timeEnd('read')
  console.log(JSON.stringify(read.unreadable), read.tables.length)
  for (const t of read.tables.slice(0, 9)) console.log(t.fileName, t.kind, t.format, t.headerRow, t.sender, t.rows, t.columns.map((c) => `${c.label}=${c.meaning}${c.sure ? '' : '?'}×${c.factor}`).join(' '), JSON.stringify(t.otherSheets))
  const preview = await core.call('tables.preview', { noticeId: cityNotice, year: 2022, tables: read.tables.map((t) => ({ path: t.path, sha256: t.sha256, sheet: t.sheet, headerRow: t.headerRow, sender: t.sender, columns: t.columns.map(({ column, meaning, factor }) => ({ column, meaning, factor })) })) })
  console.log(preview.rows.length, JSON.stringify(preview.corrections))
  for (const r of preview.rows) for (const o of r.open) console.log(o.fileName, o.row, o.label, o.original, o.kind, o.reason, o.suggestion)
  console.log(JSON.stringify(preview.rows.slice(0, 5), null, 0))
  void files
  const m = await core.call('tables.read', { paths: ['/work/shared/material/tables'], noticeId: cityNotice })
  for (const t of m.tables) console.log(t.fileName, t.kind, t.format, t.sheet, t.headerRow, t.sender, t.rows, t.columns.map((c) => `${c.label}=${c.meaning}${c.sure ? '' : '?'}×${c.factor}`).join(' '), JSON.stringify(t.otherSheets), JSON.stringify(t.remarks))
  console.log(m.unreadable.map((u) => path.basename(u.path) + u.message))
})
