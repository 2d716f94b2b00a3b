/** The file for whoever helps: numbers and codes of a filled store, and nothing of what was typed into it. */
import { appendFileSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { cleanLine } from '../../electron/core/upkeep/clean-log.ts'
import { countyNotice, f2Values, newF2, newFolder, openCounty } from '../support/core.ts'

const planted = [
  '王芳芳',
  '13900005678',
  '320999197001010011',
  '青山镇秘密活动',
  'zhangsanfeng',
  'C:\\Users\\王芳芳',
  '示例县',
]

const at = '2022-05-10T00:30:00.000Z'
/** As errors of libraries, of the system and of careless code would write them. */
const badLines = [
  { at, event: '王芳芳', facts: '13900005678' },
  { at, where: 'notices.read 青山镇秘密活动 320999197001010011', name: 'Error', code: '王芳芳' },
  { at, id: 'abcd1234', where: 'records.save', name: 'zhangsanfeng', code: 'SQLITE_CONSTRAINT', frames: [] },
  {
    at,
    id: 'abcd1234',
    where: 'records.save',
    name: 'TypeError',
    code: null,
    frames: [
      'at save (C:\\Users\\王芳芳\\AppData\\Local\\Programs\\kexie\\core.cjs:120:33)',
      'at async Object.run (/home/zhangsanfeng/app/core.cjs:1:2)',
      'at JSON.parse (<anonymous>)',
      'at 王芳芳 (/home/zhangsanfeng/王芳芳.ts:1:2)',
      '青山镇秘密活动',
    ],
  },
  { at, event: 'task.done', office: '示例县科学技术协会', digest: 'a'.repeat(64), count: 3, ok: true },
  { at, event: 'task.done', 王芳芳: 1, extra: { name: '王芳芳' }, list: ['13900005678'] },
]

test('a filled store with planted values in records, names, paths and log lines', async () => {
  const dataDir = path.join(newFolder(), '王芳芳 的文件夹')
  const core = await openCounty({ dataDir })
  const recordId = await newF2(core, {
    activityName: '青山镇秘密活动',
    contactName: '王芳芳',
    mobile: '13900005678',
    plan: `320999197001010011 zhangsanfeng ${f2Values.plan}`,
  })
  await core.call('records.freeze', { recordId })
  await core.problem('records.open', { recordId: '00000000-0000-7000-8000-000000000000' })
  await core.problem('records.create', { noticeId: countyNotice, formId: '青山镇秘密活动' })
  const log = path.join(dataDir, 'logs', 'core-202205.log')
  appendFileSync(log, `${badLines.map((line) => JSON.stringify(line)).join('\n')}\n王芳芳 not JSON\n"青山镇秘密活动"\n`)

  const { text, parts } = await core.call('upkeep.supportPreview', {})
  for (const value of [...planted, dataDir, recordId]) expect(text).not.toContain(value)
  expect(text).toMatch(/^records 1\r?$/m)
  expect(text).toMatch(/^revisions 1\r?$/m)
  expect(text).toContain('record.unknown records.open')
  expect(text).toContain('SQLITE_CONSTRAINT')
  expect(text).toContain('save core.cjs:120:33')
  expect(text).toContain('另有 2 行略去')
  expect(text).toContain('程序 0.1.0-test')
  expect(parts.map(({ name }) => name)).toEqual([
    '程序和电脑',
    '数据',
    '备份',
    '最近没办成的事',
    '自检结果',
    '程序日志',
  ])

  // What is written is what was read, whatever has happened in between.
  await core.problem('records.open', { recordId: '00000000-0000-7000-8000-000000000000' })
  const out = path.join(newFolder(), '说明.txt')
  await core.call('upkeep.saveSupport', { out })
  expect(readFileSync(out, 'utf8')).toBe(`\uFEFF${text}`)
  expect((await core.problem('upkeep.saveSupport', { out: path.join(dataDir, '说明.txt') })).code).toBe(
    'file.unwritable',
  )
  expect(readdirSync(dataDir)).not.toContain('说明.txt')
})

test('only what has the shape of a code, a number or a place in the program leaves', () => {
  for (const line of badLines) {
    const clean = cleanLine(JSON.stringify(line)) ?? ''
    for (const value of planted) expect(clean).not.toContain(value)
  }
  expect(cleanLine('not JSON')).toBeNull()
  expect(cleanLine('[1]')).toBeNull()
  const kept = { at, id: 'abcd1234', where: 'records.save', name: 'SqliteError', code: 'SQLITE_BUSY', rows: 3 }
  expect(JSON.parse(cleanLine(JSON.stringify(kept)) ?? '')).toEqual(kept)
})
