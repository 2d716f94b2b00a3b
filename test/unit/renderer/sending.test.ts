import { describe, expect, it } from 'vitest'
import { filledReasons, unfinished } from '../../../renderer/app/returns/reason-lines.ts'
import { type FieldLocks, isLocked } from '../../../renderer/form/field-locks.ts'
import { recheckText } from '../../../renderer/text/packages.ts'

describe('fields after a return', () => {
  const locks: FieldLocks = { open: new Set(['place']), why: '', reasons: new Map() }
  it('locks what did not come back, and nothing that is not typed', () => {
    expect(isLocked(locks, { id: 'place', kind: 'text' })).toBe(false)
    expect(isLocked(locks, { id: 'plan', kind: 'long-text' })).toBe(true)
    expect(isLocked(locks, { id: 'photos', kind: 'attachments' })).toBe(true)
    expect(isLocked(locks, { id: 'sum', kind: 'computed' })).toBe(false)
    expect(isLocked({ ...locks, open: null }, { id: 'plan', kind: 'long-text' })).toBe(false)
    expect(isLocked(null, { id: 'plan', kind: 'long-text' })).toBe(false)
  })
})

describe('a return by telephone', () => {
  it('counts what was said, and waits for words beside a field that was chosen', () => {
    const lines = [
      { id: 0, field: 'place', text: ' 写到楼层 ' },
      { id: 1, field: null, text: '' },
    ]
    expect(filledReasons(lines)).toEqual([{ field: 'place', text: '写到楼层' }])
    expect(unfinished(lines)).toBe(false)
    expect(unfinished([{ id: 0, field: 'place', text: ' ' }])).toBe(true)
  })
})

describe('重新插入后核对', () => {
  const file = { name: '一.zip', state: 'same', bytes: 10 } as const
  it('says what is to be done with the stick', () => {
    expect(recheckText({ ok: true, readBack: 'past-cache', files: [file] })).toMatch(/可以交了/)
    expect(recheckText({ ok: true, readBack: 'cache', files: [file] })).toMatch(/重新插上/)
    expect(recheckText({ ok: false, readBack: 'cache', files: [file, { ...file, state: 'missing' }] })).toMatch(
      /2 个文件里有 1 个不对.*再写一份/,
    )
  })
})
