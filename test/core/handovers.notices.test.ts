/** What each of the five notices asks of each kind of sender, and what a plain folder says about it. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { read, utils } from 'xlsx'
import type { HandoverPreview } from '../../shared/api/handovers.ts'
import type { FormValues } from '../../shared/form/definition.ts'
import { outlineOf } from '../../shared/form/outline.ts'
import type { PrintDocument } from '../../shared/form/print-document.ts'
import type { OfficeLevel, SenderType } from '../../shared/notice/pack.ts'
import { newFolder, openTestCore, type TestCore } from '../support/core.ts'
import { formById } from '../support/form-files.ts'
import { paperStub } from '../support/paper-stub.ts'
import { ownVideo } from '../support/videos.ts'
import { partOf } from '../support/word-xml.ts'

const notices = {
  N22: 'cast-most-2022-workers-day',
  N23: 'cast-most-2023-workers-day',
  XX: 'xinxiang-2022-workers-day-and-tech-week',
  JS: 'jiangsu-2022-workers-day',
  PD: 'cast-2022-science-popularization-day',
} as const

async function office(level: OfficeLevel, type: SenderType): Promise<TestCore> {
  const core = await openTestCore({ ask: paperStub, now: '2022-05-12T01:00:00.000Z' })
  await core.call('offices.init', { name: '示例单位甲', level, type })
  return core
}

/** A record filled in as the form's own example. */
async function filled(core: TestCore, noticeId: string, formId: string, changes: FormValues = {}): Promise<string> {
  const values = { ...formById(formId).example, ...changes }
  return (await core.call('records.create', { noticeId, formId, values })).summary.recordId
}

const told = (preview: HandoverPreview) => ({
  to: preview.recipient.unit,
  items: preview.items.map(
    ({ deliverableId, state, platform }) => `${deliverableId} ${state}${platform ? ' 平台' : ''}`,
  ),
  elsewhere: preview.elsewhere.map(
    ({ deliverableId, unit, platform }) => `${deliverableId} ${unit}${platform ? ' 平台' : ''}`,
  ),
})

const cast = '中国科协宣传文化部'
const most = '科技部人才与科普司'
const page = '2023年全国科技工作者日专题网页'
const kepuri = '全国科普日网站（科普中国客户端）'
const xxOrganisation = '新乡市科学技术协会组织人事部'
const xxScience = '新乡市科学技术局科技合作人才与科普科'
const contest = '省级大赛和评选的主办单位（通知没有写明）'
const jsOrganisation = '江苏省科学技术协会组织人事部'
const jsAcademic = '江苏省科学技术协会学会学术部'
const centre = '江苏省科学传播中心'
const jsAll = ['T12 missing', 'T11 missing', 'T13 missing', 'T14 missing', 'T16 missing']

const expected: [keyof typeof notices, OfficeLevel, SenderType, ReturnType<typeof told>][] = [
  ['N22', 'province', 'association', { to: cast, items: ['T1 missing', 'T2 missing'], elsewhere: [] }],
  ['N22', 'province', 'science-department', { to: most, items: ['T1 missing', 'T2 missing'], elsewhere: [] }],
  ['N23', 'province', 'association', { to: cast, items: ['T4 missing'], elsewhere: [`T3 ${page} 平台`] }],
  ['N23', 'national', 'society', { to: cast, items: ['T4 missing'], elsewhere: [`T3 ${page} 平台`] }],
  // T5 and T6 differ by kind of sender; T7 is prepared and kept, never missing.
  ['XX', 'county', 'association', { to: xxOrganisation, items: ['T5 missing'], elsewhere: [] }],
  ['XX', 'county', 'science-department', { to: xxScience, items: ['T6 missing'], elsewhere: [] }],
  ['XX', 'city', 'society', { to: xxOrganisation, items: ['T5 missing'], elsewhere: [] }],
  [
    'JS',
    'city',
    'association',
    {
      to: jsOrganisation,
      items: [...jsAll, 'T17 missing', 'T10 missing'],
      elsewhere: [`T15 ${centre}`],
    },
  ],
  ['JS', 'province', 'society', { to: jsAcademic, items: [...jsAll, 'T10 missing'], elsewhere: [`T15 ${centre}`] }],
  // Counties are not addressed: they hand in to whom they like, but the videos go where the notice says.
  [
    'JS',
    'county',
    'association',
    { to: jsOrganisation, items: [...jsAll, 'T10 missing'], elsewhere: [`T15 ${centre}`] },
  ],
  // T18 may be left undone.
  ['PD', 'county', 'association', { to: kepuri, items: ['T19 missing 平台'], elsewhere: [] }],
  ['PD', 'province', 'association', { to: kepuri, items: ['T19 missing 平台', 'T20 missing 平台'], elsewhere: [] }],
]

