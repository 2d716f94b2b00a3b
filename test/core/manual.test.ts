/** The manual as pages ask for it: read, looked for, printed. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { newFolder, openTestCore } from '../support/core.ts'
import { paperStub } from '../support/paper-stub.ts'

test('a store without an office shows, finds and prints the manual', async () => {
  const core = await openTestCore({ ask: paperStub })
  const entries = await core.call('manual.entries', {})
  expect(entries[0]?.pageId).toBe('first-day')
  const page = await core.call('manual.page', { pageId: 'record' })
  expect(page.screens).toEqual(['record'])
  expect(page.blocks.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['heading', 'paragraph', 'list', 'picture']),
  )
  expect((await core.call('manual.search', { text: '纸电不符' })).length).toBeGreaterThan(2)
  expect((await core.problem('manual.page', { pageId: 'no-such-page' })).code).toBe('manual.unknown')
  expect((await core.problem('manual.printDocument', { pageId: 'no-such-page' })).code).toBe('manual.unknown')
  expect((await core.problem('manual.page', { pageId: '../package-format' })).code).toBe('input.invalid')
})

test('the whole manual has a table of contents, every page and every picture once', async () => {
  const core = await openTestCore({ ask: paperStub })
  const entries = await core.call('manual.entries', {})
  const document = await core.call('manual.printDocument', { pageId: null })
  const lines = document.blocks.flatMap((block) =>
    block.kind === 'paragraph' ? [block.runs.map(({ text }) => text).join('')] : [],
  )
  for (const { title } of entries) expect(lines.filter((line) => line.endsWith(`　${title}`)).length, title).toBe(2)
  const pictures = document.blocks.flatMap((block) => (block.kind === 'pictures' ? block.pictures : []))
  expect(new Set(pictures.map(({ digest }) => digest)).size).toBeGreaterThan(10)
  for (const { digest } of pictures) expect(digest).toMatch(/^manual:[a-z0-9-]+\.png$/)
  const out = path.join(newFolder(), '手册.pdf')
  const saved = await core.call('manual.savePdf', { pageId: 'desk', out })
  const bytes = readFileSync(out)
  expect(saved.bytes).toBe(bytes.length)
  expect(bytes.toString('utf8')).toContain('使用手册：工作台')
})
