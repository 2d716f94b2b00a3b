/** From a notice that no pack knows to tasks with dates: by PDF and by docx, with the keyboard, counted and timed. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { inRoot } from '../../build/paths.mjs'
import { type Desk, launchDesk } from './support/launch.ts'
import { startOffice } from './support/road.ts'

const maxActions = 25
const received = (name: string) => inRoot(`test/fixtures/received/${name}`)

let desk: Desk
test.beforeEach(async () => {
  desk = await launchDesk({ env: { KEXIE_TEST_NOW: '2027-08-05T01:00:00.000Z' } })
  await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1366, 768))
})
test.afterEach(async () => {
  expect(desk.errors).toEqual([])
  await desk.close()
})

/** Counts what a person does: a click or a key is one. */
class Counted {
  actions = 0
  readonly began = Date.now()
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }
  async click(name: string | RegExp): Promise<void> {
    this.actions++
    await this.page.getByRole('button', { name }).first().click()
  }
  async press(key: string): Promise<void> {
    this.actions++
    await this.page.keyboard.press(key)
  }
  report(what: string): void {
    const seconds = ((Date.now() - this.began) / 1000).toFixed(1)
    console.log(`own notice from ${what}: ${this.actions} actions, ${seconds} s`)
  }
}

/** Answers every open question with its first answer, going on by itself. */
async function answerAll(counted: Counted): Promise<void> {
  const asking = counted.page.getByText('要您定', { exact: true })
  while ((await asking.count()) > 0) {
    expect(counted.actions).toBeLessThan(maxActions)
    const before = await asking.count()
    await counted.press('1')
    await expect.poll(() => asking.count()).toBeLessThan(before)
  }
}

async function makeNotice(counted: Counted): Promise<void> {
  await counted.click(/^全部采用没有疑问的/)
  await answerAll(counted)
  await counted.click('生效')
  await counted.page.getByRole('heading', { level: 1, name: /已生效/ }).waitFor()
}

/** The timeline, the file for another calendar, and one reminder, told once. */
async function datesForOthers({ app, page, folder, setDialogs }: Desk): Promise<void> {
  const band = page.getByRole('region', { name: '今后五周' })
  await expect(band).toContainText('2027年的放假安排尚未发布，只按周末计算。')
  await expect(band.getByRole('button', { name: /^8月20日 星期五\s[\s\S]*（通知的期限）$/ })).toBeVisible()
  const ics = join(folder, '期限.ics')
  setDialogs([ics])
  await page.getByRole('button', { name: '导出到日历' }).click()
  await expect(page.getByText(/^已导出 \d+ 个日期/)).toBeVisible()
  expect(readFileSync(ics, 'utf8')).toContain('DTSTART;TZID=Asia/Shanghai:20270820T')

  // The notification itself is the system's; what it is given is looked at here.
  const told = () =>
    app.evaluate(
      async () => (await Reflect.get(globalThis, 'kexieCheckReminders')()) as { title: string; body: string }[],
    )
  expect(await told()).toEqual([])
  await page.getByTitle('：看通知').first().click()
  await page
    .getByRole('button', { name: /^自定日期：/ })
    .first()
    .click()
  await page.getByLabel('我单位要求完成的日期和时间').fill('2027-08-09 17:00')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '保存日期' }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  expect(await told()).toEqual([
    expect.objectContaining({
      title: expect.stringMatching(/^还有 2 个工作日：/),
      body: expect.stringMatching(/^我单位定的日期：8月9日17时 · /),
    }),
  ])
  expect(await told()).toEqual([])
  await page.getByRole('navigation', { name: '栏目' }).getByRole('button', { name: '工作台' }).click()
  await page.getByRole('heading', { level: 1, name: '工作台' }).waitFor()
}

test('a PDF becomes tasks with dates, and the way is short', async () => {
  const { page } = desk
  await startOffice(desk, '示例县科学技术协会', '县（市、区）')
  desk.setDialogs([received('notice.pdf')])
  const counted = new Counted(page)
  await counted.click(/通知与任务/)
  await counted.click('自建通知')
  await counted.click('选择收到的通知')
  await page.getByRole('region', { name: '认出来的内容' }).waitFor()
  await makeNotice(counted)
  await counted.press('Enter')
  await page.getByRole('heading', { level: 1, name: '工作台' }).waitFor()
  counted.report('PDF')
  expect(counted.actions).toBeLessThanOrEqual(maxActions)

  const due = page.getByRole('region', { name: '接下来要交的' })
  for (const duty of ['工作方案', '活动简介', '照片', '总结']) await expect(due.getByText(duty).first()).toBeVisible()
  await expect(due).toContainText('8月20日')
  await expect(due).toContainText('9月15日')
  await expect(due).toContainText('10月15日')

  await datesForOthers(desk)

  // A form of the library is behind it, under the duty's own name.
  await due
    .getByRole('button', { name: /^填写：.*总结/ })
    .first()
    .click()
  await page.getByRole('textbox', { name: '总结标题' }).fill('科普进乡村活动总结')
  await expect(page.getByRole('banner').getByRole('status')).toContainText('已保存')
})

