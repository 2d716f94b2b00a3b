import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocateName, checkEntryName, checkNames, foldName } from '../../../electron/core/package/names.ts'

const title = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('.', ' ', '/', '\\', '\u202e', 'é', 'e\u0301', '长', 'CON', '\0', '%') }),
)

test('whatever the title, the name obeys every rule', () => {
  fc.assert(
    fc.property(
      fc.array(title, { minLength: 1, maxLength: 30 }),
      fc.constantFrom('', 'pdf', 'JPG', '../x'),
      (titles, ext) => {
        const taken = new Set<string>()
        const names = titles.map((text) => allocateName(text, ext, taken))
        for (const name of names) expect(checkEntryName(`data/documents/${name}`), JSON.stringify(name)).toEqual([])
        expect(new Set(names.map(foldName)).size).toBe(names.length)
        expect(checkNames(names)).toEqual([])
      },
    ),
    { numRuns: 500, seed: 1 },
  )
})

test.each([
  ['特色亮点活动筹备方案', 'pdf', '特色亮点活动筹备方案.pdf'],
  ['a/b:c', 'pdf', 'a_b_c.pdf'],
  ['CON', 'txt', '_CON.txt'],
  ['com¹', '', '_com¹'],
  ['  .. ', 'pdf', '未命名.pdf'],
  ['x\u202Egpj', 'exe', 'xgpj.exe'],
  ['长'.repeat(60), 'pdf', `${'长'.repeat(38)}.pdf`],
])('%j.%s', (text, ext, name) => {
  expect(allocateName(text, ext, new Set())).toBe(name)
})

test('a clash gets a number', () => {
  const taken = new Set<string>()
  expect(
    ['照片', '照片', 'A', 'a', '长'.repeat(60), '长'.repeat(60)].map((text) => allocateName(text, 'jpg', taken)),
  ).toEqual(['照片.jpg', '照片-2.jpg', 'A.jpg', 'a-2.jpg', `${'长'.repeat(38)}.jpg`, `${'长'.repeat(38)}-2.jpg`])
})
