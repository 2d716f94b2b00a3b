/** Last year beside this year: an old file is taken in, single fields go over with one click or one key, and come back. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { utils, write } from 'xlsx'
import { inRoot } from '../../build/paths.mjs'
import { launchDesk } from './support/launch.ts'
import { openSpecialActivity, shot, startOffice, waitUntilSaved } from './support/road.ts'

const shots = inRoot('out/test/shots')

test('an old Excel file stands beside the form; a field is filled by click, by key, and undone', async () => {
  const desk = await launchDesk()
  const { page } = desk
  const file = join(desk.folder, '2021年筹备方案.xlsx')
  const book = utils.book_new()
  const rows = [
    ['主办单位名称', '示例县科协'],
    ['主题活动名称', '2021年第三届科技下乡'],
    ['承办单位', '示例县农学会'],
    ['拟举办时间', '2021年5月28日'],
    ['主办单位联系人', '姓  名', '甄示例', '办公电话', '0000-00000000'],
    ['二、工作方案'],
    ['思路：围绕2021年主题，请专家走进田间。'],
  ]
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), '表')
  writeFileSync(file, write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)

  await startOffice(desk, '示例县科学技术协会', '县（市、区）')
  await openSpecialActivity(desk)
  await page.getByText('以前填的', { exact: true }).click()
  desk.setDialogs([file])
  await page.getByRole('button', { name: '导入旧文件…' }).click()
  const list = page.getByRole('list', { name: '往年的内容' })
  await list.waitFor()
  await expect(list.locator('mark').first()).toBeVisible()
  await shot(page, join(shots, 'earlier.png'))

  const field = page.getByRole('textbox', { name: '主题活动名称' })
  await list.getByRole('button', { name: '填入：主题活动名称' }).click()
  await expect(field).toHaveValue('2021年第三届科技下乡')
  await expect(list).toContainText('请改：')
  await shot(page, join(shots, 'earlier-taken.png'))
  await page.getByRole('button', { name: '撤销' }).click()
  await expect(field).toHaveValue('')

  const host = page.getByRole('textbox', { name: '主办单位名称' })
  await host.fill('今年的名称')
  await page.keyboard.press('Alt+y')
  await expect(host).toHaveValue('示例县科协')
  await page.getByRole('button', { name: '撤销' }).click()
  await expect(host).toHaveValue('今年的名称')
  await waitUntilSaved(desk)
  expect(desk.errors).toEqual([])
  await desk.close()
})
