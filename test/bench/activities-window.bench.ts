/**
 * The list of activities while somebody scrolls through 10,000 of them (issue 6, acceptance): the longest frame against
 * that of a bare hand-written list of as many plain lines in the same window, scrolled the same way. And how soon a character that is
 * typed into the search stands there with its rows, against a bare call of the core.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type Desk, launchDesk } from '../e2e/support/launch.ts'
import { syntheticActivities } from '../support/activities.ts'
import { countyNotice, foundOffice, Desk as Store } from '../support/desks.ts'
import { alternate, median, report } from './measure.ts'

const rounds = 5
const count = 10_000
const dir = mkdtempSync(join(tmpdir(), 'kexie-bench-activities-'))
const dataDir = join(dir, 'store')

/** Doubles a few hundred until there are enough. */
async function fill(): Promise<void> {
  const store = await Store.open(dataDir)
  await foundOffice(store, 'county', null)
  for (const values of syntheticActivities(320, { noticeId: countyNotice }))
    await store.call('activities.create', { values })
  for (let held = 320; held < count; held *= 2) await store.call('activities.duplicate', { selection: { filter: {} } })
  await store.close()
}

/**
 * Milliseconds of the longest and the middle frame: two seconds of an even pull at the wheel, then jumps as a dragged
 * scroll bar makes them.
 */
const scrollThrough = (page: Page, place: string): Promise<{ longest: number; middle: number; drawn: number }> =>
  page.evaluate(async (selector) => {
    const list = document.querySelector(selector)
    if (!list) throw new Error(selector)
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
    list.scrollTop = 0
    for (let at = 0; at < 30; at++) await frame()
    const times: number[] = []
    let before = await frame()
    let drawn = 0
    for (let at = 0; at < 180; at++) {
      list.scrollTop += at < 120 ? 160 : list.scrollHeight / 70
      const now = await frame()
      times.push(now - before)
      before = now
      drawn = Math.max(drawn, list.querySelectorAll('[role="option"]').length)
    }
    times.sort((a, b) => a - b)
    return { longest: times.at(-1) ?? 0, middle: times[Math.floor(times.length / 2)] ?? 0, drawn }
  }, place)

/** As many plain lines, written by hand: forty elements that are moved to where the window looks. */
async function bareList(page: Page, lines: number): Promise<void> {
  await page.evaluate((total) => {
    const root = document.getElementById('root')
    if (root) root.style.display = 'none'
    const list = document.createElement('div')
    list.id = 'bare'
    list.style.cssText = 'height: 560px; overflow: auto'
    const inside = document.createElement('div')
    inside.style.cssText = `position: relative; height: ${total * 40}px`
    const drawn = Array.from({ length: 40 }, () => document.createElement('div'))
    inside.append(...drawn)
    list.append(inside)
    const place = () => {
      const first = Math.max(0, Math.floor(list.scrollTop / 40) - 12)
      for (const [at, line] of drawn.entries()) {
        line.style.cssText = `position: absolute; height: 40px; transform: translateY(${(first + at) * 40}px)`
        line.textContent = `第${first + at + 1}项 科普活动 2022年5月28日 示例镇人民政府`
      }
    }
    list.addEventListener('scroll', place)
    place()
    document.body.append(list)
  }, lines)
}

const leaveBareList = (page: Page): Promise<void> =>
  page.evaluate(() => {
    document.getElementById('bare')?.remove()
    const root = document.getElementById('root')
    if (root) root.style.display = ''
  })

async function openList({ page }: Desk): Promise<number> {
  await page.evaluate(() => {
    location.hash = '#/activities/list'
  })
  const list = page.getByRole('listbox', { name: /^活动，共/ })
  await list.waitFor()
  return Number(/\d+/.exec((await list.getAttribute('aria-label')) ?? '')?.[0] ?? 0)
}

/** Milliseconds from a character in the search to its sums. */
async function search({ page }: Desk, words: string): Promise<number> {
  const before = await page.locator('.activity-sums').textContent()
  const from = performance.now()
  await page.getByLabel('找活动').fill(words)
  await page.waitForFunction((old) => document.querySelector('.activity-sums')?.textContent !== old, before, {
    polling: 'raf',
  })
  return performance.now() - from
}

try {
  await fill()
  const desk = await launchDesk({ dataDir })
  const { page } = desk
  await page.getByRole('navigation', { name: '栏目' }).waitFor()
  const total = await openList(desk)
  const middles: number[] = []
  let drawn = 0
  const figures = await alternate(
    rounds,
    async () => {
      const ours = await scrollThrough(page, '.activity-rows')
      middles.push(ours.middle)
      drawn = Math.max(drawn, ours.drawn)
      return ours.longest
    },
    async () => {
      await bareList(page, total)
      const { longest } = await scrollThrough(page, '#bare')
      await leaveBareList(page)
      return longest
    },
  )
  report({ name: `longest frame while scrolling ${total} activities`, ...figures, aim: 3, unit: 'ms' })
  process.stdout.write(`  middle frame ${median(middles).toFixed(1)} ms; at most ${drawn} rows drawn\n`)
  const searches: number[] = []
  for (const words of ['科', '科普', '镇', '东湖', '无人机 进校园']) searches.push(await search(desk, words))
  process.stdout.write(
    `  search among ${total}: ${searches.map((ms) => ms.toFixed(0)).join(' ')} ms with the driver's own way\n`,
  )
  await desk.close()
} finally {
  rmSync(dir, { recursive: true, force: true })
}
