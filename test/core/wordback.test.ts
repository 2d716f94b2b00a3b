/** Papers that come back, through the core: what they were written from, what was changed on which side, and whose they are. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { pack, unpack } from '../../electron/core/documents/docx/fixed-zip.ts'
import type { ReadBack } from '../../shared/api/wordback.ts'
import { applyWordChanges } from '../../shared/form/word-changes.ts'
import { countyNotice, newFolder, openCounty, type TestCore } from '../support/core.ts'
import { formById } from '../support/form-files.ts'

const definition = formById('JS-F2')
const example = definition.example ?? {}
const at = '2022-05-11T00:00:00.000Z'

type Word = Extract<ReadBack, { kind: 'word' }>
function word(read: ReadBack): Word {
  if (read.kind !== 'word') throw new Error(read.kind)
  return read
}
const lines = (read: ReadBack): string[] =>
  'changes' in read ? read.changes.map(({ kind, field, from, to }) => `${kind} ${field}: ${from} → ${to}`) : []

async function newRecord(core: TestCore, values = example): Promise<{ recordId: string; draftSeq: number }> {
  const { summary, draftSeq } = await core.call('records.create', { noticeId: countyNotice, formId: 'JS-F2', values })
  return { recordId: summary.recordId, draftSeq }
}

/** As a director gives it back. */
async function returned(
  core: TestCore,
  asked: { recordId: string; revision: number | null; masked?: boolean },
  edit: (name: string, xml: string) => string,
): Promise<string> {
  const { bytes } = await core.call('documents.docx', asked)
  const parts = unpack(Buffer.from(bytes)).map(({ name, bytes: own }) => {
    return { name, bytes: name.endsWith('.xml') ? Buffer.from(edit(name, own.toString('utf8'))) : own }
  })
  const file = path.join(newFolder(), '局长改.docx')
  writeFileSync(file, pack(parts, at))
  return file
}
const inBody = (work: (xml: string) => string) => (name: string, xml: string) =>
  name === 'word/document.xml' ? work(xml) : xml
const scale = inBody((xml) => xml.replace('线下约300人', '线下约350人'))

it('a draft comes back after the form went on: only what was changed on the paper is shown', async () => {
  const core = await openCounty()
  const { recordId, draftSeq } = await newRecord(core)
  const file = await returned(core, { recordId, revision: null }, scale)
  core.setNow('2022-05-10T02:00:00.000Z')
  await core.call('records.saveDraft', { recordId, draftSeq, changes: { fax: '0000-00000009' } })
  const read = word(await core.call('wordback.read', { recordId, path: file }))
  expect(read.origin).toEqual({
    from: 'draft',
    revision: null,
    at: '2022-05-10T01:00:00.000Z',
    by: 'mark',
    masked: false,
  })
  expect(lines(read)).toEqual(['value scale: 线下约300人，线上直播 → 线下约350人，线上直播'])
  expect(read.changes[0]?.now).toBe(null)
  expect(read.changes[0]?.pieces.map(({ text, how }) => `${how} ${text}`)).toContain('out 300')
})

it('says 两边都改过 with all three, and nothing where both say the same', async () => {
  const core = await openCounty()
  const { recordId, draftSeq } = await newRecord(core)
  const file = await returned(
    core,
    { recordId, revision: null },
    inBody((xml) => xml.replace('线下约300人', '线下约350人').replace('5月28日至30日', '6月上旬')),
  )
  core.setNow('2022-05-10T02:00:00.000Z')
  const changes = { scale: '线下约320人', plannedTime: '6月上旬' }
  await core.call('records.saveDraft', { recordId, draftSeq, changes })
  const { changes: found } = word(await core.call('wordback.read', { recordId, path: file }))
  expect(found.map(({ field, from, to, now }) => [field, from, to, now])).toEqual([
    ['scale', '线下约300人，线上直播', '线下约350人，线上直播', '线下约320人'],
  ])
})

it('a paragraph changed on paper and another in the form become one difference of the field', async () => {
  const core = await openCounty()
  const { recordId, draftSeq } = await newRecord(core)
  const file = await returned(
    core,
    { recordId, revision: null },
    inBody((xml) => xml.replace('不少于60个', '不少于80个')),
  )
  const plan = `${example.plan}`
  await core.call('records.saveDraft', { recordId, draftSeq, changes: { plan: plan.replace('思路', '总体思路') } })
  const { changes } = word(await core.call('wordback.read', { recordId, path: file }))
  expect(changes).toHaveLength(1)
  const [only] = changes
  expect(only).toMatchObject({ kind: 'value', field: 'plan', now: plan.replace('思路', '总体思路') })
  const taken = applyWordChanges(definition, { plan: '别的' }, only?.effect ? [only.effect] : [])
  expect(taken.plan).toBe(plan.replace('不少于60个', '不少于80个'))
})

