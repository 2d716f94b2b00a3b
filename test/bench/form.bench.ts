/**
 * From a key to its picture on the screen (issue 4, acceptance): a form of 300 fields with a table of 500 rows against
 * a bare <input> in the same window and process. Alternating runs, p95 of each, median of the ratios.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { type Desk, launchDesk } from '../e2e/support/launch.ts'
import { makeLargeRecord } from './form-made.ts'
import { alternate, report } from './measure.ts'

const rounds = 5
const keys = 60
const dir = mkdtempSync(join(tmpdir(), 'kexie-bench-form-'))
const dataDir = join(dir, 'store')

/** Steps of a person who types: some quick, some slow, now and then a thought. Seeded, the same in every run. */
function* pauses(): Generator<number> {
  let seed = 20220512
  for (;;) {
    seed = (seed * 1103515245 + 12345) % 2147483648
    const share = seed / 2147483648
    yield share > 0.94 ? 700 + (share - 0.94) * 30_000 : 60 + share * 160
  }
}

/**
 * Milliseconds from the key's own time stamp until the page has drawn its letter: the frame after the input event, with
 * style, layout, paint and commit; a task of the highest priority follows it at once.
 */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const times: number[] = []
    Object.assign(window, { keyTimes: times })
    const { scheduler } = window as unknown as {
      scheduler: { postTask: (work: () => void, options: { priority: 'user-blocking' }) => void }
    }
    let key = 0
    addEventListener(
      'keydown',
      (event) => {
        key = event.timeStamp
      },
      true,
    )
    addEventListener(
      'input',
      () => {
        const from = key
        requestAnimationFrame(() =>
          scheduler.postTask(() => times.push(performance.now() - from), { priority: 'user-blocking' }),
        )
      },
      true,
    )
  })
}

const take = (page: Page): Promise<number[]> =>
  page.evaluate(() => {
    const { keyTimes } = window as unknown as { keyTimes: number[] }
    return keyTimes.splice(0)
  })

async function typeIn(page: Page, place: Locator, letters: string): Promise<number> {
  await place.click()
  await page.keyboard.press('End')
  await page.waitForTimeout(1500)
  await take(page)
  const pause = pauses()
  for (let at = 0; at < keys; at++) {
    await page.keyboard.press(letters.charAt(at % letters.length))
    await page.waitForTimeout(pause.next().value ?? 0)
  }
  const times = (await take(page)).sort((a, b) => a - b)
  return times[Math.ceil(times.length * 0.95) - 1] ?? Number.NaN
}

async function openRecord({ page }: Desk, recordId: string): Promise<void> {
  await page.evaluate((id) => {
    location.hash = `#/record/${id}`
  }, recordId)
  await page.getByRole('heading', { name: '大型统计表', level: 1 }).waitFor()
  await page.locator('.live-pages[data-ready="true"] .paper-page').first().waitFor()
}

/** A bare input over an otherwise empty window. */
async function bare({ page }: Desk): Promise<number> {
  await page.evaluate(() => {
    const root = document.getElementById('root')
    if (root) root.style.display = 'none'
    const input = document.createElement('input')
    input.id = 'bare'
    document.body.append(input)
  })
  const p95 = await typeIn(page, page.locator('#bare'), '1234567')
  await page.evaluate(() => {
    document.getElementById('bare')?.remove()
    const root = document.getElementById('root')
    if (root) root.style.display = ''
  })
  return p95
}

const recordId = await makeLargeRecord(dataDir, join(dir, 'resources'))
const desk = await launchDesk({ dataDir })
await desk.page.getByRole('navigation', { name: '栏目' }).waitFor()
await watch(desk.page)

async function ours(place: (page: Page) => Promise<Locator>, letters: string): Promise<number> {
  await openRecord(desk, recordId)
  const p95 = await typeIn(desk.page, await place(desk.page), letters)
  await desk.page.evaluate(() => {
    location.hash = '#/records'
  })
  await desk.page.getByRole('heading', { name: '填报记录', level: 1 }).waitFor()
  return p95
}

const field = async (page: Page) => page.getByLabel('第16组第5项', { exact: true })
const cell = async (page: Page) => {
  const frame = page.locator('.table-scroll')
  await frame.scrollIntoViewIfNeeded()
  await frame.evaluate((element) => {
    element.scrollTop = element.scrollHeight / 2
  })
  return page.getByLabel(/^第 25\d 行 地点$/).first()
}

const inCell: number[] = []
const figures = await alternate(
  rounds,
  async (round) => {
    const p95 = await ours(cell, 'abcdefg')
    if (round > 0) inCell.push(p95)
    return ours(field, 'abcdefg')
  },
  () => bare(desk),
)
const told = 'key to paint against a bare input, p95'
report({ name: `${told}: a field among 300`, ...figures, aim: 2, unit: 'ms' })
report({ name: `${told}: a cell among 500 rows`, ours: inCell, reference: figures.reference, aim: 2, unit: 'ms' })
await desk.close()
rmSync(dir, { recursive: true, force: true })