describe('what a folder for each notice and sender would hold', () => {
  it.each(expected)('%s %s %s', async (notice, level, type, facts) => {
    const core = await office(level, type)
    const preview = await core.call('handovers.preview', { noticeId: notices[notice], mask: true })
    expect(told(preview)).toEqual(facts)
    for (const item of preview.items)
      expect(preview.missing.some(({ deliverableId }) => deliverableId === item.deliverableId)).toBe(true)
    expect(preview.missing.some(({ deliverableId }) => deliverableId === 'T7')).toBe(false)
  })

  it('T10 goes to both departments, T15 to the centre, T8 to whoever holds the contest', async () => {
    const city = await office('city', 'association')
    const ask = (recipientId: string, noticeId: string = notices.JS) =>
      city.call('handovers.preview', { noticeId, recipientId, mask: true })
    expect(told(await ask('academic')).items).toEqual(['T10 missing'])
    expect(told(await ask('communication')).items).toEqual(['T15 missing'])
    const best = await ask('province-contest', notices.XX)
    expect(best.recipient.unit).toBe(contest)
    expect(told(best).items).toEqual(['T8 missing'])
  })
})

const texts = (file: string): string =>
  partOf(file, 'word/document.xml')
    .replace(/<\/w:p>/gu, '\n')
    .replace(/<[^>]+>/gu, '')

const identityNumber = /\d{17}[\dX]/u
const named = (folder: string, end: string): string =>
  path.join(folder, readdirSync(folder).find((name) => name.endsWith(end)) ?? end)