test('the same by docx from the third door of the first start', async () => {
  const { page } = desk
  desk.setDialogs([received('notice.docx')])
  const counted = new Counted(page)
  await page.getByLabel('单位名称').fill('示例县科学技术协会')
  counted.actions++
  await counted.click('从收到的通知开始')
  await expect(page.getByRole('button', { name: '选择收到的通知' })).toBeFocused()
  await counted.press('Enter')
  await page.getByRole('region', { name: '认出来的内容' }).waitFor()
  await makeNotice(counted)
  await counted.press('Enter')
  await page.getByRole('heading', { level: 1, name: '工作台' }).waitFor()
  counted.report('docx')
  expect(counted.actions).toBeLessThanOrEqual(maxActions)
  const due = page.getByRole('region', { name: '接下来要交的' })
  await expect(due).toContainText('11月5日')
  await expect(due).toContainText('12月10日')
})

test('by keyboard: change one, drop one, and the draft is there after a reload', async () => {
  const { page } = desk
  await startOffice(desk, '示例县科学技术协会', '县（市、区）')
  desk.setDialogs([received('notice.pdf')])
  await page.getByRole('navigation', { name: '栏目' }).getByRole('button', { name: '通知与任务' }).click()
  await page.getByRole('button', { name: '自建通知' }).click()
  await expect(page.getByRole('button', { name: '选择收到的通知' })).toBeFocused()
  await page.keyboard.press('Enter')
  const list = page.getByRole('region', { name: '认出来的内容' })
  await list.waitFor()
  const current = list.locator('[aria-current="true"]')
  await expect(current).toBeFocused()
  const first = await current.innerText()
  // The place in the text follows the list.
  await expect(page.locator('mark[data-active="true"]').first()).toBeVisible()
  await page.keyboard.press('Delete')
  await expect(list.getByText('不用', { exact: true }).first()).toBeVisible()
  await expect(current).not.toHaveText(first)
  await page.keyboard.press('e')
  const box = page.getByRole('textbox', { name: /^改写/ })
  await box.fill('改过的内容')
  await box.press('Enter')
  await expect(list.getByText('已改', { exact: true })).toBeVisible()
  await expect(page.getByRole('banner').getByRole('status')).toContainText('已保存')
  await page.reload()
  await expect(list.getByText('已改', { exact: true })).toBeVisible()
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow).toBe(0)
})

test('a copied notice shows its stale words and waits until they are looked at', async () => {
  const { page } = desk
  await startOffice(desk, '示例县科学技术协会', '县（市、区）')
  await page.getByRole('navigation', { name: '栏目' }).getByRole('button', { name: '通知与任务' }).click()
  await page.getByRole('button', { name: '自建通知' }).click()
  await page.getByRole('combobox', { name: '旧通知' }).click()
  await page.locator('.ant-select-item-option').first().click()
  await page.getByRole('button', { name: '照着建' }).click()
  await expect(page.getByText(/旧通知的/).first()).toBeVisible()
  await page.getByRole('button', { name: '生效' }).click()
  await expect(page.getByText(/处旧通知的内容/)).toBeVisible()
  for (const box of await page.getByRole('textbox', { name: '通知原话' }).all()) await box.fill('及时报送')
  const confirm = page.getByRole('button', { name: /^核对过了/ })
  while ((await confirm.count()) > 0) await confirm.first().click()
  await page.getByRole('button', { name: '生效' }).click()
  await page.getByRole('heading', { level: 1, name: /已生效/ }).waitFor()
})

test('a file that cannot be read says so, and the desk goes on', async () => {
  const { page } = desk
  await startOffice(desk, '示例县科学技术协会', '县（市、区）')
  desk.setDialogs([received('old-word.doc'), received('notice.docx')])
  await page.getByRole('navigation', { name: '栏目' }).getByRole('button', { name: '通知与任务' }).click()
  await page.getByRole('button', { name: '自建通知' }).click()
  await page.getByRole('button', { name: '选择收到的通知' }).click()
  await expect(page.getByText(/另存为/)).toBeVisible()
  await page.getByRole('button', { name: '换一个文件' }).click()
  await page.getByRole('region', { name: '认出来的内容' }).waitFor()
})
