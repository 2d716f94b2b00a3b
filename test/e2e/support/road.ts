/** Page model of the main road: what a clerk does, in the interface's own words. */
import { expect, type Page } from '@playwright/test'
import type { OpenDesk } from './launch.ts'

export const passphrase = '一行白鹭上青天 2022'

export async function startOffice({ page }: OpenDesk, name: string, level: string): Promise<void> {
  await page.getByLabel('单位名称').fill(name)
  await page.getByText(level, { exact: true }).click()
  await page.getByRole('button', { name: '开始使用' }).click()
  await page.getByRole('heading', { name: /工作台/ }).waitFor()
}

/** Opens an entry of the left rail. */
export async function go({ page }: OpenDesk, entry: string): Promise<void> {
  await page.getByRole('navigation', { name: '栏目' }).getByRole('button', { name: entry }).click()
  await page.getByRole('heading', { level: 1, name: entry }).waitFor()
}

export interface Plan {
  readonly hostName: string
  readonly activityName: string
  readonly modules: readonly string[]
  readonly organizerName: string
  readonly plannedTime: string
  readonly plannedPlace: string
  readonly audience: readonly string[]
  readonly scale: string
  readonly contactName: string
  readonly mobile: string
  readonly officePhone: string
  readonly postalAddress: string
  readonly plan: string
}

/** Opens the special activity's form from 工作台. */
export async function openSpecialActivity({ page }: OpenDesk): Promise<void> {
  await page
    .getByRole('button', { name: /：特色亮点活动筹备方案$/ })
    .first()
    .click()
  await page.getByLabel('主题活动名称').waitFor()
}

export async function fillSpecialActivity({ page }: OpenDesk, plan: Plan): Promise<void> {
  const texts: [string, string][] = [
    ['主办单位名称', plan.hostName],
    ['主题活动名称', plan.activityName],
    ['承办单位名称', plan.organizerName],
    ['拟举办时间', plan.plannedTime],
    ['拟举办地点', plan.plannedPlace],
    ['预计活动规模', plan.scale],
    ['姓名', plan.contactName],
    ['手机', plan.mobile],
    ['办公电话', plan.officePhone],
    ['主办单位邮寄地址', plan.postalAddress],
    ['工作方案', plan.plan],
  ]
  for (const [label, value] of texts) await page.getByRole('textbox', { name: label }).fill(value)
  for (const tick of [...plan.modules, ...plan.audience]) await page.getByRole('checkbox', { name: tick }).check()
}

export async function waitUntilSaved({ page }: OpenDesk): Promise<void> {
  await expect(page.getByRole('banner').getByRole('status')).toContainText('已保存')
}

/** Sets the passphrase where the program asks for it, and returns the recovery code. */
export async function setPassphrase({ page }: OpenDesk): Promise<string> {
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('口令', { exact: true }).fill(passphrase)
  await dialog.getByLabel('再输一遍').fill(passphrase)
  await dialog.getByRole('button', { name: '设置口令' }).click()
  const code = await dialog.getByLabel('恢复码').first().textContent()
  await dialog.getByRole('checkbox', { name: /恢复码/ }).check()
  await dialog.getByRole('button', { name: '继续' }).click()
  return code ?? ''
}

/** The eight groups of this office's 指纹码, as its clerk would read them out. */
export async function readOutFingerprint(desk: OpenDesk): Promise<string[]> {
  await go(desk, '设置')
  const groups = desk.page.getByRole('list', { name: '指纹码' }).first().getByRole('listitem')
  await expect(groups).toHaveCount(8)
  return groups.allTextContents()
}

/** Types what was heard on the telephone into the open dialog. */
export async function compareFingerprint({ page }: OpenDesk, groups: readonly string[]): Promise<void> {
  const dialog = page.getByRole('dialog', { name: '比对指纹码' })
  const boxes = dialog.getByRole('textbox')
  for (const [index, group] of groups.entries()) await boxes.nth(index).fill(group)
  await dialog.getByRole('button', { name: '比对', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
}

export async function shot(page: Page, file: string): Promise<void> {
  await page.screenshot({ path: file, animations: 'disabled' })
}
