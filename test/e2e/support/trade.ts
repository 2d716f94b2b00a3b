/** Two offices that hand files to each other through a folder, in the interface's own words. */
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, type Locator } from '@playwright/test'
import type { Desk } from './launch.ts'
import { compareFingerprint, go, readOutFingerprint, setPassphrase } from './road.ts'

/** Does something that writes, and names the one file that is new in the folder. */
export async function fileWrittenBy(folder: string, act: () => Promise<void>): Promise<string> {
  const before = new Set(readdirSync(folder))
  await act()
  const fresh = readdirSync(folder).filter((name) => !before.has(name))
  expect(fresh).toHaveLength(1)
  return join(folder, fresh[0] ?? '')
}

/** Writes the office's card, sets the passphrase on the way, and answers with the 指纹码. */
export async function exportCard(desk: Desk, file: string): Promise<string[]> {
  const groups = await readOutFingerprint(desk)
  desk.setDialogs([file])
  await desk.page.getByRole('button', { name: '导出单位名片' }).click()
  await setPassphrase(desk)
  await desk.page.getByText('单位名片已写出').waitFor()
  return groups
}

/** The city becomes the county's upstream office. */
export async function trustUpstream(county: Desk, card: string, groups: readonly string[]): Promise<void> {
  await go(county, '报送')
  await county.page.getByText('签名报送包', { exact: true }).click()
  county.setDialogs([card])
  await county.page.getByRole('button', { name: '导入上级名片' }).click()
  await compareFingerprint(county, groups)
}

/** The row of a file that was just chosen in 收件. */
export async function choose(desk: Desk, file: string): Promise<Locator> {
  await go(desk, '收件')
  desk.setDialogs([file])
  await desk.page.getByRole('button', { name: '选择收到的文件' }).first().click()
  const row = desk.page
    .getByRole('listitem')
    .filter({ has: desk.page.getByRole('button', { name: `收起：${basename(file)}` }) })
  await row.waitFor()
  return row
}

export async function trustDownstream(city: Desk, card: string, groups: readonly string[]): Promise<void> {
  const row = await choose(city, card)
  await row.getByRole('button', { name: '比对指纹码' }).click()
  await compareFingerprint(city, groups)
  await expect(row).toHaveCount(0)
}

export async function takeIn(desk: Desk, file: string): Promise<void> {
  const row = await choose(desk, file)
  await row.getByText('签名、内容、附件都核对过').waitFor()
  await row.getByRole('button', { name: '收入', exact: true }).click()
  await row.getByText('已收入', { exact: true }).waitFor()
}

/** From the form to the stamp: 定稿 by saving the paper, then the mark. */
export async function makeFinal({ page, setDialogs, folder }: Desk, name: string): Promise<void> {
  setDialogs([join(folder, name)])
  await page.getByRole('button', { name: '保存为 PDF' }).click()
  await page.getByText('已保存 PDF').waitFor()
  await page.getByRole('button', { name: '标记已盖章' }).click()
  await page.getByText('已标记盖章').waitFor()
}

export async function send(county: Desk, stick: string): Promise<string> {
  await go(county, '报送')
  // The folder of the last time is kept; a dialog answers only when it is asked for.
  county.setDialogs([stick])
  return fileWrittenBy(stick, async () => {
    await county.page.getByRole('button', { name: '写出报送包' }).click()
    await county.page
      .getByText(/号报送包已写好/)
      .first()
      .waitFor()
  })
}

export async function writeReceipt(city: Desk, stick: string): Promise<string> {
  city.setDialogs([stick])
  return fileWrittenBy(stick, async () => {
    await city.page.getByRole('button', { name: '写回执', exact: true }).click()
    await city.page.getByText('回执已写好').first().waitFor()
  })
}
