import { expect, test } from 'vitest'
import { canonicalJson, crockfordBits, revisionCode, revisionQrText } from '../../../electron/core/package/canonical.ts'
import { fingerprintGroups, officeIdFromKey } from '../../../electron/core/package/card.ts'
import { parseJsonFile } from '../../../electron/core/package/json-text.ts'
import { packageFindings, packageFindingText } from '../../../shared/wording/package-findings.ts'
import { makeOffice } from './world.ts'

test('canonical JSON sorts keys, keeps decimals as strings, and normalises to NFC', () => {
  expect(canonicalJson({ b: 1, a: ['e\u0301', null, '12.50'], c: undefined })).toBe('{"a":["é",null,"12.50"],"b":1}')
  expect(() => canonicalJson({ é: 1, 'e\u0301': 2 })).toThrow()
  expect(() => canonicalJson({ a: '\ud800' })).toThrow()
  expect(() => canonicalJson(Number.NaN)).toThrow()
})

test('codes for paper', () => {
  const digest = 'ff00000000'.padEnd(64, '0')
  expect(revisionCode(digest)).toBe('ZW000000')
  expect(crockfordBits(Buffer.from([0b00001_000, 0b10_000000]), 10)).toBe('12')
  expect(revisionQrText('0180b7f0-0000-7000-8000-000000000001', 3, digest)).toBe(
    `KX1/0180b7f0-0000-7000-8000-000000000001/3/ZW${'0'.repeat(24)}`,
  )
})

test('指纹码: eight groups of five digits that depend on every key', async () => {
  const office = await makeOffice('甲科协')
  const groups = fingerprintGroups(office.card)
  expect(groups).toHaveLength(8)
  for (const group of groups) expect(group).toMatch(/^\d{5}$/)
  const other = await makeOffice('甲科协')
  expect(fingerprintGroups({ ...office.card, ageRecipient: other.age.recipient })).not.toEqual(groups)
  expect(fingerprintGroups({ ...office.card, names: other.card.names })).toEqual(groups)
  expect(officeIdFromKey(office.card.devices[0]!.signKey)).toMatch(/^KX[0-9A-HJKMNP-TV-Z]{24}$/)
})

test.each([
  ['{"a":1,"a":2}', 'json.duplicate-key'],
  ['{"a":{"b":1,"\\u0062":2}}', 'json.duplicate-key'],
  ['{"a":1', 'json.syntax'],
  ['\ufeff{}', 'json.syntax'],
  ['['.repeat(100), 'json.too-deep'],
  [`[${'0,'.repeat(700_000)}0]`, 'json.too-deep'],
])('JSON %#', (text, code) => {
  expect(() => parseJsonFile(Buffer.from(text), 'x')).toThrow(
    expect.objectContaining({ finding: expect.objectContaining({ code, path: 'x' }) }),
  )
})

test('JSON that is not UTF-8', () => {
  expect(() => parseJsonFile(Buffer.from([0x22, 0xff, 0x22]), 'x')).toThrow()
  expect(parseJsonFile(Buffer.from('{"a":["x\\\\",{"a":1}],"b":"\\"a\\":"}'), 'x')).toEqual({
    a: ['x\\', { a: 1 }],
    b: '"a":',
  })
})

test('every finding has a sentence that names the file and says what to do', () => {
  for (const code of Object.keys(packageFindings) as (keyof typeof packageFindings)[]) {
    const sentence = packageFindingText(code, 'data/x.json')
    expect(sentence, code).toMatch(/^“data\/x\.json”.+。.+。$/)
    expect(packageFindingText(code, ''), code).toMatch(/^这个(包|文件)/)
  }
})
