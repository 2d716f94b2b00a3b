import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { joinCalendars } from '../../electron/core/calendar/office-calendar.ts'
import { readCalendar } from '../../electron/core/calendar/read-calendar.ts'
import { icsText } from '../../electron/core/calendar/write-ics.ts'
import type { DueItem } from '../../shared/api/desk.ts'
import { weekendsOnly } from '../../shared/domain/workdays.ts'
import { Problem } from '../../shared/problems.ts'
import { problemSentence } from '../../shared/wording/problem-sentences.ts'
import { cityNotice, countyNotice, newFolder, openCounty, type TestCore } from '../support/core.ts'

const passOn = {
  noticeId: cityNotice,
  direction: 'take',
  by: '示例市科学技术协会',
  recipient: { unit: '示例市科协' },
} as const

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

function file(name: string, text: string): string {
  const place = path.join(newFolder(), name)
  writeFileSync(place, text)
  return place
}

const own2027 = JSON.stringify(
  {
    format: 'kexie-calendar/1',
    year: 2027,
    title: '示例安排',
    documentNumber: null,
    issuedOn: null,
    days: [
      { date: '2026-12-31', kind: 'off', name: '元旦' },
      { date: '2027-01-01', kind: 'off', name: '元旦' },
      { date: '2027-01-03', kind: 'work', name: '元旦' },
    ],
  },
  null,
  1,
)
const holidayCn = `{
  "$schema": "https://example.cn/schema.json",
  "year": 2027,
  "papers": ["https://example.cn/paper"],
  "days": [
    { "name": "元旦", "date": "2027-01-01", "isOffDay": true },
    { "name": "元旦", "date": "2027-01-03", "isOffDay": false }
  ]
}`
const event = (lines: string): string => `BEGIN:VEVENT\r\n${lines}\r\nEND:VEVENT\r\n`
const ics = (...events: string[]): string =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:节假日\r\n${events.map(event).join('')}END:VCALENDAR\r\n`

describe('a file with the arrangement of a year', () => {
  test('our own form and that of holiday-cn', () => {
    expect(readCalendar(bytes(own2027), 'a.json')).toMatchObject([
      { year: 2027, title: '示例安排', days: [{ date: '2026-12-31' }, { kind: 'off' }, { kind: 'work' }] },
    ])
    expect(readCalendar(bytes(`\uFEFF${holidayCn}`), '2027.json')[0]).toMatchObject({
      year: 2027,
      title: '2027年放假安排（2027.json）',
      days: [
        { date: '2027-01-01', kind: 'off', name: '元旦' },
        { date: '2027-01-03', kind: 'work', name: '元旦' },
      ],
    })
  })

  test('iCalendar: the end does not belong to it, folded lines, alarms inside, three ways of saying it, two years', () => {
    const text = ics(
      'DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270102\r\nSUMMARY:元旦（休）',
      'DTSTART;VALUE=DATE:20261010\r\nSUMMARY:国庆节 补\r\n 班 第1天/共1天\r\nBEGIN:VALARM\r\nSUMMARY:放假\r\nEND:VALARM',
      'DTSTART;VALUE=DATE:20261001\r\nDURATION:P3D\r\nSUMMARY:国庆节 假期',
      'DTSTART;VALUE=DATE:20270103\r\nSUMMARY;LANGUAGE="zh:CN":元旦\r\nX-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY',
    )
    expect(readCalendar(bytes(text), 'cn.ics').map(({ year, days }) => [year, days])).toEqual([
      [
        2026,
        [
          { date: '2026-10-01', kind: 'off', name: '国庆节' },
          { date: '2026-10-02', kind: 'off', name: '国庆节' },
          { date: '2026-10-03', kind: 'off', name: '国庆节' },
          { date: '2026-10-10', kind: 'work', name: '国庆节' },
        ],
      ],
      [
        2027,
        [
          { date: '2026-12-31', kind: 'off', name: '元旦' },
          { date: '2027-01-01', kind: 'off', name: '元旦' },
          { date: '2027-01-03', kind: 'work', name: '元旦' },
        ],
      ],
    ])
  })

  test.each([
    ['no JSON', own2027.replace('"documentNumber": null,', '"documentNumber": null'), 'not-json', 6],
    ['another JSON', '{"a": 1}', 'form', 1],
    ['a year in words', holidayCn.replace('2027,', '"二〇二七",'), 'year', 3],
    ['a day that is none', own2027.replace('2027-01-01', '2027-02-30'), 'date', 13],
    ['a kind of its own', own2027.replace('"work"', '"half"'), 'kind', 18],
    ['neither off nor worked', holidayCn.replace('false', '"maybe"'), 'kind', 7],
    ['a day without a name', own2027.replace('"元旦"', '" "'), 'name', 8],
    ['a day of another year', holidayCn.replace('2027-01-03', '2028-01-03'), 'other-year', 7],
    ['off and worked', holidayCn.replace('2027-01-03', '2027-01-01'), 'twice', 7],
    ['nothing off', holidayCn.replace('true', 'false'), 'empty', 1],
    ['an event that says neither', ics('DTSTART;VALUE=DATE:20270101\r\nSUMMARY:元旦'), 'kind', 6],
    ['an event that says both', ics('DTSTART;VALUE=DATE:20270101\r\nSUMMARY:元旦放假（班）'), 'kind', 6],
    ['an hour', ics('DTSTART:20270101T090000\r\nSUMMARY:元旦（休）'), 'time', 5],
    ['every year', ics('DTSTART;VALUE=DATE:20270101\r\nSUMMARY:元旦（休）\r\nRRULE:FREQ=YEARLY'), 'repeating', 7],
    ['no name', ics('DTSTART;VALUE=DATE:20270101'), 'event', 4],
    [
      'an end before its beginning',
      ics('DTSTART;VALUE=DATE:20270102\r\nDTEND;VALUE=DATE:20270101\r\nSUMMARY:元旦（休）'),
      'date',
      6,
    ],
    ['no event', ics(), 'empty', 1],
  ])('%s is refused with its line', (_name, text, fault, line) => {
    try {
      readCalendar(bytes(text), '放假.ics')
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      expect(error.toData()).toMatchObject({
        code: 'calendar.unreadable',
        details: { fault, line, fileName: '放假.ics' },
      })
      expect(problemSentence(error.toData()).what).toContain(`“放假.ics”第 ${line} 行：`)
      return
    }
    throw new Error('it was taken')
  })

  test('bytes that are no text', () => {
    expect(() => readCalendar(new Uint8Array([0xff, 0xfe, 0x00]), 'a.ics')).toThrow(Problem)
    expect(() => readCalendar(new Uint8Array(1_000_001), 'a.ics')).toThrow(Problem)
  })
})

describe('which calendar holds', () => {
  const year = (kind: 'off' | 'work', name: string) => ({
    format: 'kexie-calendar/1' as const,
    year: 2026,
    title: name,
    documentNumber: null,
    issuedOn: null,
    days: [{ date: '2026-05-01', kind, name }],
  })
  const pack = { shortTitle: '省通知', calendar: [{ date: '2026-04-20', kind: 'off' as const, name: '三月三' }] }
  test('a file decides its year alone; a pack adds to what the program brings', () => {
    const builtIn = [year('off', '程序')]
    expect(joinCalendars(builtIn, [pack], [])).toMatchObject({
      years: [{ year: 2026, origin: 'pack', title: '通知“省通知”' }],
      days: [{ date: '2026-04-20', name: '三月三' }, { date: '2026-05-01' }],
    })
    const taken = { calendar: year('work', '文件'), fileName: 'a.ics', addedAt: '2026-01-01T00:00:00Z' }
    expect(joinCalendars(builtIn, [pack], [taken])).toMatchObject({
      years: [{ year: 2026, origin: 'file', fileName: 'a.ics' }],
      days: [{ date: '2026-05-01', kind: 'work', name: '文件' }],
    })
  })

  test('a file is taken into the store, moves the suggested date, and can be taken out again', async () => {
    const county = await openCounty()
    await county.call('notices.passOn', { ...passOn, dueAt: { T12: '2022-05-13T17:30:00+08:00' } })
    const suggested = async () =>
      (await county.call('notices.show', { noticeId: countyNotice })).status.find((item) => item.id === 'T12')
        ?.suggestedDueAt
    // Due on Friday 13 May 2022, 17:30: two workdays before.
    expect(await suggested()).toBe('2022-05-11T17:00:00+08:00')
    const text = ics('DTSTART;VALUE=DATE:20220512\r\nDTEND;VALUE=DATE:20220513\r\nSUMMARY:本地节日（休）')
    expect(await county.call('calendar.import', { path: file('本地.ics', text) })).toEqual([2022])
    expect(county.events).toContainEqual({ event: 'data.changed', value: { domain: 'calendar' } })
    await county.reopen()
    expect(await suggested()).toBe('2022-05-10T17:00:00+08:00')
    const { years } = await county.call('calendar.show', {})
    expect(years.map(({ year: known, origin, fileName }) => [known, origin, fileName])).toEqual([
      [2022, 'file', '本地.ics'],
      [2023, 'built-in', null],
      [2024, 'built-in', null],
      [2025, 'built-in', null],
      [2026, 'built-in', null],
    ])
    await county.call('calendar.remove', { year: 2022 })
    expect(await suggested()).toBe('2022-05-11T17:00:00+08:00')
    expect((await county.problem('calendar.import', { path: file('a.ics', 'x') })).code).toBe('calendar.unreadable')
  })
})

/** A reader of its own: lines unfolded by RFC 5545 3.1, components nested, text unescaped. */
function parseIcs(text: string) {
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
  const raw = text.slice(0, -2).split('\r\n')
  for (const line of raw) {
    expect(line).not.toMatch(/[\r\n]/)
    expect(Buffer.byteLength(line, 'utf8')).toBeLessThanOrEqual(75)
  }
  const lines = raw.join('\r\n').replaceAll('\r\n ', '').split('\r\n')
  const events: Record<string, string>[] = []
  const alarms: Record<string, string>[] = []
  const open: string[] = []
  for (const line of lines) {
    const colon = line.indexOf(':')
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1)]
    if (name === 'BEGIN') {
      open.push(value)
      if (value === 'VEVENT') events.push({})
      if (value === 'VALARM') alarms.push({ uid: events.at(-1)?.UID ?? '' })
    } else if (name === 'END') expect(open.pop()).toBe(value)
    else {
      const into = open.at(-1) === 'VALARM' ? alarms.at(-1) : open.at(-1) === 'VEVENT' ? events.at(-1) : undefined
      if (into) into[name] = value.replaceAll('\\n', '\n').replace(/\\([,;\\])/g, '$1')
    }
  }
  expect(open).toEqual([])
  return { lines, events, alarms }
}

describe('dates for another calendar', () => {
  async function exported(core: TestCore, noticeId: string | null) {
    const out = path.join(newFolder(), '期限.ics')
    const made = await core.call('calendar.exportIcs', { noticeId, out })
    const text = readFileSync(out, 'utf8')
    expect(made).toEqual({ path: out, bytes: Buffer.byteLength(text), events: parseIcs(text).events.length })
    expect(existsSync(`${out}.part`)).toBe(false)
    return parseIcs(text)
  }

  const asked = { ...passOn, dueAt: { T12: '2022-05-15T23:59:00+08:00', T11: '2022-05-16T09:30:00+08:00' } }

  test('the notice’s date and our own, in China’s time, with the notice’s words, each reminded of a day before', async () => {
    const county = await openCounty({ now: '2022-05-06T01:00:00.000Z' })
    await county.call('notices.passOn', asked)
    await county.call('notices.setOwnDate', {
      noticeId: countyNotice,
      deliverableId: 'T11',
      ownDueAt: '2022-05-10T12:00:00+08:00',
    })
    const { lines, events, alarms } = await exported(county, countyNotice)
    expect(lines).toContain('BEGIN:VTIMEZONE')
    expect(lines.filter((line) => line === 'TZID:Asia/Shanghai')).toHaveLength(1)
    const t12 = events.filter(({ UID }) => UID?.startsWith(`${countyNotice}.T12.`))
    expect(t12.map((one) => [one.UID, one['DTSTART;TZID=Asia/Shanghai'], one.SUMMARY])).toEqual([
      [`${countyNotice}.T12.due@kexie-desk`, '20220515T235900', expect.stringMatching(/^截止：.+（.+）$/)],
      [`${countyNotice}.T12.own@kexie-desk`, '20220512T170000', expect.stringMatching(/^本单位完成：/)],
    ])
    expect(t12[0]?.DESCRIPTION).toContain('5月15日是星期日，前一个工作日是5月13日')
    expect(t12[0]?.DESCRIPTION).toMatch(/期限原话：.+\n通知原话：.+/)
    expect(t12[1]?.DESCRIPTION).toMatch(/^通知的期限是2022年5月15日23时59分。\n/)
    expect(t12[0]?.DTSTAMP).toBe('20220506T010000Z')
    expect(events.find(({ UID }) => UID?.endsWith('.T11.own@kexie-desk'))?.['DTSTART;TZID=Asia/Shanghai']).toBe(
      '20220510T120000',
    )
    expect(alarms.map(({ uid }) => uid)).toEqual(events.map(({ UID }) => UID))
    expect(alarms.every((alarm) => alarm.TRIGGER === '-P1D' && alarm.ACTION === 'DISPLAY')).toBe(true)
  })

  test('a second export has the same ids and a higher number: the entries are moved, not doubled', async () => {
    const county = await openCounty({ now: '2022-05-06T01:00:00.000Z' })
    await county.call('notices.passOn', asked)
    const first = await exported(county, null)
    county.setNow('2022-05-06T01:05:00.000Z')
    const second = await exported(county, null)
    expect(second.events.map(({ UID }) => UID)).toEqual(first.events.map(({ UID }) => UID))
    expect(new Set(first.events.map(({ UID }) => UID)).size).toBe(first.events.length)
    for (const [index, one] of second.events.entries())
      expect(Number(one.SEQUENCE)).toBe(Number(first.events[index]?.SEQUENCE) + 5)
  })

  test('a sample of a past year is nothing to put into a calendar', async () => {
    const county = await openCounty({ now: '2026-05-06T01:00:00.000Z' })
    const out = path.join(newFolder(), '期限.ics')
    expect((await county.problem('calendar.exportIcs', { noticeId: null, out })).code).toBe('calendar.nothing')
    expect(existsSync(out)).toBe(false)
    expect((await county.problem('calendar.exportIcs', { noticeId: 'nobody', out })).code).toBe('notice.unknown')
  })

  test('the clock of the machine does not matter; what is sent is not reminded of; telephones stay at home', () => {
    const duty: DueItem = {
      noticeId: 'n',
      noticeShortTitle: '通知, 一; 二',
      deliverableId: 'T1',
      title: '总结\\报告',
      dueWording: '5月15日前',
      dueAt: '2022-05-15T23:59:00+08:00',
      ownDueAt: null,
      suggestedDueAt: null,
      historical: false,
      chased: true,
      kept: false,
      stamped: true,
      state: 'sent',
      waiting: 1,
      formId: null,
      recordIds: ['a'],
    }
    const zone = process.env.TZ
    try {
      process.env.TZ = 'America/New_York'
      const now = new Date('2022-05-06T01:00:00Z')
      const wording = () => '请报联系人13900001234或kexie@example.cn，'.repeat(6)
      const { text } = icsText([duty], { now, calendar: weekendsOnly, wording, example: true })
      const { events, alarms } = parseIcs(text)
      expect(events[0]).toMatchObject({
        'DTSTART;TZID=Asia/Shanghai': '20220515T235900',
        DTSTAMP: '20220506T010000Z',
        SUMMARY: '【示例】（已报送）截止：总结\\报告（通知, 一; 二）',
      })
      expect(events[0]?.DESCRIPTION).not.toMatch(/139|@/)
      expect(alarms).toEqual([])
    } finally {
      process.env.TZ = zone
    }
  })
})
