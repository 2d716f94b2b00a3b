/** A city makes its own notice for the counties from the province's of 2022: forms changed, dates confirmed, published. */
import { expect, test } from '@playwright/test'
import { type Desk, launchDesk } from './support/launch.ts'
import { startOffice } from './support/road.ts'

let desk: Desk
test.beforeEach(async () => {
  desk = await launchDesk({ env: { KEXIE_TEST_NOW: '2027-03-05T01:00:00.000Z' } })
  await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 720))
})
test.afterEach(async () => {
  expect(desk.errors).toEqual([])
  await desk.close()
})

/** By keyboard as far as it goes: the cursor is where the next key is meant to go. */
async function changeForm({ page }: Desk): Promise<void> {
  await page
    .getByRole('button', { name: /^改表格：特色亮点活动筹备方案/ })
    .first()
    .click()
  const paper = page.getByRole('region', { name: '纸样' })
  await expect(paper).toContainText('主办单位名称')
  await page
    .getByRole('textbox', { name: '表的标题（一行一行印）' })
    .fill('2027年“全国科技工作者日”特色亮点活动\n筹备方案')
  await page.getByRole('button', { name: '加一栏' }).press('Enter')
  const added = page.getByRole('textbox', { name: /^栏目名称：一行文字/ })
  await expect(added).toBeFocused()
  await added.fill('预计惠及人数')
  const box = page.getByRole('textbox', { name: '栏目名称：预计惠及人数' })
  await box.press('Alt+ArrowUp')
  await expect(box).toBeFocused()
  await page.getByRole('button', { name: '去掉：传真' }).click()
  await page.getByRole('textbox', { name: '栏目名称：承办单位名称' }).fill('协办单位名称')
  await page.getByRole('button', { name: '设置：工作方案' }).click()
  await page.getByRole('spinbutton', { name: '最多多少字：工作方案' }).fill('300')
  for (const words of ['2027年', '预计惠及人数', '协办单位名称']) await expect(paper).toContainText(words)
  await expect(paper).not.toContainText('承办单位名称')
  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement
    return [scrollWidth - clientWidth, scrollHeight - clientHeight]
  })
  expect(wide).toEqual([0, 0])
  await page.getByRole('button', { name: '回到通知' }).click()
  await expect(page.getByRole('button', { name: /^改表格：特色亮点活动筹备方案/ }).first()).toContainText('已改')
}

test('copied, turned to the counties, forms changed, in force and published', async () => {
  const { page } = desk
  await startOffice(desk, '示例市科学技术协会', '设区市')
  await page.getByRole('navigation', { name: '栏目' }).getByRole('button', { name: '通知与任务' }).click()
  await page.getByRole('button', { name: '自建通知' }).click()
  await page.getByRole('combobox', { name: '旧通知' }).click()
  await page.locator('.ant-select-item-option').filter({ hasText: '江苏2022' }).first().click()
  await page.getByRole('button', { name: '照着建' }).click()
  await page.getByText('发给下级单位', { exact: true }).click()
  await expect(page.getByRole('textbox', { name: '发给 1在通知里的写法' })).toHaveValue('各县（市、区）科协')
  await expect(page.getByRole('textbox', { name: '单位或部门' })).toHaveValue('示例市科学技术协会')
  await changeForm(desk)
  await page.getByRole('textbox', { name: '标题', exact: true }).fill('关于开展2027年“全国科技工作者日”活动的通知')
  await page.getByRole('textbox', { name: '简称（列表里用）' }).fill('2027科技工作者日')
  await page.getByRole('textbox', { name: '请留意' }).fill('先报县委宣传部审核。')
  const dates = page.getByRole('button', { name: /^用旧通知的日子/ })
  while ((await dates.count()) > 0) await dates.first().click()
  const confirm = page.getByRole('button', { name: /^核对过了/ })
  while ((await confirm.count()) > 0) await confirm.first().click()
  await page.getByRole('button', { name: '生效' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '已生效：2027科技工作者日' })).toBeVisible()
  await expect(page.getByRole('button', { name: '发布给下级单位' })).toBeFocused()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('2027-05-15 23:59')
  await dialog.getByRole('button', { name: '不发布了' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.reload()
  await expect(page.getByRole('heading', { level: 2, name: /^关于开展2027年/ })).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})
