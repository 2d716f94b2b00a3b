/**
 * Many letters in one file, from real entries to real paper: each page says for which work and for whom it is, with its
 * version code, and its two-dimensional code reads the same from the page as it is drawn.
 */
import path from 'node:path'
import { expect, it } from 'vitest'
import { inRoot } from '../../build/paths.mjs'
import { parseRevisionQr } from '../../shared/domain/revision-qr.ts'
import type { PrintDocument } from '../../shared/form/print-document.ts'
import { codeText } from '../../shared/wording/revision-code.ts'
import { openCounty } from '../support/core.ts'
import { lettersOf, newEntry, people } from '../support/letters.ts'
import { buildPrintProgram, pageSizes, pdfText, printTogether, readQr } from '../support/pdf.ts'

const full = process.env.KEXIE_LONG === 'full'
const count = full ? 300 : 12

it(`prints ${count} letters in one file, each page with its work, persons and code`, { timeout: 900_000 }, async () => {
  const core = await openCounty()
  const entries = []
  for (let n = 0; n < count; n++) {
    // Now and then a team that needs a second page.
    const team = n % 6 === 5 ? 9 : 1 + (n % 3)
    entries.push(await newEntry(core, `第${n + 1}号作品《稻田里的一束光》`, people(team, 9 * n)))
  }
  const entryIds = entries.map(({ entryId }) => entryId)
  const half = count / 2
  const documents: PrintDocument[] = [
    ...(await lettersOf(core, { entryIds: entryIds.slice(0, half) })),
    ...(await lettersOf(core, { entryIds: entryIds.slice(half), pages: 'each' })),
  ].slice(0, count)
  expect(documents).toHaveLength(count)

  const program = await buildPrintProgram(inRoot('out/test/letter-pages'))
  const pdf = await printTogether(program, documents, path.join(program.folder, 'letters.pdf'))
  const pages = (await pdfText(pdf)).split('\f').slice(0, -1)
  expect((await pageSizes(pdf)).length).toBe(pages.length)
  expect(pages.length).toBeGreaterThan(count)
  let at = -1
  const shown = documents.map(() => new Set<string>())
  for (const [index, text] of pages.entries()) {
    const [, page, of] = /第 (\d+) 页 共 (\d+) 页/.exec(text) ?? []
    if (page === '1') at++
    const { letter, footer } = documents[at]!
    const plain = text.replace(/\s/g, '')
    expect(plain).toContain(`《${letter!.title}》`)
    expect(plain).toContain(codeText(footer!.code))
    expect(Number(page)).toBeLessThanOrEqual(Number(of))
    const named = letter!.persons.filter((name) => plain.includes(name))
    expect(named.length).toBeGreaterThan(0)
    for (const name of named) shown[at]?.add(name)
    const qr = await readQr(pdf, index + 1)
    expect(qr).toBe(footer!.qrText)
    expect(parseRevisionQr(qr ?? '')).not.toBeNull()
  }
  expect(at).toBe(count - 1)
  for (const [index, { letter }] of documents.entries())
    expect([...shown[index]!].sort()).toEqual([...letter!.persons].sort())
})
