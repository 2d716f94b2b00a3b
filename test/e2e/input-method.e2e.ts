/**
 * Chinese is typed through an input method: what it has not finished is nobody’s text yet. Chromium composes as under a
 * real one (`Input.imeSetComposition`); the keys in between go to the method, and nothing of ours may act on them.
 */
import { type CDPSession, expect, type Locator, type Page, test } from '@playwright/test'
import { settled } from './support/axe.ts'
import { type Desk, launchDesk } from './support/launch.ts'
import { enterExample, goTo, placesOfExample } from './support/places.ts'

let desk: Desk
let session: CDPSession

/** A key that the input method takes: Chromium tells the page 229 and that it composes. */
async function keyOfMethod(code: string): Promise<void> {
  const key = { key: 'Process', code, windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229 }
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key })
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key })
}

/** Letters under way in the focused box, with every key that means something elsewhere. */
async function compose(letters: string): Promise<void> {
  for (let at = 1; at <= letters.length; at++)
    await session.send('Input.imeSetComposition', { text: letters.slice(0, at), selectionStart: at, selectionEnd: at })
  for (const code of ['Enter', 'Escape', 'KeyJ', 'KeyA', 'Digit1', 'ArrowDown', 'Delete', 'Tab', 'Space', 'F8'])
    await keyOfMethod(code)
}

async function take(words: string): Promise<void> {
  await session.send('Input.insertText', { text: words })
}

/** Writes `words` into a box, and looks in between that nothing came of the letters. */
async function throughMethod(
  box: Locator,
  letters: string,
  words: string,
  untouched: () => Promise<void>,
): Promise<void> {
  await box.focus()
  await box.press('Control+a')
  await box.press('Delete')
  await compose(letters)
  await expect(box).toHaveValue(letters)
  await expect(box).toBeFocused()
  await untouched()
  await take(words)
  await expect(box).toHaveValue(words)
}

test.describe.configure({ mode: 'serial' })
/** The window keeps its focus, whatever else opens on this display: losing it ends a composition. */
async function attach(): Promise<void> {
  session = await desk.page.context().newCDPSession(desk.page)
  await session.send('Emulation.setFocusEmulationEnabled', { enabled: true })
}

test.beforeAll(async () => {
  desk = await launchDesk()
  await attach()
})
test.afterAll(async () => {
  expect(desk.errors).toEqual([])
  await desk.close()
})

/** Of the screen; a page of paper beside it has one of its own. */
const heading = (page: Page): Locator => page.getByRole('heading', { level: 1 }).first()

test('first start: Enter that takes a word does not begin the office', async () => {
  const { page } = desk
  await page.getByLabel('单位名称').waitFor()
  await throughMethod(page.getByLabel('单位名称'), 'shilixian', '示例县科学技术协会', async () => {
    await expect(page.getByRole('button', { name: '开始使用' })).toBeDisabled()
    await expect(heading(page)).toHaveText('先告诉我您在哪个单位')
  })
  await expect(page.getByRole('button', { name: '开始使用' })).toBeEnabled()
})

test('search, list, form, table, note: no half word is searched for, saved or found fault with', async () => {
  const { page } = desk
  await page.getByLabel('单位名称').fill('')
  await enterExample(desk)
  // The page was loaded anew.
  await attach()
  const places = await placesOfExample(desk)
  const at = async (name: string) => {
    const place = places.find((one) => one.name === name)
    if (!place) throw new Error(`no place ${name}`)
    await goTo(desk, place)
  }
  const saved = page.getByRole('banner').locator('.topbar-saving')

  await page.keyboard.press('Control+k')
  const finder = page.getByRole('combobox', { name: /^查找/ })
  const found = page.getByRole('listbox', { name: '找到的内容' }).getByRole('option')
  await expect(found.first()).toBeVisible()
  await settled(page)
  const before = await found.count()
  await throughMethod(finder, 'kepu', '科普', async () => {
    await expect(found).toHaveCount(before)
    await expect(page.getByText('没有找到')).toHaveCount(0)
  })
  await expect(found.first()).toContainText('科普')
  // A dialog does not take an Esc that comes within a fifth of a second after a word: it may be the method's.
  await expect(async () => {
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0, { timeout: 500 })
  }).toPass()

  await at('活动清单')
  const list = page.getByRole('listbox', { name: /^活动，共 25 项/ })
  await list.waitFor()
  await throughMethod(page.getByRole('textbox', { name: /找活动/ }), 'qixiang', '气象', () =>
    expect(list).toBeVisible(),
  )
  await expect(page.getByRole('listbox', { name: /^活动，共 [1-9] 项/ })).toBeVisible()
  await page.getByRole('textbox', { name: /找活动/ }).fill('')

  await at('一项活动')
  const title = page.getByRole('textbox', { name: '活动名称' })
  await title.waitFor()
  await throughMethod(title, 'kexuezhou', '科学周启动', () => expect(heading(page)).not.toContainText('kexuezhou'))
  await expect(heading(page)).toContainText('科学周启动')

  await at('填报 EX-ACT returned')
  const name = page.getByRole('textbox', { name: '活动名称' })
  await name.waitFor()
  await throughMethod(name, 'nongji', '农技专家下田', async () => {
    await expect(page.locator('.record-side')).not.toContainText('nongji')
    await expect(heading(page)).not.toContainText('nongji')
  })
  await expect(page.locator('.record-side')).toContainText('农技专家下田')

  await at('正在建的通知')
  const notice = page.getByLabel('标题', { exact: true })
  await notice.waitFor()
  const taken = await page.getByText('已采用', { exact: true }).count()
  await throughMethod(notice, 'tongzhi', '关于开展活动的通知', async () => {
    expect(await page.getByText('已采用', { exact: true }).count()).toBe(taken)
    await expect(heading(page)).not.toContainText('tongzhi')
  })
  await expect(saved).toContainText('已保存')

  await at('审核')
  await page.getByRole('button', { name: /^退回/ }).first().click()
  const reason = page.getByRole('textbox', { name: /为什么整份退回/ })
  await throughMethod(reason, 'buqi', '材料不齐', async () => {
    await expect(page.getByRole('button', { name: '加上' })).toBeDisabled()
    await expect(reason).toBeVisible()
  })
  await expect(page.getByRole('button', { name: '加上' })).toBeEnabled()
})
