import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { expect, it } from 'vitest'
import { read, utils } from 'xlsx'
import { runCommandLine } from '../../electron/core/cli/run.ts'
import type { Matrix } from '../../shared/api/rosters.ts'
import {
  cityOffice,
  countyNotice,
  countyOffice,
  f2Input,
  newFolder,
  openCity,
  openTestCore,
  type TestCore,
} from '../support/core.ts'

const due = '2022-05-12T17:30:00+08:00'
const fileOf = (made: { files: { path: string }[] }): string => made.files[0]?.path ?? ''

/** A city that passed the notice on with its own dates, and a county that got it. */
async function cityAndCounty() {
  const stick = newFolder()
  const city = await openTestCore()
  const county = await openTestCore()
  await city.call('offices.init', cityOffice)
  await county.call('offices.init', countyOffice)
  await city.call('keys.protect', { passphrase: '城里的灯都亮了呀' })
  await county.call('keys.protect', { passphrase: '稻田夏天很绿很绿' })
  const cityId = (await city.call('app.state', {})).office?.officeId ?? ''
  const cards = { city: path.join(stick, 'city.zip'), county: path.join(stick, 'county.zip') }
  await city.call('offices.exportCard', { out: cards.city })
  await county.call('offices.exportCard', { out: cards.county })
  const { groups } = await city.call('offices.fingerprint', {})
  await county.call('offices.trust', { card: cards.city, fingerprint: groups.join(' ') })
  await county.call('offices.setUpstream', { officeId: cityId })
  await city.call('notices.passOn', {
    noticeId: 'jiangsu-2022-workers-day',
    direction: 'issue',
    by: cityOffice.name,
    recipient: { unit: '示例市科协办公室' },
    dueAt: { T11: due, T12: due, T13: due, T14: due },
  })
  const published = await city.call('notices.publish', { noticeId: countyNotice, to: null, out: stick })
  await county.call('packages.import', { path: fileOf(published) })
  const theirs = (await county.call('notices.list', {})).find((notice) => notice.source === 'received')?.id ?? ''
  return { stick, city, county, cityId, cards, theirs }
}

const rowOf = (matrix: Matrix, name: string) => matrix.rows.find(({ office }) => office.name === name)