describe('Word and Excel beside the printed pages', () => {
  it('T6: the statistics table as a sheet with numbers, the summary as Word, and what is missing of both', async () => {
    const core = await office('county', 'science-department')
    const f1 = await filled(core, notices.XX, 'XX-F1')
    const alone = await core.call('handovers.preview', { noticeId: notices.XX, mask: true })
    expect(alone.items.map(({ state, editable }) => [state, editable])).toEqual([
      ['unfrozen', ['docx', 'xlsx']],
      ['missing', []],
    ])
    expect(alone.missing.map(({ title }) => title)).toContain('总结报告和开展情况统计表：四部分总结')
    expect(alone.files).toBe(3)
    const written = await core.call('handovers.write', {
      noticeId: notices.XX,
      mask: true,
      out: newFolder(),
      as: 'folder',
    })
    expect(written.message).toContain('Word、Excel 是同一版的电子版')
    const sheet = read(readFileSync(named(written.path, '.xlsx')))
    const cells = Object.values(sheet.Sheets[sheet.SheetNames[0] ?? ''] ?? {})
    const numbers = cells.flatMap((cell: { t?: string; v?: unknown }) => (cell.t === 'n' ? [cell.v] : []))
    expect(numbers.length).toBeGreaterThan(10)
    const { definition, values } = await core.call('records.open', { recordId: f1 })
    for (const field of definition.fields)
      if (field.kind === 'integer' && values[field.id] !== undefined)
        expect(numbers, field.label).toContain(Number(values[field.id]))
    expect(texts(named(written.path, '.docx'))).toContain('统计表')
  })

  it('covers persons in Word, Excel and lists when masked; lists of several records always', async () => {
    const core = await office('city', 'association')
    const entries = [
      await filled(core, notices.JS, 'JS-F3'),
      await filled(core, notices.JS, 'JS-F3', { workTitle: '另一部作品' }),
    ]
    await filled(core, notices.JS, 'JS-F4')
    const order = { noticeId: notices.JS, recipientId: 'communication', out: newFolder(), as: 'folder' } as const
    const unsigned = '还有 2 人没有签授权书'
    const preview = { noticeId: notices.JS, recipientId: 'communication', mask: true }
    const { missing } = await core.call('handovers.preview', preview)
    // Without its film a registration stays behind.
    expect(missing.filter(({ why }) => why !== unsigned)).toHaveLength(2)
    expect(missing).toHaveLength(3)
    for (const [at, recordId] of entries.entries())
      await core.call('records.attach', { recordId, field: 'video', path: ownVideo(`film-${at}`) })
    const masked = await core.call('handovers.write', { ...order, mask: true })
    const open = await core.call('handovers.write', { ...order, mask: false })
    expect(masked.missing.map(({ why }) => why)).toEqual([unsigned])
    expect(readdirSync(masked.path).filter((name) => name.endsWith('.mp4'))).toHaveLength(2)
    const identity = String(formById('JS-F3').example?.contactIdentity)
    expect(identity).toMatch(identityNumber)
    const words = (folder: string) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.docx'))
        .map((name) => texts(path.join(folder, name)))
        .join('\n')
    expect(words(masked.path)).not.toMatch(identityNumber)
    expect(words(open.path)).toContain(identity)
    for (const { path: folder } of [masked, open]) {
      const book = read(
        readFileSync(path.join(folder, readdirSync(folder).find((name) => name.startsWith('00-汇总表')) ?? '')),
      )
      const all = book.SheetNames.map((name) => utils.sheet_to_csv(book.Sheets[name] ?? {})).join('\n')
      expect(all).toContain('另一部作品')
      expect(all).not.toMatch(identityNumber)
    }
    const kept = await core.call('handovers.list', {})
    expect(kept[0]?.files.filter(({ recordId }) => recordId === null).map(({ name }) => name)).toEqual([
      '00-报送清单.pdf',
      expect.stringMatching(/^00-汇总表-.*\.xlsx$/),
      '邮件正文.txt',
    ])
  })

  it('can be left out', async () => {
    const core = await office('county', 'science-department')
    await filled(core, notices.XX, 'XX-F1')
    const order = { noticeId: notices.XX, mask: true, editable: false }
    expect((await core.call('handovers.preview', order)).files).toBe(1)
    const written = await core.call('handovers.write', { ...order, out: newFolder(), as: 'folder' })
    expect(readdirSync(written.path).filter((name) => /\.(?:docx|xlsx)$/.test(name))).toEqual([])
    expect(written.message).not.toContain('Word')
  })
})

it('a notice that goes to a web site: 网报摘录单 of every record, and no letter to a person', async () => {
  const core = await office('county', 'association')
  await filled(core, notices.PD, 'PD-T18')
  const preview = await core.call('handovers.preview', { noticeId: notices.PD, mask: false })
  expect(preview.message.startsWith(`填报平台：${kepuri}`)).toBe(true)
  expect(preview.missing).toContainEqual(
    expect.objectContaining({ deliverableId: 'T19', why: '在平台填报，还没有填写' }),
  )
  const written = await core.call('handovers.write', {
    noticeId: notices.PD,
    mask: false,
    out: newFolder(),
    as: 'folder',
  })
  const sheet = JSON.parse(
    readFileSync(named(written.path, '网报摘录单.pdf'), 'utf8').slice('%PDF-1.4\n'.length),
  ) as PrintDocument
  const words = outlineOf(sheet).map(({ text }) => text)
  expect(words).toContain('网报摘录单')
  for (const [id, value] of Object.entries(formById('PD-T18').example ?? {}))
    if (
      typeof value === 'string' &&
      formById('PD-T18').fields.some((field) => field.id === id && field.kind === 'text')
    )
      expect(words, id).toContain(value)
  expect(written.message).not.toContain('请查收')
})
