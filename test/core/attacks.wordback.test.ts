/** A returned paper is looked at in the core itself once its thread has taken it apart: neither may take it down. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { pack, unpack } from '../../electron/core/documents/docx/fixed-zip.ts'
import { readWord } from '../../electron/core/wordback/read-word.ts'
import { plainText } from '../../electron/core/wordback/word-text.ts'
import { matchPaper, valueOfText } from '../../shared/form/compare.ts'
import { type FieldKind, fieldDefinition } from '../../shared/form/definition.ts'
import { newF2, newFolder, openCounty } from '../support/core.ts'
import { formById } from '../support/form-files.ts'
import { processorMs } from '../support/processor-time.ts'

const at = '2022-05-11T00:00:00.000Z'
const document = (body: string): Buffer =>
  pack([{ name: 'word/document.xml', bytes: Buffer.from(`<w:document><w:body>${body}</w:body></w:document>`) }], at)
const paragraph = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`

/** Milliseconds on a slow machine; what these texts took before was minutes. */
const shortly = 1500
function timed(work: () => unknown): number {
  const from = processorMs()
  work()
  return processorMs() - from
}

describe('long runs of one sign', () => {
  const blanks = ' '.repeat(150_000)
  it.each([
    ['blanks', `甲${blanks}乙`],
    ['blanks behind a dash', `2022年5月1日—${blanks}乙`],
    ['dashes', `2022年5月1日${'—'.repeat(150_000)}乙`],
    ['hyphens', `2022年5月1日${'-'.repeat(150_000)}乙`],
  ])('%s cost no more than their length', (_name, text) => {
    const kinds: FieldKind[] = ['text', 'vague-time', 'date', 'date-time', 'date-range', 'integer', 'mobile', 'email']
    for (const kind of kinds) {
      const field = fieldDefinition.parse({ id: 'x', label: '栏', kind })
      expect(
        timed(() => valueOfText(field, text)),
        kind,
      ).toBeLessThan(shortly)
    }
    expect(timed(() => plainText(text))).toBeLessThan(shortly)
    const definition = formById('JS-F2')
    const labelled = { rows: [], text: `联系人 ${text}\n手机 ${text}` }
    expect(timed(() => matchPaper(definition, labelled))).toBeLessThan(shortly)
  })

  it('what such texts mean stays as it was', () => {
    const value = (kind: FieldKind, text: string) =>
      valueOfText(fieldDefinition.parse({ id: 'x', label: '栏', kind }), text)
    expect(value('text', '甲 \n\n 乙\n丙')).toBe('甲；乙；丙')
    expect(value('date-range', '2022年5月10日——2022年 6 月 2 日')).toBe('2022-05-10/2022-06-02')
    expect(value('date-range', '2022年5月10日 - 6月2日')).toBe('2022-05-10/2022-06-02')
    expect(value('date-time', '2022年5月30日 下午 3：05')).toBe('2022-05-30T15:05')
    expect(plainText('a b \n c\n\nd ')).toBe('a b c d')
  })
})

describe('a paper that unpacks to more than any paper holds', () => {
  it.each([
    ['one endless paragraph', paragraph('字'.repeat(3_000_000))],
    ['endless paragraphs', paragraph('字').repeat(150_000)],
    ['an endless row', `<w:tbl><w:tr>${`<w:tc>${paragraph('')}</w:tc>`.repeat(210_000)}</w:tr></w:tbl>`],
  ])(
    '%s: too much',
    (_name, body) => {
      expect(() => readWord(document(body))).toThrow('too-much')
    },
    60_000,
  )

  it('is told, and the form stays as it is', async () => {
    const core = await openCounty()
    const recordId = await newF2(core)
    const file = path.join(newFolder(), '改.docx')
    writeFileSync(file, document(paragraph('字'.repeat(3_000_000))))
    expect(await core.problem('wordback.read', { recordId, path: file })).toMatchObject({ code: 'received.too-much' })
  }, 60_000)
})

it('a paper of ours with every answer replaced by something long is shown within seconds', async () => {
  const core = await openCounty()
  const plan = Array.from({ length: 60 }, (_none, line) => `${line}${'原来写的工作方案'.repeat(40)}`).join('\n')
  const recordId = await newF2(core, { plan })
  const { bytes } = await core.call('documents.docx', { recordId, revision: null })
  let seed = 7
  const noise = (): string =>
    Array.from({ length: 6000 }, () => {
      seed = (seed * 48_271) % 2_147_483_647
      return String.fromCharCode(0x4e00 + (seed % 20_000))
    }).join('')
  const parts = unpack(Buffer.from(bytes)).map(({ name, bytes: own }) => {
    if (name !== 'word/document.xml') return { name, bytes: own }
    // The bookmarks stay, and so every paragraph is known as the changed one that it is.
    return { name, bytes: Buffer.from(own.toString('utf8').replace(/(?<=<w:t[^>]*>)\d+原来[^<]*/gu, noise)) }
  })
  const file = path.join(newFolder(), '改.docx')
  writeFileSync(file, pack(parts, at))
  const from = processorMs()
  const read = await core.call('wordback.read', { recordId, path: file })
  expect(processorMs() - from).toBeLessThan(12_000)
  expect(read.kind === 'word' ? read.changes.length : 0).toBeGreaterThan(40)
}, 60_000)