it('follows what comes: missing, held, received late by our clock, returned, absorbed, excused, chased', async () => {
  const { stick, city, county, cityId, cards, theirs } = await cityAndCounty()
  const matrix = () => city.call('rosters.matrix', { noticeId: countyNotice })
  await city.call('rosters.add', {
    noticeId: countyNotice,
    offices: [
      { name: '示例县科协' },
      { name: '红旗区科学技术协会', phone: '0373-3000001' },
      { name: '新乡县科学技术局', type: 'science-department' },
    ],
  })
  const empty = await matrix()
  expect(empty.deliverables.find(({ deliverableId }) => deliverableId === 'T12')).toMatchObject({
    dueAt: due,
    stamped: true,
  })
  expect(empty.totals.T12).toMatchObject({ expected: 3, complete: 0, missing: 3, late: 0 })
  expect(rowOf(empty, '红旗区科学技术协会')).toMatchObject({
    expected: true,
    office: { hasCard: false, phone: '0373-3000001' },
  })

  // The county sends two duties; nobody compared its 指纹码 yet, so the package waits at our desk.
  const create = (formId: string, values: Record<string, string | string[]>) =>
    county.call('records.create', { noticeId: theirs, formId, values })
  const f2 = await create('JS-F2', f2Input())
  const sent = await county.call('packages.export', { noticeId: theirs, to: cityId, out: stick })
  city.setNow('2022-05-12T10:00:00.000Z')
  expect(await city.call('packages.import', { path: fileOf(sent) })).toMatchObject({ result: 'held' })
  const held = await matrix()
  // Nobody knows its card: it stands apart from the name on the roster, under the name that it gives itself.
  expect(held.rows.find(({ expected }) => !expected)).toMatchObject({
    office: { name: '示例县科学技术协会', hasCard: false, trusted: false },
    cells: { T12: { state: 'held', records: [] } },
  })

  // Trusted, and known by its name: one row, no double.
  const { groups } = await county.call('offices.fingerprint', {})
  await city.call('offices.trust', { card: cards.county, fingerprint: groups.join(' ') })
  expect(await city.call('packages.import', { path: fileOf(sent) })).toMatchObject({ result: 'imported' })
  const known = (await city.call('offices.list', {}))[0]?.officeId ?? ''
  const roster = await city.call('rosters.show', { noticeId: countyNotice })
  const local = roster.offices.find(({ name }) => name === '示例县科协')
  // The name on the list and the card that came bear one name: a person says that they are one office.
  expect(local).toMatchObject({
    hasCard: false,
    namesakeId: known,
    namesakeName: '示例县科学技术协会',
    successorId: null,
  })
  const oldOfficeId = local?.officeId ?? ''
  const nameOnly = async () => (await city.call('offices.withoutCard', {})).find(({ name }) => name === '示例县科协')
  expect(await nameOnly()).toEqual({ officeId: oldOfficeId, name: '示例县科协', gone: false })
  await city.call('offices.succeed', { oldOfficeId, newOfficeId: known, kind: 'carded', from: '2022-05-12' })
  expect(await nameOnly()).toMatchObject({ gone: true })
  const came = await matrix()
  expect(came.rows.map(({ office, expected }) => [office.officeId === known, expected])).toEqual([
    [true, true],
    [false, true],
    [false, true],
  ])
  const cell = came.rows[0]?.cells.T12
  // The city's own date counts, by the time of receipt: half an hour late, whatever the sender's clock says.
  expect(cell).toMatchObject({
    state: 'received',
    late: true,
    receivedAt: '2022-05-12T10:00:00.000Z',
    claimedAt: '2022-05-10T01:00:00.000Z',
    records: [
      { recordId: f2.summary.recordId, revision: 1, title: '科技志愿者进乡村', entered: false, state: 'received' },
    ],
  })
  expect(came.totals.T12).toMatchObject({ expected: 3, complete: 1, missing: 2, late: 1 })

  // A return is seen at once, and the record that comes again takes it away.
  const inbox = await city.call('packages.inbox', {})
  const item = inbox.find(({ kind, result }) => kind === 'submission' && result === 'imported')
  const decision = { packageId: item?.packageId ?? '', recordId: f2.summary.recordId, revision: 1 }
  await city.call('packages.decide', { ...decision, state: 'returned', reasons: ['请补充预计规模。'] })
  const returned = await matrix()
  expect(returned.rows[0]?.cells.T12?.state).toBe('returned')
  expect(returned.totals.T12).toMatchObject({ complete: 0, returned: 1 })

  // 免报 of one office; what it does not owe is not missing, and not chased.
  const hongqi = rowOf(came, '红旗区科学技术协会')?.office.officeId ?? ''
  const excused = await city.call('rosters.mark', {
    noticeId: countyNotice,
    officeId: hongqi,
    deliverableId: null,
    mark: 'excused',
    note: '机构改革',
  })
  expect(rowOf(excused, '红旗区科学技术协会')?.cells.T14).toMatchObject({ state: 'excused', note: '机构改革' })
  expect(excused.totals.T12).toMatchObject({ expected: 2, complete: 0, returned: 1, missing: 1 })
  const one = await city.call('rosters.mark', {
    noticeId: countyNotice,
    officeId: hongqi,
    deliverableId: 'T11',
    mark: null,
  })
  expect(rowOf(one, '红旗区科学技术协会')?.cells.T11?.state).toBe('none')
  expect(rowOf(one, '红旗区科学技术协会')?.cells.T14?.state).toBe('excused')

  const chasing = {
    noticeId: countyNotice,
    officeIds: [hongqi, known],
    way: 'phone' as const,
    at: '2022-05-13T09:00:00+08:00',
    note: '答应明天报',
  }
  const chased = await city.call('rosters.chase', chasing)
  expect(rowOf(chased, '红旗区科学技术协会')).toMatchObject({
    chases: 1,
    lastChase: { way: 'phone', at: '2022-05-13T01:00:00.000Z' },
  })
  const chaseId = chased.rows[0]?.lastChase?.chaseId ?? ''
  const undone = await city.call('rosters.undoChase', { chaseId })
  expect(undone.rows[0]).toMatchObject({ chases: 0, lastChase: null })

  const { text } = await city.call('rosters.chaseText', { noticeId: countyNotice, officeId: null })
  const day = (date: string, time: string): string => `（2022年${date}${time}截止）`
  const rest = `；视频作品${day('5月20日', '23时59分')}；工作总结${day('6月20日', '23时59分')}；活动开展情况`
  expect(text.split('\n')).toEqual([
    '【江苏2022科技工作者日】各有关单位：',
    '截至2022年5月12日18时，下列单位还有材料没有收齐：',
    `1．示例县科学技术协会：特色亮点活动筹备方案（已退回，请修改后重报）、工作方案、活动简介、往年特色活动照片${day('5月12日', '17时30分')}${rest}`,
    `2．红旗区科学技术协会：工作方案${day('5月12日', '17时30分')}`,
    `3．新乡县科学技术局：特色亮点活动筹备方案、工作方案、活动简介、往年特色活动照片${day('5月12日', '17时30分')}${rest}`,
    '请抓紧报送；已经发出的，请告知一声。有困难请及时联系我们，谢谢！',
    '示例市科学技术协会',
  ])
  expect(text).not.toContain('测试联系人甲')
  // Of the ticked offices alone; of those that owe nothing only that.
  const ticked = (officeIds: string[]) =>
    city.call('rosters.chaseText', { noticeId: countyNotice, officeId: null, officeIds })
  expect((await ticked([hongqi])).text.split('\n').filter((line) => /^\d/.test(line))).toEqual([
    `1．红旗区科学技术协会：工作方案`,
  ])
  // The name that stood on the roster before its card came is that office.
  expect((await ticked([oldOfficeId])).text).toContain('1．示例县科学技术协会：')
  expect(
    (await city.problem('rosters.chaseText', { noticeId: countyNotice, officeId: null, officeIds: ['NOBODY-1'] })).code,
  ).toBe('roster.unknown-office')
  const mine = await city.call('rosters.chaseText', { noticeId: countyNotice, officeId: hongqi })
  expect(mine.text).toContain('红旗区科学技术协会：')
  expect(mine.text).toContain('1．工作方案')
  expect(mine.text).not.toContain('示例县')

  // The sheets: what stands on paper and in the workbook.
  const chaseSheet = await city.call('rosters.printDocument', { noticeId: countyNotice, sheet: 'chase' })
  expect(chaseSheet.titleLines).toEqual(['催报单'])
  const rows = chaseSheet.blocks.find((block) => block.kind === 'rows')
  expect(rows).toMatchObject({
    rows: [
      ['1', '示例县科学技术协会'],
      ['2', '红旗区科学技术协会', '0373-3000001'],
      ['3', '新乡县科学技术局'],
    ].map((row) => expect.arrayContaining(row)),
  })
  const out = path.join(stick, '报送情况表.xlsx')
  await city.call('rosters.saveSheet', { noticeId: countyNotice, sheet: 'matrix', out })
  const cells = utils.sheet_to_json<string[]>(read(readFileSync(out)).Sheets.报送情况表 ?? {}, { header: 1 }).flat()
  for (const word of ['红旗区科学技术协会', '退回，迟报', '免报', '未报']) expect(cells).toContain(word)

  // The command line answers from the same window.
  const said: string[] = []
  const run = (line: string[]) =>
    runCommandLine(['intake', 'report', '--data', 'D', '--notice', countyNotice, ...line], {
      env: {},
      cwd: stick,
      out: (words) => void said.push(words),
      err: () => undefined,
      open: async () => ({
        call: (method, input) => city.call(method, input),
        close: async () => undefined,
        remote: true,
      }),
      storeless: { call: () => Promise.reject(new Error('no store')), close: async () => undefined },
    })
  expect(await run([])).toBe(0)
  expect(JSON.parse(said.join(''))).toEqual(JSON.parse(JSON.stringify(await matrix())))
  expect(await run(['--format', 'xlsx', '--out', 'report.xlsx'])).toBe(0)
  expect(readFileSync(path.join(stick, 'report.xlsx')).subarray(0, 2).toString()).toBe('PK')
  expect(await run(['--format', 'xlsx'])).toBe(64)
  expect(await run(['--format', 'pdf'])).toBe(64)
})

