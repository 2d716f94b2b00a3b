/** Where a person asks for a file, a mistaken place must cost nothing; and what others wrote must not keep it from being written. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import type { MethodInput, MethodName } from '../../shared/api/contract.ts'
import { countyNotice, newF2, newFolder, openCounty } from '../support/core.ts'

it('no saved file ever takes the place of one of the store', async () => {
  const core = await openCounty()
  const recordId = await newF2(core)
  const out = path.join(core.dataDir, 'kexie.sqlite')
  const head = readFileSync(out).subarray(0, 16).toString('latin1')
  const refused = async <M extends MethodName>(method: M, input: MethodInput<M>): Promise<void> => {
    const problem = await core.problem(method, input)
    expect(problem, method).toMatchObject({
      code: 'file.unwritable',
      details: { reason: '这是本程序自己的数据文件夹' },
    })
    expect(readFileSync(out).subarray(0, 16).toString('latin1'), method).toBe(head)
  }
  await refused('sheets.saveRecords', { noticeId: countyNotice, formId: 'JS-F2', masked: false, out })
  await refused('sheets.savePrinted', { recordId, revision: null, masked: false, out })
  await refused('documents.saveDocx', { recordId, revision: null, masked: false, out })
}, 60_000)

it('a text full of the escapes of spreadsheets keeps no sheet from being saved', async () => {
  const core = await openCounty()
  const plan = '_x0041_'.repeat(4500)
  await newF2(core, { plan })
  const out = path.join(newFolder(), '总表.xlsx')
  await core.call('sheets.saveRecords', { noticeId: countyNotice, formId: 'JS-F2', masked: false, out })
  const { readRecordWorkbook } = await import('../../electron/core/documents/xlsx/read-record-sheet.ts')
  const { formById } = await import('../support/form-files.ts')
  expect(readRecordWorkbook(formById('JS-F2'), readFileSync(out))[0]?.plan).toBe(plan)
}, 60_000)
