import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NoticePack } from '../../shared/notice/pack.ts'
import { countyNotice, expectCode, fillF2, passphrases, sampleDir } from '../support/desks.ts'
import { type HostileWorld, hostileWorld, storeContents } from '../support/hostile-office.ts'
import { foreignNotice, idOf, summaryNotice } from '../support/notices.ts'
import { unzipPackage } from '../support/unzip.ts'

let world: HostileWorld
let pack: NoticePack
let last: string | null = null
/** `county` stands for the office above: what it signs is taken in at once. */
beforeEach(async () => {
  world = await hostileWorld()
  await world.city.call('offices.setUpstream', { officeId: world.county.card.officeId })
  const shown = await world.city.call('notices.show', { noticeId: countyNotice })
  const forms = shown.pack.forms.filter((form) => form.id === 'JS-F2').map(({ example: _example, ...form }) => form)
  const deliverables = shown.pack.deliverables.filter((item) => item.formId === 'JS-F2')
  // Of the forms that are left out nothing may be said either.
  const { register: _register, ...facts } = shown.pack
  pack = { ...facts, id: idOf('task', world.county), version: '1', historical: false, forms, deliverables }
  last = null
  await arrive(pack)
})
afterEach(() => world.close())

async function arrive(next: NoticePack): Promise<void> {
  const sequence = Number(next.version)
  const previousDigest =
    last === null ? null : unzipPackage(last, path.join(world.dir, `bag-${sequence}`)).tagManifestDigest
  const file = await foreignNotice(world.county, world.stick, { pack: { ...next } }, { sequence, previousDigest })
  const outcome = await world.city.call('packages.import', { path: file })
  expect(outcome.verified.findings.filter((one) => one.severity === 'error')).toEqual([])
  expect(outcome.result).toBe('imported')
  last = file
}

type Form = NoticePack['forms'][number]
const laterForm = (change: (form: Form) => Partial<Form>): NoticePack => ({
  ...pack,
  version: '2',
  forms: pack.forms.map((form) => ({ ...form, version: '2', ...change(form) })),
})
/** Without the field for the scale, in the fields and on the page; with a new one; with a shorter plan. */
const changed = (): NoticePack =>
  laterForm((form) => ({
    fields: [
      ...form.fields.flatMap((field): Form['fields'] => {
        if (field.id === 'scale' || field.id === 'photos') return []
        if (field.id === 'hostName') return [{ ...field, label: '主办单位全称' }]
        if (field.id === 'modules' && field.kind === 'choices')
          return [{ ...field, options: field.options.filter((option) => option.id !== 'weimin') }]
        return [field]
      }),
      {
        ...(form.fields.find((field) => field.kind === 'text') as Form['fields'][number]),
        id: 'fresh',
        label: '新栏目',
        required: false,
      },
    ],
    layout: {
      ...form.layout,
      blocks: JSON.parse(
        JSON.stringify(form.layout.blocks.filter((block) => block.kind !== 'pictures')).replaceAll(
          '"field":"scale"',
          '"label":"不再填"',
        ),
      ) as Form['layout']['blocks'],
    },
  }))

const withoutScale = ({ fields, layout }: Form): Partial<Form> => ({
  fields: fields.filter((field) => field.id !== 'scale'),
  layout: {
    ...layout,
    blocks: JSON.parse(
      JSON.stringify(layout.blocks).replaceAll('"field":"scale"', '"label":"不再填"'),
    ) as Form['layout']['blocks'],
  },
})

async function filled(): Promise<string> {
  const { city } = world
  const record = await city.call('records.create', {
    noticeId: pack.id,
    formId: 'JS-F2',
    values: (await city.call('records.open', { recordId: await fillF2(city, { scale: '约300人' }) })).values as Record<
      string,
      string | string[]
    >,
  })
  return record.summary.recordId
}
const version = (recordId: string) => world.city.call('notices.versionDifference', { recordId })
const open = (recordId: string) => world.city.call('records.open', { recordId })

