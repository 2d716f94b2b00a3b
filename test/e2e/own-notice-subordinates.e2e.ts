/**
 * A city makes its own notice for the counties from the province's of 2022: forms changed, dates confirmed, published.
 * A county takes it in and fills the form; the notice changes while the record is half done.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { inRoot } from '../../build/paths.mjs'
import { type Desk, launchDesk } from './support/launch.ts'
import { go, shot, startOffice, waitUntilSaved } from './support/road.ts'
import { choose, exportCard, fileWrittenBy, trustUpstream } from './support/trade.ts'

const screens = inRoot('out/test/notice-for-others')
const env = { KEXIE_TEST_NOW: '2027-03-05T01:00:00.000Z' }

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

async function copyForTheCounties(desk: Desk): Promise<void> {
  const { page } = desk
  await go(desk, '通知与任务')
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
  await shot(page, join(screens, '1-editor.png'))
}

/** 生效, then the signed file for everybody below. */
async function publish(desk: Desk, stick: string, version: number): Promise<string> {
  const { page } = desk
  await page.getByRole('button', { name: '生效' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '已生效：2027科技工作者日' })).toBeVisible()
  await expect(page.getByRole('button', { name: '发布给下级单位' })).toBeFocused()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('2027-05-15 23:59')
  await shot(page, join(screens, `2-publish-${version}.png`))
  desk.setDialogs([stick])
  return fileWrittenBy(stick, async () => {
    await dialog.getByRole('button', { name: `发布第 ${version} 版` }).click()
    await page.getByText(`第 ${version} 版通知已写好并重新核对过`).first().waitFor()
  })
}

async function takeInNotice(county: Desk, file: string): Promise<void> {
  const row = await choose(county, file)
  await row.getByRole('button', { name: '收入', exact: true }).click()
  await row.getByText('已收入', { exact: true }).waitFor()
  await row.getByText('通知已加入“通知与任务”').waitFor()
}

test('made from the province’s, published, filled by a county, changed while half done', async () => {
  test.setTimeout(240_000)
  mkdirSync(screens, { recursive: true })
  const [city, county] = await Promise.all([launchDesk({ env }), launchDesk({ env })])
  for (const { app } of [city, county])
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 720))
  const stick = join(city.folder, 'stick')
  mkdirSync(stick)
  try {
    await startOffice(city, '示例市科学技术协会', '设区市')
    await startOffice(county, '示例县科学技术协会', '县（市、区）')
    const card = join(city.folder, '名片.zip')
    await trustUpstream(county, card, await exportCard(city, card))

    await copyForTheCounties(city)
    await takeInNotice(county, await publish(city, stick, 1))
    await shot(county.page, join(screens, '3-taken-in.png'))
    await go(county, '工作台')
    const due = county.page.getByRole('region', { name: '接下来要交的' })
    await due
      .getByRole('button', { name: /^填写：特色亮点活动筹备方案/ })
      .first()
      .click()
    const field = (name: string) => county.page.getByRole('textbox', { name })
    await field('主题活动名称').fill('科学家精神进校园')
    await field('协办单位名称').fill('示例县第一中学')
    await field('预计惠及人数').fill('约500人')
    await waitUntilSaved(county)

    // While the county writes, the city asks no more for a number that nobody can know, and says so in a second version.
    await go(city, '通知与任务')
    await city.page
      .getByRole('button', { name: /2027科技工作者日/ })
      .first()
      .click()
    await city.page.getByRole('button', { name: /修改/ }).first().click()
    await city.page
      .getByRole('button', { name: /^改表格：特色亮点活动筹备方案/ })
      .first()
      .click()
    await city.page.getByRole('button', { name: '去掉：预计惠及人数' }).click()
    await city.page.getByRole('button', { name: '回到通知' }).click()
    await takeInNotice(county, await publish(city, stick, 2))

    await go(county, '填报记录')
    await county.page.getByText('科学家精神进校园').first().dblclick()
    await county.page.getByText('通知有了第 2 版').waitFor()
    await expect(field('预计惠及人数')).toHaveValue('约500人')
    await county.page.getByRole('button', { name: '查看变化' }).click()
    const changes = county.page.getByRole('dialog', { name: '第 2 版有什么变化' })
    await expect(changes.getByRole('region', { name: '这张表' })).toContainText('预计惠及人数')
    await shot(county.page, join(screens, '4-changes.png'))
    await changes.getByRole('button', { name: '改用新版' }).click()
    await county.page.getByText('已改用第 2 版。').waitFor()
    // What is asked no more is gone from the form and is still there to read; what was filled in stays.
    await expect(field('预计惠及人数')).toHaveCount(0)
    await expect(county.page.getByRole('complementary', { name: '纸样与定稿记录' })).not.toContainText('预计惠及人数')
    await county.page.getByText('已不再填报的内容 1 栏').click()
    await expect(county.page.locator('main')).toContainText('约500人')
    await expect(field('协办单位名称')).toHaveValue('示例县第一中学')
    await shot(county.page, join(screens, '5-moved.png'))
    for (const desk of [city, county]) expect(desk.errors).toEqual([])
  } finally {
    await county.close()
    await city.close()
  }
})