it('a revision is known by its mark, by the code in its footer, and by its words', async () => {
  const core = await openCounty()
  const { recordId } = await newRecord(core)
  await core.call('records.freeze', { recordId })
  const without = (name: string, xml: string): string =>
    name === 'docProps/custom.xml' ? xml.replace(/<property .*<\/property>/su, '') : scale(name, xml)
  const bare = (name: string, xml: string): string => {
    const left = without(name, xml).replace(/<w:bookmark(?:Start|End)[^>]*\/>/gu, '')
    return name.startsWith('word/footer') ? left.replace(/<w:t[ >][^<]*<\/w:t>/gu, '') : left
  }
  for (const [edit, by] of [
    [scale, 'mark'],
    [without, 'code'],
    [bare, 'likeness'],
  ] as const) {
    const file = await returned(core, { recordId, revision: 1 }, edit)
    const read = word(await core.call('wordback.read', { recordId, path: file }))
    expect(read.origin.by, by).toBe(by)
    expect(lines(read)).toEqual(['value scale: 线下约300人，线上直播 → 线下约350人，线上直播'])
  }
})

it('hidden digits of a masked paper are no change, and cannot be taken', async () => {
  const core = await openCounty()
  const { recordId } = await newRecord(core)
  const same = await returned(core, { recordId, revision: null, masked: true }, (_name, xml) => xml)
  expect(lines(await core.call('wordback.read', { recordId, path: same }))).toEqual([])
  const file = await returned(
    core,
    { recordId, revision: null, masked: true },
    inBody((xml) => xml.replace('199****0000', '188****0000').replace('exa****************alid', 'a@example.invalid')),
  )
  const { changes } = word(await core.call('wordback.read', { recordId, path: file }))
  expect(changes.map(({ field, effect }) => [field, effect !== null])).toEqual(
    expect.arrayContaining([['mobile', false]]),
  )
})

it('a paper of another record is named; a record goes on where nothing was changed', async () => {
  const core = await openCounty()
  const one = await newRecord(core)
  const other = await newRecord(core, { ...example, activityName: '送科技下乡' })
  const file = await returned(core, { recordId: other.recordId, revision: null }, scale)
  expect(await core.call('wordback.read', { recordId: one.recordId, path: file })).toEqual({
    kind: 'other-record',
    fileName: '局长改.docx',
    recordId: other.recordId,
    title: '送科技下乡',
  })
  const foreign = await core.call('wordback.read', { recordId: one.recordId, path: file, asForeign: true })
  expect(foreign.kind).toBe('foreign')
  expect(lines(foreign)).toContain('value activityName: “把论文写在大地上”农技专家田间行 → 送科技下乡')
})

it('fills from a workbook of ours, one record of it; covered digits are no answer', async () => {
  const core = await openCounty()
  const { recordId } = await newRecord(core, {})
  await newRecord(core)
  const out = path.join(newFolder(), '汇总.xlsx')
  await core.call('sheets.saveRecords', { noticeId: countyNotice, formId: 'JS-F2', out })
  const read = await core.call('wordback.read', { recordId, path: out, row: 0 })
  if (read.kind !== 'foreign') throw new Error(read.kind)
  expect([read.rows.length, read.row]).toEqual([2, 0])
  const effects = read.changes.flatMap(({ effect }) => (effect ? [effect] : []))
  const { contactName, mobile, email, ...open } = example
  expect([contactName, mobile, email].every((one) => one !== undefined)).toBe(true)
  expect(applyWordChanges(definition, {}, effects)).toEqual(open)
  expect(read.changes.filter(({ effect }) => effect === null).map(({ field }) => field)).toEqual([
    'contactName',
    'mobile',
    'email',
  ])
})

it('recognises what other programs wrote, and what is no document at all', async () => {
  const core = await openCounty()
  const { recordId } = await newRecord(core)
  const folder = newFolder()
  const write = (name: string, bytes: Buffer): string => {
    const file = path.join(folder, name)
    writeFileSync(file, bytes)
    return file
  }
  const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2048)])
  for (const name of ['旧稿.doc', '旧稿.wps', '旧表.et'])
    expect((await core.problem('wordback.read', { recordId, path: write(name, ole) })).code).toBe(
      'received.other-program',
    )
  const rtf = write('稿.rtf', Buffer.from('{\\rtf1 abc}'))
  expect((await core.problem('wordback.read', { recordId, path: rtf })).code).toBe('received.other-program')
  const missing = path.join(folder, '没有.docx')
  expect((await core.problem('wordback.read', { recordId, path: missing })).code).toBe('file.unreadable')
})

it.each([
  [
    'an entity that expands',
    '<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>',
    'received.damaged',
  ],
  ['elements nested without end', `<w:document>${'<w:sdt>'.repeat(5000)}`, 'received.too-much'],
  ['elements that cross', '<w:document><w:body><w:p></w:body></w:p></w:document>', 'received.damaged'],
])('refuses %s', async (_name, xml, code) => {
  const core = await openCounty()
  const { recordId } = await newRecord(core)
  const file = path.join(newFolder(), '坏.docx')
  writeFileSync(file, pack([{ name: 'word/document.xml', bytes: Buffer.from(xml) }], at))
  expect((await core.problem('wordback.read', { recordId, path: file })).code).toBe(code)
})
