/**
 * The pictures of the manual: every one that a page names is taken from the running program, in the example office, on a
 * clock that stands still. The suite only shows that each can be taken; `npm run manual` puts them into the manual.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { inRoot } from '../../build/paths.mjs'
import { type Desk, launchDesk } from './support/launch.ts'
import { shot } from './support/road.ts'

const taken = inRoot('out/manual/taken')
const size = { width: 1366, height: 768 }
const stillClock = '2026-05-20T10:00:00+08:00'

function namedByPages(): string[] {
  const folder = inRoot('resources/manual/pages')
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
  return [
    ...new Set(texts.flatMap((text) => [...text.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, name = '']) => name))),
  ]
}

type Picture = {
  /** Address behind the hash. */
  at: string
  /** Words, or a selector, of what has to stand there before it is taken. */
  shows: string
  /** What to press first. */
  press?: (page: Page) => Promise<void>
}

const opened = (text: string) => async (page: Page) => {
  await page.getByRole('main').getByText(text).first().dblclick()
}

const pictures: Readonly<Record<string, Picture>> = {
  desk: { at: '/desk', shows: '份待审核' },
  notices: { at: '/notices', shows: '要交的材料' },
  'own-notice': { at: '/own-notice', shows: '从收到的文件开始' },
  activities: { at: '/activities/list', shows: '大棚蔬菜现场课' },
  activity: { at: '/activities/list', shows: '用在哪里', press: opened('大棚蔬菜现场课') },
  'collect-tables': { at: '/collect-tables', shows: '表还没有发下去' },
  year: { at: '/year/2026', shows: '.paper-page' },
  records: { at: '/records', shows: '农技专家田间行' },
  record: { at: '/records', shows: '.paper-page', press: opened('农技专家田间行') },
  submit: { at: '/submit', shows: '农技专家田间行' },
  inbox: { at: '/inbox', shows: '社区科学实验夜' },
  intake: { at: '/intake', shows: '各单位报来的文件从这里收' },
  queue: { at: '/queue/', shows: '示例镇' },
  subordinates: { at: '/subordinates', shows: '示例镇科学技术协会' },
  settings: { at: '/settings', shows: '本单位指纹码' },
  manual: { at: '/manual/first-day', shows: '先练手' },
}

/** F1 beside a screen and over a dialog, why something failed, a page on paper. */
async function helps({ page, setDialogs, folder }: Desk): Promise<void> {
  const drawer = page.getByRole('dialog').filter({ has: page.locator('.manual-text') })
  await page.evaluate(() => {
    window.location.hash = '/settings'
  })
  await page.getByRole('button', { name: '先看内容' }).click()
  await page.getByRole('region', { name: '情况说明的内容' }).waitFor()
  await page.keyboard.press('F1')
  await drawer.getByText('本单位的电脑').waitFor()
  // The dialog below gives the keyboard up.
  await drawer.getByRole('button', { name: '换电脑', exact: true }).focus()
  await page.keyboard.press('Enter')
  await drawer.getByRole('heading', { name: '有钥匙备份' }).waitFor()
  await drawer.getByRole('button', { name: '后退' }).click()
  await drawer.getByText('本单位的电脑').waitFor()
  await page.keyboard.press('F1')
  await drawer.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '先不存' }).click()

  await page.evaluate(() => {
    window.location.hash = '/manual/desk'
  })
  const save = async (to: string) => {
    setDialogs([to])
    await page.getByRole('button', { name: '打印和保存' }).click()
    await page.getByRole('menuitem', { name: '这一页存为 PDF' }).click()
  }
  const pdf = join(folder, '工作台.pdf')
  await save(pdf)
  await page.getByText('手册已存成 PDF。').waitFor()
  expect(readFileSync(pdf).length).toBeGreaterThan(10_000)
  await save(join(folder, 'no-such-folder', '工作台.pdf'))
  await page.getByRole('button', { name: '了解原因' }).click()
  await expect(drawer.getByRole('heading', { name: '写不了文件' })).toBeFocused()
  await drawer.getByRole('button', { name: '在手册里看' }).click()
  await page.getByRole('heading', { level: 1, name: '数据文件、磁盘和备份' }).waitFor()

  await page.getByLabel('在手册里查找').fill('忘记口令')
  await page.getByLabel('在手册里查找').press('Enter')
  await page.getByRole('heading', { level: 1, name: '忘记口令' }).waitFor()
  await page.getByLabel('在手册里查找').fill('量子纠缠')
  await page.getByText('没有找到“量子纠缠”。').waitFor()
}

test('every picture that a page of the manual names can be taken', async () => {
  // Seventeen screens and a PDF on a machine that does other things, too.
  test.setTimeout(180_000)
  rmSync(taken, { recursive: true, force: true })
  mkdirSync(taken, { recursive: true })
  const desk = await launchDesk({ env: { KEXIE_TEST_NOW: stillClock } })
  const { page } = desk
  try {
    await desk.app.evaluate(
      ({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height),
      size,
    )
    const take = async (name: string) => {
      // No row under the mouse.
      await page.mouse.move(size.width - 1, size.height - 1)
      await page.evaluate(() => document.fonts.ready)
      await shot(page, join(taken, `${name}.png`))
    }
    await page.getByLabel('单位名称').waitFor()
    await take('welcome')
    await page.getByRole('button', { name: '打开示例单位' }).click()
    await page.getByText('份待审核').waitFor()
    for (const [name, { at, shows, press }] of Object.entries(pictures)) {
      await page.evaluate((hash) => {
        window.location.hash = hash
      }, at)
      await press?.(page)
      const main = page.getByRole('main')
      await (shows.startsWith('.') ? main.locator(shows) : main.getByText(shows))
        .filter({ visible: true })
        .first()
        .waitFor()
      // Faces and pictures of the page, too.
      await page.waitForFunction(() => [...document.images].every((image) => image.complete))
      await take(name)
    }
    await helps(desk)
    expect(desk.errors).toEqual([])
  } finally {
    await desk.close()
  }
  expect(readdirSync(taken).sort()).toEqual(namedByPages().sort())
  for (const name of readdirSync(taken)) {
    const bytes = readFileSync(join(taken, name))
    expect([name, bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([name, size.width, size.height])
  }
})
