import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../db/connection.ts'
import { NoticeShelf } from '../../electron/core/notices/notice-shelf.ts'
import { createLog } from '../../electron/core/store/log.ts'
import { Problem } from '../../shared/problems.ts'
import { newFolder, projectDir } from '../support/core.ts'

async function shelf(): Promise<NoticeShelf> {
  const folder = newFolder()
  const now = new Date('2022-05-10T01:00:00Z')
  const { db } = openDatabase(path.join(folder, 'kexie.sqlite'), { backupDir: path.join(folder, 'backups'), now })
  onTestFinished(() => db.destroy())
  const log = createLog(folder, () => now)
  return NoticeShelf.load(path.join(projectDir, 'resources'), db, log, null)
}

const sheets = [
  'SHEET-HANDOVER-SLIP',
  'SHEET-STAMP-LIST',
  'SHEET-PURGE',
  'SHEET-CUSTODY',
  'SHEET-DRAFT',
  'SHEET-SEAL-APPROVAL',
  'SHEET-OFFICE-REGISTRATION',
  'SHEET-CERTIFICATE',
  'SHEET-SCORE',
  'SHEET-REVIEW-RESULT',
  'SHEET-PUBLICATION',
  'SHEET-RECOMMENDATION-LIST',
  'SHEET-CORRECTION',
  'SHEET-CHASE',
  'SHEET-MATRIX',
  'SHEET-ROLLUP',
]

test('sheets that the program prints itself are found, and offered for no duty', async () => {
  const notices = await shelf()
  for (const id of sheets) expect(notices.sheet(id).id).toBe(id)
  const offered = notices.library().map(({ form }) => form.id)
  expect(offered.filter((id) => id.startsWith('SHEET-'))).toEqual([])
  expect(offered).toEqual(expect.arrayContaining(['LIB-SUMMARY-4', 'LIB-COLLECTION', 'JS-F2']))
  expect(() => notices.sheet('LIB-PLAN')).toThrow(Problem)
})
