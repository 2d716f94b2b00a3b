/**
 * Everyone can use it: axe on every screen and on dialogs, names in Chinese, the four tones, and every control within
 * reach at twice the size on a small screen. One window walks through all of it.
 */
import { join } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { settled, spokenNames, type Violation, violations } from './support/axe.ts'
import { type Desk, launchDesk } from './support/launch.ts'
import { enterExample, goTo, type Place, placesOfExample } from './support/places.ts'
import { unreachable } from './support/reach.ts'
import { passphrase, startOffice } from './support/road.ts'

/**
 * What axe reports and stays: each with its reason. One that no longer occurs fails the test, so that the list cannot
 * outlive its causes.
 */
const exceptions: readonly { rule: string; target: RegExp; reason: string }[] = [
  {
    rule: 'color-contrast',
    target: /paper-example/,
    reason:
      'The word 示例 behind the text of an example’s paper is a watermark: darker it would hide what is printed over it. The ribbon over every screen says the same word in full contrast.',
  },
]

/** Words that are names or stand on the keys: read as they are. */
const latin =
  /^(?:PDF|Word|Excel|WPS|Ctrl|Alt|Shift|Esc|Enter|Tab|Delete|Home|End|PageUp|PageDown|F\d+|[A-Z]|U|ID|docx|xlsx|jpe?g|png|mp4|zip|txt|csv|kxbak|Electron|Chromium|Node|ICS|Kexie|EX|A4|GB|KB|MB|P)$/i

const seen = new Set<string>()
let desk: Desk
let places: Place[]

/** What is left of the report after the reasons above. */
async function faultsOn(page: Page, rules?: readonly string[]): Promise<string[]> {
  await settled(page)
  const excused = ({ rule, target }: Violation) => {
    const reason = exceptions.find((one) => one.rule === rule && one.target.test(target))
    if (reason) seen.add(`${reason.rule} ${reason.target}`)
    return reason !== undefined
  }
  const found = await violations(page, rules)
  return found
    .filter((one) => !excused(one))
    .map(({ rule, target, html, why }) => `${rule} at ${target}\n  ${html}\n  ${why}`)
}

/** Names that a person who reads Chinese would not understand. */
async function foreignNames(page: Page): Promise<string[]> {
  const names = await spokenNames(page)
  return names.filter((said) => {
    const name = said.slice(said.indexOf(': ') + 2)
    // Content, not a label: a path, an address, a code, an id.
    const words = name.replace(/\S*[\\/@.]\S*|[0-9A-Z]{4}-[0-9A-Z]{4}/g, ' ').match(/[A-Za-z]{2,}\d*/g) ?? []
    return (
      words.some((word) => !latin.test(word)) ||
      (words.length > 0 && !/[\u4e00-\u9fff]/.test(name) && !latin.test(words.join('')))
    )
  })
}

/** @param which of the walk; the failing one is named */
async function inspect(page: Page, which: string): Promise<void> {
  expect.soft(await faultsOn(page), which).toEqual([])
  expect.soft(await foreignNames(page), `${which}: names`).toEqual([])
}

async function show(place: Place): Promise<void> {
  await goTo(desk, place)
  await settled(desk.page)
}

test.describe.configure({ mode: 'serial' })
// Of a loaded machine; alone it is a third of that.
test.beforeEach(() => test.setTimeout(180_000))
test.beforeAll(async () => {
  desk = await launchDesk()
  await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1366, 768))
  await desk.page.getByLabel('单位名称').waitFor()
})
test.afterAll(async () => {
  await desk.close()
})

test('the doors: first start, a start that failed, the example', async () => {
  const { page } = desk
  await inspect(page, '开始')
  const second = await launchDesk({ dataDir: desk.dataDir })
  try {
    let failed: Page | undefined
    await expect(async () => {
      for (const one of second.app.windows())
        if ((await one.evaluate(() => window.kexie.startProblem).catch(() => null)) !== null) failed = one
      expect(failed).toBeDefined()
    }).toPass()
    if (failed) await inspect(failed, '没有打开')
  } finally {
    await second.close()
  }
  await page.bringToFront()
  await enterExample(desk)
  places = await placesOfExample(desk)
})

test('axe and names on every screen', async () => {
  for (const place of places) {
    await show(place)
    await inspect(desk.page, place.name)
  }
})

test('the other tones have contrast where the colours meet', async () => {
  const telling = [
    '工作台',
    '活动清单',
    '活动日历',
    '填报 EX-STAT draft',
    '报送',
    '审核',
    '下级单位',
    '设置',
    '一次评审',
  ]
  await desk.page.emulateMedia({ colorScheme: null })
  for (const tone of ['dark', 'light-contrast', 'dark-contrast'] as const) {
    await desk.page.evaluate((to) => window.kexie.setAppearance({ tone: to }), tone)
    await expect(desk.page.locator('html')).toHaveAttribute('data-tone', tone)
    for (const place of places.filter(({ name }) => telling.includes(name))) {
      await show(place)
      expect.soft(await faultsOn(desk.page, ['color-contrast']), `${tone}: ${place.name}`).toEqual([])
    }
  }
  await desk.page.evaluate(() => window.kexie.setAppearance({ tone: 'light' }))
})

