/** The first minutes of a new clerk: from the first start to typing in the form, with nothing but the interface's own words. */
import { expect, type Page, test } from '@playwright/test'
import { type Desk, launchDesk } from './support/launch.ts'

const wordsAboutKeys = /密钥|钥匙|口令|恢复码|指纹码|签名|加密/

let desk: Desk
test.beforeEach(async () => {
  desk = await launchDesk()
  await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 720))
})
test.afterEach(async () => {
  expect(desk.errors).toEqual([])
  await desk.close()
})

const visibleText = (page: Page) => page.locator('body').innerText()

test('at most three inputs from the first start to typing in F2, and no word about keys', async () => {
  const { page } = desk
  let inputs = 0
  const input = async (act: Promise<void>) => {
    inputs++
    await act
  }
  await page.getByLabel('单位名称').waitFor()
  expect(await visibleText(page)).not.toMatch(wordsAboutKeys)
  await input(page.getByLabel('单位名称').fill('示例县科学技术协会'))
  await input(page.getByRole('button', { name: '开始使用' }).click())
  await page.getByRole('heading', { level: 1, name: '工作台' }).waitFor()
  expect(await visibleText(page)).not.toMatch(wordsAboutKeys)
  await input(page.getByRole('button', { name: '填写：特色亮点活动筹备方案' }).first().click())
  const field = page.getByRole('textbox', { name: '主题活动名称' })
  await field.pressSequentially('田间课堂')
  expect(inputs).toBeLessThanOrEqual(3)
  expect(await visibleText(page)).not.toMatch(wordsAboutKeys)
  await expect(page.getByRole('banner').getByRole('status')).toContainText('已保存')
})

test('the same way by keyboard alone, at 1280×720, and the text is there after a restart', async () => {
  const { page } = desk
  const name = page.getByLabel('单位名称')
  await expect(name).toBeFocused()
  await page.keyboard.type('示例县科学技术协会')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: '工作台' }).waitFor()
  const fill = page.getByRole('button', { name: '填写：特色亮点活动筹备方案' }).first()
  await tabTo(page, fill)
  await page.keyboard.press('Enter')
  const field = page.getByRole('textbox', { name: '主题活动名称' })
  await field.waitFor()
  await tabTo(page, field)
  await page.keyboard.type('键盘写的名称')
  await expect(page.getByRole('banner').getByRole('status')).toContainText('已保存')
  // Nothing may hang over the right edge of the smallest screen.
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow).toBe(0)

  await page.reload()
  await page.getByRole('navigation', { name: '栏目' }).waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.type('键')
  await page.getByRole('dialog').getByText('键盘写的名称').first().waitFor()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: '主题活动名称' })).toHaveValue('键盘写的名称')
})

/** Presses Tab until the control has the focus; fails when it is not to be reached. */
async function tabTo(page: Page, control: ReturnType<Page['locator']>): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('not to be reached by Tab')
}
