/** The manual and the program hold together: screens, problems, buttons, links, pictures. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { inlineText, type OrderedPage } from '../../electron/core/manual/read-page.ts'
import { searchManual } from '../../electron/core/manual/search.ts'
import { manualPages } from '../../electron/core/manual/shelf.ts'
import type { ManualInline } from '../../shared/api/manual.ts'
import { problemSentences } from '../../shared/wording/problem-sentences.ts'
import { projectDir } from '../support/core.ts'

const resources = path.join(projectDir, 'resources')
const read = (name: string): string => readFileSync(path.join(projectDir, name), 'utf8')
const pages = await manualPages(resources)
const sourceOf = (pageId: string): string =>
  read(pageId === 'changelog' ? 'resources/manual/changelog.md' : `resources/manual/pages/${pageId}.md`)

/** The windows that come before there is an address. */
const windows = ['unlock', 'welcome', 'start-failed']
const screens = [
  ...new Set([...read('renderer/app/route.ts').matchAll(/\| \{ screen: '([a-z-]+)'/g)].map((m) => m[1] ?? '')),
]

/** All that stands in the words of the program. */
function programText(): string {
  const files = ['renderer', 'shared', 'electron/main'].flatMap((folder) =>
    readdirSync(path.join(projectDir, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => read(path.join(folder, name))),
  )
  // What a comment names is no button.
  return files.join('\n').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
}

function inlinesOf(page: OrderedPage): ManualInline[] {
  return page.blocks.flatMap((block): ManualInline[] => {
    switch (block.kind) {
      case 'paragraph':
      case 'note':
        return block.inlines
      case 'list':
        return block.items.flat()
      case 'table':
        return block.rows.flat(2)
      default:
        return []
    }
  })
}

test('every screen has exactly one page, and no page explains a screen that does not exist', () => {
  const explained = pages.flatMap((page) => page.screens)
  expect([...explained].sort()).toEqual([...screens, ...windows].sort())
})

test('every problem has exactly one section with why, what is safe and what to do', () => {
  const explained = pages.flatMap((page) => page.problems)
  expect([...explained].sort()).toEqual(Object.keys(problemSentences).sort())
  for (const page of pages)
    for (const code of page.problems) {
      const from = page.blocks.findIndex((block) => block.kind === 'heading' && block.section === code)
      const after = page.blocks.slice(from + 1)
      const end = after.findIndex((block) => block.kind === 'heading')
      const words = (end < 0 ? after : after.slice(0, end)).map((block) =>
        'inlines' in block ? inlineText(block.inlines) : '',
      )
      for (const part of ['原因：', '数据：', '怎么办：'])
        expect(
          words.some((line) => line.startsWith(part)),
          `${code} ${part}`,
        ).toBe(true)
      expect(words, code).toContain(`编号：${code}`)
    }
})

test('every button that a page names stands in the program', () => {
  const program = programText()
  const lost = pages.flatMap((page) =>
    inlinesOf(page).flatMap((part) =>
      part.kind === 'button' && !program.includes(part.text) ? [`${page.pageId}: ${part.text}`] : [],
    ),
  )
  expect(lost).toEqual([])
})

test('every link leads to a page, a section or a screen that can be opened', () => {
  const doors = read('renderer/app/help/manual-doors.ts')
  const lost = pages.flatMap((page) =>
    inlinesOf(page).flatMap((part): string[] => {
      if (part.kind === 'screen')
        return new RegExp(`^  '?${part.screen}'?: \\{ title`, 'm').test(doors) ? [] : [`${page.pageId}: ${part.screen}`]
      if (part.kind !== 'link') return []
      const target = pages.find((one) => one.pageId === part.pageId)
      const there = target?.blocks.some((block) => block.kind === 'heading' && block.section === part.section)
      return target && (part.section === null || there) ? [] : [`${page.pageId}: ${part.pageId}#${part.section}`]
    }),
  )
  expect(lost).toEqual([])
})

test('every screen that a page can open is one', () => {
  const doors = [...read('renderer/app/help/manual-doors.ts').matchAll(/^ {2}'?([a-z-]+)'?: \{ title/gm)].map(
    (m) => m[1],
  )
  expect(doors.filter((name) => !screens.includes(name ?? ''))).toEqual([])
})

describe('pictures', () => {
  const folder = path.join(resources, 'manual', 'pictures')
  const named = [
    ...new Set(
      pages.flatMap(({ pageId }) => [...sourceOf(pageId).matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map((m) => m[1] ?? '')),
    ),
  ]

  test('those that pages name are there, and no others', () => {
    expect(readdirSync(folder).sort()).toEqual([...named].sort())
  })

  test('each is small and of one size, and all together are', () => {
    const sizes = named.map((name) => statSync(path.join(folder, name)).size)
    for (const name of named) {
      const bytes = readFileSync(path.join(folder, name))
      expect([name, bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([name, 1366, 768])
      expect(bytes.length, name).toBeLessThanOrEqual(120_000)
    }
    expect(sizes.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(2_000_000)
  })

  test('every picture of the README is there', () => {
    for (const [, file = ''] of read('README.md').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g))
      expect(existsSync(path.join(projectDir, file)), file).toBe(true)
  })
})

describe('search', () => {
  test('finds every page by its title, first', () => {
    for (const page of pages) expect(searchManual(pages, page.title)[0]?.pageId, page.title).toBe(page.pageId)
  })

  test('finds every problem by the code that stands on the screen, first', () => {
    for (const page of pages)
      for (const code of page.problems) {
        const [first] = searchManual(pages, code)
        expect([first?.pageId, first?.section]).toEqual([page.pageId, code])
      }
  })

  test('a question in a clerk’s words, with one that stands nowhere as it was typed', () => {
    const pagesFor = (text: string) => searchManual(pages, text).map(({ pageId }) => pageId)
    expect(pagesFor('忘记口令')[0]).toBe('forgotten-passphrase')
    expect(pagesFor('换电脑')[0]).toBe('new-computer')
    expect(pagesFor('U 盘 拔掉')).toContain('problems-store')
    expect(pagesFor('口令忘记了怎么办').slice(0, 3)).toContain('forgotten-passphrase')
    expect(pagesFor('ｆ１')).toContain('keyboard')
    expect(pagesFor('这几个字哪里也不会有吧〇')).toEqual([])
    expect(pagesFor('  ')).toEqual([])
  })

  test('shows the words around what was found', () => {
    const [hit] = searchManual(pages, '纸电不符')
    expect(hit?.excerpt).toContain('纸电不符')
    expect(hit?.excerpt.length).toBeLessThan(80)
  })
})

test('no page is longer than a person reads at the desk', () => {
  for (const page of pages.filter(({ problems }) => problems.length === 0))
    expect(sourceOf(page.pageId).length, page.pageId).toBeLessThan(2000)
})