it('of a sample of a past year nothing is late; passed on by us, it is asked for today', async () => {
  const city = await openCity({ now: '2026-03-01T02:00:00.000Z' })
  const sample = 'jiangsu-2022-workers-day'
  const offices = [{ name: '红旗区科学技术协会' }]
  const isSample = async (noticeId: string) => {
    const { deliverables } = await city.call('rosters.matrix', { noticeId })
    return deliverables.find(({ deliverableId }) => deliverableId === 'T12')?.historical
  }
  for (const noticeId of [sample, countyNotice]) {
    await city.call('rosters.add', { noticeId, offices })
    expect(await isSample(noticeId), noticeId).toBe(true)
  }
  const past = async () => (await city.call('rosters.chaseText', { noticeId: countyNotice, officeId: null })).text
  expect(await past()).not.toContain('现已过期')
  await city.call('notices.passOn', {
    noticeId: sample,
    direction: 'issue',
    by: cityOffice.name,
    recipient: { unit: '示例市科协办公室' },
    dueAt: { T12: due },
  })
  for (const noticeId of [sample, countyNotice]) expect(await isSample(noticeId), noticeId).toBe(false)
})

/** 100 offices × 20 deliverables × 2,000 records, written past the program. */
function fill(file: string, noticeId: string, forms: readonly { id: string; version: string; json: string }[]) {
  const sqlite = new BetterSqlite3(file)
  const at = '2022-05-11T01:00:00.000Z'
  const expected = new Map<string, number>()
  sqlite.transaction(() => {
    const form = sqlite.prepare('INSERT OR IGNORE INTO forms (form_id, form_version, definition_json) VALUES (?, ?, ?)')
    for (const one of forms) form.run(one.id, one.version, one.json)
    const office = sqlite.prepare(
      "INSERT INTO offices (office_id, own, name, level, card_seq, created_at, updated_at) VALUES (?, 0, ?, 'county', 1, ?, ?)",
    )
    const record = sqlite.prepare(
      'INSERT INTO records (record_id, office_id, device_id, own, notice_id, notice_version, form_id, form_version, created_at, updated_at) VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?, ?)',
    )
    const revision = sqlite.prepare(
      'INSERT INTO revisions (record_id, revision, digest, device_id, frozen_json, frozen_at) VALUES (?, ?, ?, ?, ?, ?)',
    )
    const inbox = sqlite.prepare(
      "INSERT INTO inbox (tag_manifest_digest, package_id, kind, sender_office_id, sender_device_id, sender_name, sequence, result, findings_json, package_json, file_name, received_at) VALUES (?, ?, 'submission', ?, 'device', '', 1, 'imported', '[]', ?, '', ?)",
    )
    const came = sqlite.prepare(
      'INSERT INTO inbox_records (tag_manifest_digest, record_id, revision, digest, state, decided_at) VALUES (?, ?, ?, ?, ?, ?)',
    )
    const states = ['received', 'accepted', 'returned'] as const
    for (let o = 0; o < 100; o++) {
      const officeId = `OFFICE-${String(o).padStart(4, '0')}`
      office.run(officeId, `第${o}县科协`, at, at)
      const tag = createHash('sha256').update(officeId).digest('hex')
      inbox.run(tag, randomUUID(), officeId, JSON.stringify({ createdAt: at, notice: { id: noticeId } }), at)
      for (const [f, one] of forms.entries()) {
        const state = states[(o + f) % 3] ?? 'received'
        const recordId = randomUUID()
        record.run(recordId, officeId, 'device', noticeId, '1', one.id, one.version, at, at)
        for (const number of [1, 2]) {
          const digest = createHash('sha256').update(`${recordId}${number}`).digest('hex')
          revision.run(
            recordId,
            number,
            digest,
            'device',
            JSON.stringify({ formId: one.id, formVersion: one.version, values: { title: `第${o}份` } }),
            at,
          )
          came.run(tag, recordId, number, digest, number === 2 ? state : 'returned', at)
        }
        expected.set(state, (expected.get(state) ?? 0) + 1)
      }
    }
  })()
  sqlite.close()
  return expected
}

