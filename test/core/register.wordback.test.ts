/** Papers drawn from the register, edited in Word by the director: what was changed comes back, what the text took is known still. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { pack, unpack } from '../../electron/core/documents/docx/fixed-zip.ts'
import type { FieldValue } from '../../shared/form/definition.ts'
import { figureReasonsField, takenField } from '../../shared/form/definition.ts'
import { applyWordChanges } from '../../shared/form/word-changes.ts'
import { newFolder, openCounty, type TestCore } from '../support/core.ts'
import { newF1, f1Notice as noticeId } from '../support/f1.ts'

/** Takes everything that the paper has otherwise. */
async function throughWord(core: TestCore, recordId: string, from: string, to: string) {
  const { bytes } = await core.call('documents.docx', { recordId, revision: null })
  const parts = unpack(Buffer.from(bytes)).map(({ name, bytes: own }) => ({
    name,
    bytes: name === 'word/document.xml' ? Buffer.from(own.toString('utf8').replace(from, to)) : own,
  }))
  const file = path.join(newFolder(), '局长改.docx')
  writeFileSync(file, pack(parts, '2022-06-11T00:00:00.000Z'))
  const read = await core.call('wordback.read', { recordId, path: file })
  if (read.kind !== 'word') throw new Error(read.kind)
  const { definition, values, draftSeq } = await core.call('records.open', { recordId })
  const after = applyWordChanges(
    definition,
    values,
    read.changes.flatMap(({ effect }) => (effect ? [effect] : [])),
  )
  const changes = Object.fromEntries(
    Object.entries(after).filter(([id, value]) => JSON.stringify(value) !== JSON.stringify(values[id])),
  )
  await core.call('records.saveDraft', { recordId, draftSeq, changes })
  return { read, changes }
}

async function held(core: TestCore, onsite: string) {
  const { activityId, seq } = await core.call('activities.create', {
    values: { year: 2022, title: '科普大集', state: 'held', onsite, notices: [{ noticeId, modules: [] }] },
  })
  return { activityId, seq }
}

it('a summary: the edited line comes back alone, and a number that changes afterwards is offered still', async () => {
  const core = await openCounty()
  const { activityId, seq } = await held(core, '120')
  const { summary } = await core.call('records.create', { noticeId, formId: 'LIB-SUMMARY-4' })
  const { recordId } = summary
  const { text, taken } = await core.call('register.compose', { recordId, field: 'progress', draft: 'progress' })
  expect(text).toContain('线下参与120人次')
  const changes: Record<string, FieldValue> = {
    progress: `${text}\n组织有序。`,
    [takenField]: taken.map((row) => ({ ...row })),
  }
  await core.call('records.saveDraft', {
    recordId,
    draftSeq: (await core.call('records.open', { recordId })).draftSeq,
    changes,
  })

  const back = await throughWord(core, recordId, '组织有序', '组织周密')
  expect(Object.keys(back.changes)).toEqual(['progress'])
  const { values } = await core.call('records.open', { recordId })
  expect(values.progress).toBe(`${text}\n组织周密。`)
  expect(values[takenField]).toEqual(changes[takenField])
  expect((await core.call('register.offers', { recordId })).offers).toEqual([])

  await core.call('activities.save', { activityId, seq, changes: { onsite: '150' } })
  const { offers } = await core.call('register.offers', { recordId })
  expect(offers.map(({ after }) => after)).toContain('150')
  const { draftSeq } = await core.call('records.open', { recordId })
  const taking = offers.map(({ key }) => key)
  const decided = await core.call('register.decide', { recordId, draftSeq, take: taking })
  expect(decided.values.progress).toContain('线下参与150人次')
  expect(decided.values.progress).toContain('组织周密。')
})

it('a table: a number that the director wrote over the register’s asks for a reason', async () => {
  const core = await openCounty()
  await held(core, '12345')
  const recordId = await newF1(core)
  const back = await throughWord(core, recordId, '12345', '12399')
  expect(back.changes).toEqual({ audienceOffline: '12399' })
  const { values, findings } = await core.call('records.open', { recordId })
  expect(values[figureReasonsField]).toEqual([{ field: 'audienceOffline', computed: '12345', reason: '' }])
  expect(findings.find(({ code }) => code === 'figure-reason')).toMatchObject({
    path: 'audienceOffline',
    severity: 'verify',
  })
})
