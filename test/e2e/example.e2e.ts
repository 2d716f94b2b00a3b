/** Somebody who has never heard of the program: first start, the example office, a look around, and out of it again. */
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { inRoot } from '../../build/paths.mjs'
import { exampleFolder } from '../../shared/domain/example.ts'
import { type Desk, launchDesk } from './support/launch.ts'
import { go, shot, startOffice } from './support/road.ts'

const screens = inRoot('out/test/example')
const ribbon = '示例单位 · 随便试，不会报出去'

let desk: Desk
test.beforeEach(async () => {
  desk = await launchDesk()
  await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1366, 720))
})
test.afterEach(async () => {
  expect(desk.errors).toEqual([])
  await desk.close()
})

async function openExample(page: Page): Promise<number> {
  const started = performance.now()
  await page.getByRole('button', { name: '打开示例单位' }).click()
  await page.getByRole('status').first().waitFor()
  await page.getByText(ribbon).waitFor()
  await page.getByRole('heading', { level: 1, name: '工作台' }).waitFor()
  return performance.now() - started
}

const windowTitle = ({ app }: Desk) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.getTitle()))

test('first start, example office, around it, thrown away, own office', async () => {
  const { page } = desk
  mkdirSync(screens, { recursive: true })
  await page.getByLabel('单位名称').waitFor()
  await shot(page, join(screens, 'welcome.png'))
  const took = await openExample(page)
  expect(existsSync(exampleFolder(desk.dataDir))).toBe(true)
  expect(await windowTitle(desk)).toContainEqual(expect.stringContaining('示例单位'))

  await page.getByRole('button', { name: /：特色活动申报表$/ }).waitFor()
  // Made-up duties are nobody's worry.
  expect(await desk.app.evaluate(async () => Reflect.get(globalThis, 'kexieCheckReminders')())).toEqual([])
  await page.evaluate(() => document.fonts.ready)
  await shot(page, join(screens, 'desk.png'))
  await expect(page.getByRole('main')).toContainText('上级退回：活动时间与方案里的安排不一致')
  for (const state of ['未开始', '填写中', '待盖章', '待报送', '已写出', '已收', '已采用', '退回'])
    await expect(page.getByRole('main').getByText(state, { exact: true }).first()).toBeVisible()
  // Samples of past years are never due, whatever day it is.
  const samples = page.getByRole('region', { name: '历史样例' })
  await expect(samples).not.toContainText(/过期|还有 \d|今天|明天/)

  await page.getByRole('button', { name: /：特色活动申报表$/ }).click()
  await page.getByLabel('活动名称').waitFor()
  await expect(page.getByRole('main')).toContainText('请在活动内容里补充安全措施和应急联系人')
  await expect(page.locator('.paper-example').first()).toHaveText('示例')
  await page.getByText(ribbon).waitFor()
  await shot(page, join(screens, 'returned.png'))

  for (const [entry, name] of [
    ['通知与任务', 'notices'],
    ['填报记录', 'records'],
    ['报送', 'submit'],
    ['收件', 'inbox'],
    ['设置', 'settings'],
  ] as const) {
    await go(desk, entry)
    await page.getByText(ribbon).waitFor()
    await shot(page, join(screens, `${name}.png`))
  }
  await go(desk, '收件')
  await expect(page.getByRole('main')).toContainText('示例镇科学技术协会')

  await page.getByRole('button', { name: '丢掉示例' }).click()
  await page.getByRole('heading', { name: '先告诉我您在哪个单位' }).waitFor()
  await expect(page.getByText(ribbon)).toHaveCount(0)
  // Only our own store and the program's own files are left.
  const rest = readdirSync(dirname(desk.dataDir)).filter((name) => name.startsWith('store'))
  expect(rest).toEqual(['store'])
  expect(await windowTitle(desk)).not.toContainEqual(expect.stringContaining('示例'))
  await startOffice(desk, '海陵县科学技术协会', '县（市、区）')
  test.info().annotations.push({ type: 'example opened', description: `${(took / 1000).toFixed(1)} s` })
})

test('left and come back to, from the wizard and from 设置, and what was written there is still there', async () => {
  const { page } = desk
  await page.getByLabel('单位名称').waitFor()
  await openExample(page)
  await page.getByRole('button', { name: /：工作总结$/ }).click()
  await page.getByRole('textbox', { name: '标题' }).fill('试着写一句')
  await page.getByRole('button', { name: '离开示例' }).click()
  await page.getByRole('heading', { name: '先告诉我您在哪个单位' }).waitFor()
  await startOffice(desk, '海陵县科学技术协会', '县（市、区）')
  await expect(page.getByRole('main')).not.toContainText('示例·科学周')
  await go(desk, '设置')
  await page.getByRole('button', { name: '回到示例单位' }).click()
  await page.getByText(ribbon).waitFor()
  await page.getByText('试着写一句').first().waitFor()
  await page.getByRole('button', { name: '丢掉示例' }).click()
  await page.getByText('海陵县科学技术协会').first().waitFor()
  await expect(page.getByText(ribbon)).toHaveCount(0)
  expect(existsSync(exampleFolder(desk.dataDir))).toBe(false)
})

test('a damaged example is no dead end: our own store comes back, and a fresh one can be made', async () => {
  const { page } = desk
  await page.getByLabel('单位名称').waitFor()
  await openExample(page)
  await page.getByRole('button', { name: '离开示例' }).click()
  await page.getByRole('button', { name: '回到示例单位' }).waitFor()
  writeFileSync(join(exampleFolder(desk.dataDir), 'kexie.sqlite'), 'not a database at all'.repeat(1000))
  await page.getByRole('button', { name: '回到示例单位' }).click()
  await page.getByRole('button', { name: '打开示例单位' }).waitFor()
  await openExample(page)
})

test('paper of the example says so on every page of the PDF', async () => {
  const { page } = desk
  await page.getByLabel('单位名称').waitFor()
  await openExample(page)
  const file = join(desk.folder, '方案.pdf')
  await page.getByRole('button', { name: /：活动安排方案$/ }).click()
  await page.getByLabel('方案标题').waitFor()
  desk.setDialogs([file])
  await page.getByRole('button', { name: '保存为 PDF' }).click()
  await page.getByText('已保存 PDF').waitFor()
  expect(statSync(file).size).toBeGreaterThan(1000)
  const { pdfWords, pageSizes } = await import('../support/pdf.ts')
  const pages = (await pageSizes(file)).length
  const words = await pdfWords(file)
  for (let number = 1; number <= pages; number++) {
    const marks = words.filter(
      (word) => word.page === number && word.text.includes('示例') && word.bottom - word.top > 30,
    )
    expect(marks.length, `mark on page ${number}`).toBe(1)
    expect(words.some((word) => word.page === number && word.top > 277 && word.text.includes('示例'))).toBe(true)
  }
})