describe('a notice changes while a record is half done', () => {
  it('the record keeps its version until a person moves it; nothing is lost on the way there and back', async () => {
    const { city } = world
    const recordId = await filled()
    const photo = path.join(sampleDir, 'county/photo-1-field.jpg')
    await city.call('records.attach', { recordId, field: 'photos', path: photo })
    expect((await version(recordId)).newer).toBeNull()
    const before = await open(recordId)
    await arrive({
      ...changed(),
      deliverables: pack.deliverables.map((item) => ({
        ...item,
        dueAt: '2036-05-01T17:00:00+08:00',
        dueWording: '5月1日前',
      })),
    })

    // It is the record of before, to the letter.
    expect(await open(recordId)).toEqual(before)
    const { newer } = await version(recordId)
    expect(newer).toMatchObject({ fromVersion: '1', toVersion: '2', movable: true, pageChanges: true })
    expect(newer?.fields.map(({ field, what }) => [field, what])).toEqual(
      expect.arrayContaining([
        ['fresh', 'added'],
        ['scale', 'removed'],
        ['photos', 'removed'],
        ['hostName', 'renamed'],
        ['modules', 'options'],
      ]),
    )
    expect(newer?.notice).toContainEqual(
      expect.objectContaining({ part: '截止时间', to: expect.stringContaining('2036') }),
    )

    const moved = await city.call('records.moveToVersion', { recordId })
    expect(moved.definition.version).toBe('2')
    expect(moved.draftSeq).toBe(before.draftSeq + 1)
    expect(moved.values.scale).toBeUndefined()
    expect(moved.attachments).toEqual([])
    expect(moved.values.hostName).toBe(before.values.hostName)
    const after = await version(recordId)
    expect(after).toMatchObject({ newer: null, movedFrom: '1' })
    expect(after.kept).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: 'scale', text: '约300人' }),
        expect.objectContaining({ field: 'modules' }),
        expect.objectContaining({ field: 'photos', files: 1 }),
      ]),
    )
    expectCode(await city.problem('records.moveToVersion', { recordId }), 'notice.no-newer')

    // Typed under the new form, then taken back.
    await city.call('records.saveDraft', {
      recordId,
      draftSeq: moved.draftSeq,
      changes: { fresh: '新写的', activityName: '改过的名称' },
    })
    await city.reopen(passphrases.city)
    const back = await city.call('records.moveBack', { recordId })
    expect(back.definition.version).toBe('1')
    expect(back.values).toEqual({ ...before.values, activityName: '改过的名称' })
    expect(back.attachments.map(({ field, digest }) => [field, digest])).toEqual(
      before.attachments.map(({ field, digest }) => [field, digest]),
    )
    const undone = await version(recordId)
    expect(undone).toMatchObject({ movedFrom: null, newer: { toVersion: '2' } })
    expect(undone.kept).toEqual([expect.objectContaining({ field: 'fresh', text: '新写的' })])
    // Over again: what was typed under the new form is there.
    expect((await city.call('records.moveToVersion', { recordId })).values).toMatchObject({
      fresh: '新写的',
      activityName: '改过的名称',
    })
    expectCode(
      await city.problem('records.moveBack', { recordId: '0190b7f0-0000-7000-8000-00000000000a' }),
      'record.unknown',
    )
  })

  it('what is kept beside lies sealed', async () => {
    const { city } = world
    const recordId = await filled()
    await arrive(
      laterForm((form) => ({
        fields: form.fields.filter((field) => field.id !== 'mobile'),
        layout: {
          ...form.layout,
          blocks: JSON.parse(
            JSON.stringify(form.layout.blocks).replaceAll('"field":"mobile"', '"label":"无"'),
          ) as Form['layout']['blocks'],
        },
      })),
    )
    const mobile = '13955512347'
    await city.call('records.saveDraft', { recordId, draftSeq: 0, changes: { mobile } })
    await city.call('records.moveToVersion', { recordId })
    expect((await version(recordId)).kept).toContainEqual(
      expect.objectContaining({ field: 'mobile', personal: true, text: mobile }),
    )
    const sqlite = new BetterSqlite3(path.join(city.dir, 'kexie.sqlite'), { readonly: true })
    expect(sqlite.serialize().includes(mobile)).toBe(false)
    sqlite.close()
    expect(JSON.stringify(storeContents(city.dir))).not.toContain(mobile)
  })

  it('the same page needs no new seal; another page does', async () => {
    const { city } = world
    const recordId = await filled()
    const frozen = await city.call('records.freeze', { recordId })
    await city.call('records.stamp', { recordId, revision: frozen.revision, stamped: true })
    await arrive(laterForm((form) => ({ fields: form.fields.map((field) => ({ ...field, help: '新的说明' })) })))
    expect((await version(recordId)).newer).toMatchObject({ pageChanges: false, stamped: true })
    const moved = await city.call('records.moveToVersion', { recordId })
    expect(moved).toMatchObject({ changedSinceRevision: true, summary: { state: 'draft' } })
    const second = await city.call('records.freeze', { recordId })
    expect(second).toMatchObject({ revision: 2, stampedAt: expect.any(String) })
    expect((await open(recordId)).summary.state).toBe('to-send')
    // The page of the first revision is still printed with the form that it was frozen with.
    const first = await city.call('records.printDocument', { recordId, revision: 1, masked: false })
    expect(first.footer?.code).toBe(frozen.code)

    await arrive({
      ...pack,
      version: '3',
      forms: pack.forms.map((form) => ({ ...form, version: '3', ...withoutScale(form) })),
    })
    expect((await version(recordId)).newer).toMatchObject({ pageChanges: true, stamped: true })
    await city.call('records.moveToVersion', { recordId })
    expect(await city.call('records.freeze', { recordId })).toMatchObject({ revision: 3, stampedAt: null })
    expect((await open(recordId)).summary.state).toBe('to-stamp')
    const old = await city.call('records.printDocument', { recordId, revision: 2, masked: false })
    expect(JSON.stringify(old.blocks)).toContain('约300人')
  })

  it('only dates changed: the revision stays what it is', async () => {
    const { city } = world
    const recordId = await filled()
    await city.call('records.freeze', { recordId })
    await arrive({ ...pack, version: '2', remarks: ['请留意新的日期'] })
    expect((await version(recordId)).newer).toMatchObject({ fields: [], pageChanges: false })
    const moved = await city.call('records.moveToVersion', { recordId })
    expect(moved).toMatchObject({ changedSinceRevision: false })
    expect((await city.call('records.freeze', { recordId })).revision).toBe(1)
  })

  it('an own notice that is put in force anew', async () => {
    const { city } = world
    const noticeId = await summaryNotice(city)
    const { pack: own } = await city.call('notices.show', { noticeId })
    const record = await city.call('records.create', {
      noticeId,
      formId: own.forms[0]?.id ?? '',
      values: { docTitle: '总结', body: '内容' },
    })
    const { recordId } = record.summary
    await summaryNotice(city, { textLimit: { max: 800, about: false }, limits: ['800字以内'] }, noticeId)
    const { newer } = await version(recordId)
    expect(newer?.fields).toContainEqual(
      expect.objectContaining({ field: 'body', what: 'limit', to: expect.stringContaining('800') }),
    )
    expect(newer?.notice).toContainEqual(expect.objectContaining({ part: '限制', from: '1500字左右', to: '800字以内' }))
    expect((await city.call('records.moveToVersion', { recordId })).values).toMatchObject({ body: '内容' })
  })
})
