/** 1,000 F1 records to xlsx: the whole way from the store, against the library alone writing the same cells. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { read, utils, write } from 'xlsx'
import { createCore } from '../../electron/core/core.ts'
import type { MethodInput, MethodName, MethodOutput } from '../../shared/api/contract.ts'
import { alternate, report } from './measure.ts'

const project = path.resolve(import.meta.dirname, '../..')
const notice = 'xinxiang-2022-workers-day-and-tech-week'
const count = 1000
const folder = mkdtempSync(path.join(tmpdir(), 'sheet-bench-'))
const core = await createCore({
  dataDir: path.join(folder, 'store'),
  resourcesDir: path.join(project, 'resources'),
  appVersion: '0.0.0-bench',
  now: () => new Date(),
  ask: null,
  restore: null,
  emit: () => undefined,
})
const call = <M extends MethodName>(method: M, input: MethodInput<M>): Promise<MethodOutput<M>> =>
  core.dispatch(method, input, { signal: new AbortController().signal, progress: () => undefined }) as Promise<
    MethodOutput<M>
  >

try {
  await call('offices.init', { name: '示例县科学技术局', level: 'county', type: 'science-department' })
  const form = await call('forms.show', { formId: 'XX-F1', noticeId: notice })
  for (let at = 0; at < count; at++) {
    const values = { ...form.example, officeName: `示例单位${at}`, eventCount: String(at), fundsCounty: `${at}.25` }
    await call('records.create', { noticeId: notice, formId: 'XX-F1', values })
  }
  const out = path.join(folder, 'rows.xlsx')
  const plain = path.join(folder, 'plain.xlsx')
  const ours = async (): Promise<number> => {
    const start = performance.now()
    await call('sheets.saveRecords', { noticeId: notice, formId: 'XX-F1', masked: false, out })
    return performance.now() - start
  }
  await ours()
  const book = read(readFileSync(out), { type: 'buffer' })
  const cells = utils.sheet_to_json<unknown[]>(book.Sheets[book.SheetNames[0] ?? ''] ?? {}, { header: 1, raw: true })
  const reference = async (): Promise<number> => {
    const start = performance.now()
    const bare = utils.book_new()
    utils.book_append_sheet(bare, utils.aoa_to_sheet(cells), '表')
    writeFileSync(plain, write(bare, { type: 'buffer', bookType: 'xlsx', bookSST: true, compression: true }))
    return performance.now() - start
  }
  const figures = await alternate(5, ours, reference)
  report({ name: `${count} F1 records to xlsx`, ...figures, aim: 1.3, unit: 'ms' })
  process.stdout.write(`  ${cells.length - 1} rows, ${statSync(out).size} and ${statSync(plain).size} bytes\n`)
} finally {
  await core.close()
  rmSync(folder, { recursive: true, force: true })
}
