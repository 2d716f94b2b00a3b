/** A record comes back with a reason, is corrected and sent again; and a package that was changed on the way is refused. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type Desk, launchDesk } from './support/launch.ts'
import { fillSpecialActivity, go, openSpecialActivity, startOffice, waitUntilSaved } from './support/road.ts'
import { samplePlan } from './support/sample-plan.ts'
import {
  choose,
  exportCard,
  makeFinal,
  send,
  takeIn,
  trustDownstream,
  trustUpstream,
  writeReceipt,
} from './support/trade.ts'

const reason = '举办时间、地点不明确，请补充。'

let county: Desk
let city: Desk
let stick: string
test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  test.setTimeout(60_000)
  stick = join(mkdtempSync(join(tmpdir(), 'kexie-returned-')), 'stick')
  mkdirSync(stick)
  ;[county, city] = await Promise.all([launchDesk(), launchDesk()])
  for (const { app } of [county, city])
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 720))
  await startOffice(county, '示例县科学技术协会', '县（市、区）')
  await startOffice(city, '示例市科学技术协会', '设区市')
  const cards = { county: join(stick, '名片-县.zip'), city: join(stick, '名片-市.zip') }
  const countyGroups = await exportCard(county, cards.county)
  const cityGroups = await exportCard(city, cards.city)
  await trustUpstream(county, cards.city, cityGroups)
  await trustDownstream(city, cards.county, countyGroups)
  await go(county, '工作台')
  await openSpecialActivity(county)
  await fillSpecialActivity(county, samplePlan)
  await waitUntilSaved(county)
  await makeFinal(county, '第一版.pdf')
})
test.afterAll(async () => {
  expect([...county.errors, ...city.errors]).toEqual([])
  await Promise.all([county.close(), city.close()])
  rmSync(join(stick, '..'), { recursive: true, force: true })
})

let first: string

test('a package that was changed by one byte is refused, and the changed file is named', async () => {
  first = await send(county, stick)
  const bytes = readFileSync(first)
  const at = bytes.length >> 1
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
  const changed = join(stick, '改过的.zip')
  writeFileSync(changed, bytes)
  const row = await choose(city, changed)
  await row.getByText('不能收入', { exact: true }).waitFor()
  await expect(row).toContainText('“data/')
  await expect(row).toContainText('没有写入任何内容')
  await expect(row.getByRole('button', { name: '收入', exact: true })).toHaveCount(0)
  await row.getByRole('button', { name: /^收起/ }).click()
  await expect(city.page.getByText('还没有收到过文件')).toBeVisible()
})

test('退回 → 改 → 再定稿 → 再报送 → 采用', async () => {
  await takeIn(city, first)
  await city.page.getByRole('button', { name: /^退回：/ }).click()
  const dialog = city.page.getByRole('dialog')
  await dialog.getByRole('button', { name: reason }).click()
  await dialog.getByRole('button', { name: '退回这一份' }).click()
  await city.page.getByText(`退回原因：${reason}`).waitFor()
  await takeIn(county, await writeReceipt(city, stick))

  // The desk says it first; one click leads into the form, and the form says why and how to go on.
  await go(county, '工作台')
  await expect(county.page.getByText(`上级退回：${reason}`)).toBeVisible()
  await go(county, '报送')
  await expect(county.page.getByText('上级退回', { exact: true })).toBeVisible()
  await county.page.getByRole('button', { name: '去改正：特色亮点活动筹备方案' }).click()
  const note = county.page.getByRole('note', { name: '上级退回' })
  await expect(note).toContainText('上级退回了第 1 版')
  await expect(note).toContainText(reason)
  await county.page.getByRole('textbox', { name: '拟举办地点' }).fill('示例县示例镇东村、西村示范田')
  await waitUntilSaved(county)
  await expect(note.getByRole('listitem').first()).toContainText('已做')
  await makeFinal(county, '第二版.pdf')
  await expect(note.getByRole('listitem').nth(1)).toContainText('已做')

  await takeIn(city, await send(county, stick))
  const detail = city.page.getByRole('region', { name: '示例县科学技术协会 第 2 号' })
  await expect(detail).toContainText('第 2 版')
  await detail.getByRole('button', { name: /^采用：/ }).click()
  await takeIn(county, await writeReceipt(city, stick))
  await go(county, '工作台')
  await expect(county.page.getByText('已采用').first()).toBeVisible()
  await expect(county.page.getByText('等您处理', { exact: true })).toHaveCount(0)
})