type Opener = {
  readonly at: string
  readonly name: string
  readonly open: (page: Page) => Promise<Locator>
}
const dialog = (page: Page): Locator => page.getByRole('dialog')
const press = async (page: Page, name: string | RegExp): Promise<void> => {
  await page.getByRole('main').getByRole('button', { name }).first().click()
}
/** An entry of a menu that is behind a button. */
const choose = async (page: Page, menu: string, entry: string | RegExp): Promise<void> => {
  await page.getByRole('main').getByRole('button', { name: menu }).first().click()
  await page.getByRole('menuitem', { name: entry }).click()
}
const byButton = (at: string, name: string, button: string | RegExp): Opener => ({
  at,
  name,
  open: async (page) => {
    await press(page, button)
    return dialog(page)
  },
})

const openers: readonly Opener[] = [
  {
    at: '工作台',
    name: '查找',
    open: async (page) => {
      await page.keyboard.press('Control+k')
      return dialog(page)
    },
  },
  {
    at: '工作台',
    name: '快捷键',
    open: async (page) => {
      await page.keyboard.press('Control+Slash')
      return dialog(page)
    },
  },
  {
    at: '报送',
    name: '帮助',
    open: async (page) => {
      await page.keyboard.press('F1')
      return dialog(page)
    },
  },
  byButton('一份通知', '自定日期', /自定日期/),
  byButton('视频作品', '收作品', /^收作品/),
  byButton('设置', '保存钥匙备份', /钥匙备份/),
  byButton('填报记录', '新建填报', '新建填报'),
  byButton('填报记录', '用印清单', '用印清单'),
  byButton('一个单位', '比对指纹码', '再比对一次'),
  {
    at: '活动清单',
    name: '最近的改动',
    open: async (page) => {
      await choose(page, '更多', /改动/)
      return dialog(page)
    },
  },
  {
    at: '活动清单',
    name: '批量修改',
    open: async (page) => {
      await page.getByRole('listbox', { name: /^活动，/ }).focus()
      await page.keyboard.press('Control+a')
      await press(page, '批量修改…')
      return dialog(page)
    },
  },
  {
    at: '下级单位',
    name: '手工添加单位',
    open: async (page) => {
      await choose(page, '名单', /手工/)
      return dialog(page)
    },
  },
  {
    at: '下级单位',
    name: '按行政区划选',
    open: async (page) => {
      await choose(page, '名单', /行政区划/)
      return dialog(page)
    },
  },
  byButton('设置', '添加一台电脑', '添加一台电脑'),
  byButton('视频作品', '新登记一件作品', /新登记|登记一件/),
]

test('dialogs: axe, names, Esc closes, the focus comes back', async () => {
  const { page } = desk
  for (const { at, name, open } of openers) {
    const place = places.find((one) => one.name === at)
    if (!place) throw new Error(`no place ${at}`)
    await show(place)
    await page.getByRole('main').focus()
    const opened = await open(page)
    await opened.first().waitFor()
    await inspect(page, `对话框 ${name}`)
    await page.keyboard.press('Escape')
    await expect(opened, name).toHaveCount(0)
    await expect
      .poll(() => page.evaluate(() => document.activeElement !== document.body), { message: `focus after ${name}` })
      .toBe(true)
  }
})

test('at 200 % no control is out of reach', async () => {
  const { page } = desk
  const larger = () => desk.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('zoom-in')?.click())
  for (const step of [110, 125, 150, 175, 200, 200]) {
    await larger()
    await expect.poll(() => page.evaluate(async () => (await window.kexie.appearance()).zoom)).toBe(step)
  }
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(683)
  for (const place of places) {
    await show(place)
    expect.soft(await unreachable(page), place.name).toEqual([])
  }
  await page.evaluate(() => window.kexie.setAppearance({ zoom: 100 }))
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(1366)
})

test('locked, and the passphrase of an office of one’s own', async () => {
  const { page } = desk
  await show({ name: '设置', hash: '#/settings' })
  await press(page, '马上锁上')
  await page.getByLabel('口令', { exact: true }).waitFor()
  await inspect(page, '锁上')
  await page.getByLabel('口令', { exact: true }).fill('示例单位人人可看')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '丢掉示例' }).click()
  await startOffice(desk, '示例县科学技术协会', '县（市、区）')
  await inspect(page, '空的工作台')
  await show({ name: '设置', hash: '#/settings' })
  desk.setDialogs([join(desk.folder, '单位名片.zip')])
  await press(page, '导出单位名片')
  const protect = dialog(page)
  await protect.getByLabel('口令', { exact: true }).waitFor()
  await inspect(page, '对话框 设置口令')
  await protect.getByLabel('口令', { exact: true }).fill(passphrase)
  await protect.getByLabel('再输一遍').fill(passphrase)
  await protect.getByRole('button', { name: '设置口令' }).click()
  await protect.getByLabel('恢复码').first().waitFor()
  await inspect(page, '对话框 恢复码')
})

test('every exception still has its cause, and no page reported an error', () => {
  expect([...seen].sort()).toEqual(exceptions.map(({ rule, target }) => `${rule} ${target}`).sort())
  expect(desk.errors).toEqual([])
})