it('a hundred offices and two thousand records: every cell counted once, by few questions', async () => {
  const core: TestCore = await openCity()
  const noticeId = 'many'
  const base = await core.call('forms.show', { formId: 'JS-T13', noticeId: countyNotice })
  const { pack } = await core.call('notices.show', { noticeId: countyNotice })
  const forms = Array.from({ length: 20 }, (_none, at) => ({ ...base, id: `F${at}` }))
  const many = {
    ...pack,
    id: noticeId,
    shortTitle: '多单位',
    historical: false,
    passedOnFrom: null,
    register: undefined,
    deliverables: forms.map((form, at) => ({
      ...pack.deliverables[0],
      id: `D${at}`,
      title: `事项${at + 1}`,
      formId: form.id,
      quantity: null,
      dueAt: at === 0 ? '2022-05-11T00:59:00Z' : '2022-05-11T01:01:00Z',
    })),
    forms,
  }
  const file = path.join(core.dataDir, 'kexie.sqlite')
  await core.close()
  const sqlite = new BetterSqlite3(file)
  const columns = (sqlite.pragma("table_info('passed_on_notices')") as { name: string }[]).map(({ name }) => name)
  const given: Record<string, string> = {
    notice_id: noticeId,
    direction: 'take',
    pack_json: JSON.stringify(many),
    version: '1',
    digest: 'a'.repeat(64),
    created_at: '2022-05-10T00:00:00Z',
    updated_at: '2022-05-10T00:00:00Z',
    passed_on_at: '2022-05-10T00:00:00Z',
    at: '2022-05-10T00:00:00Z',
  }
  sqlite
    .prepare(`INSERT INTO passed_on_notices (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
    .run(...columns.map((name) => given[name] ?? ''))
  sqlite.close()
  const states = fill(
    file,
    noticeId,
    forms.map((form) => ({ id: form.id, version: form.version, json: JSON.stringify(form) })),
  )
  await core.open()
  const ids = Array.from({ length: 100 }, (_none, at) => `OFFICE-${String(at).padStart(4, '0')}`)
  await core.call('rosters.set', { noticeId, officeIds: ids.slice(0, 90) })
  const matrix = await core.call('rosters.matrix', { noticeId })
  expect(matrix.rows.filter(({ expected }) => expected)).toHaveLength(90)
  expect(matrix.rows).toHaveLength(100)
  const all = matrix.rows.flatMap(({ cells }) => Object.values(cells))
  expect(all).toHaveLength(2000)
  for (const state of ['received', 'accepted', 'returned'] as const)
    expect(all.filter((cell) => cell.state === state)).toHaveLength(states.get(state) ?? 0)
  expect(all.filter(({ late }) => late)).toHaveLength(100)
  expect(matrix.totals.D0).toMatchObject({ expected: 90, late: 90, missing: 0 })
  const sum = Object.values(matrix.totals).reduce((total, one) => total + one.complete + one.returned, 0)
  expect(sum).toBe(1800)
  mkdirSync(path.join(core.dataDir, 'out'))
  const page = await core.call('rosters.printDocument', { noticeId, sheet: 'matrix' })
  // Twenty duties do not fit beside each other: three tables of the same offices.
  expect(page.blocks.filter((block) => block.kind === 'rows')).toHaveLength(3)
})
