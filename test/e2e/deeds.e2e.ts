/** Who is at the desk, what 操作日志 says of the day, and a desk that locks itself when nobody sits at it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type Desk, launchDesk } from './support/launch.ts'
import { openSpecialActivity, passphrase, startOffice } from './support/road.ts'

const clerk = '王芳'
const place = '示例县科技馆一楼大厅'

async function addPerson({ page }: Desk, name: string, duty: string): Promise<void> {
  await page.getByRole('button', { name: '增加人员' }).click()
  const form = page.getByRole('form', { name: '增加人员' })
  await form.getByLabel('姓名').fill(name)
  await form.getByRole('checkbox', { name: duty }).check()
  await form.getByRole('button', { name: '保存' }).click()
  await expect(form).toBeHidden()
}

test('names, the log of the day, and the lock after idle', async () => {
  const desk = await launchDesk({ env: { KEXIE_TEST_NOW: '2022-05-10T09:00:00+08:00' } })
  const { app, page, folder } = desk
  const shot = (name: string) =>
    process.env.KEXIE_SHOTS ? page.screenshot({ path: join(process.env.KEXIE_SHOTS, `${name}.png`) }) : null
  await startOffice(desk, '示例县科学技术协会', '县（市、区）')

  // The chooser is quiet until somebody wants it, and leads to the list.
  await page.getByRole('button', { name: '经办人：没有指定' }).click()
  await page.getByRole('menuitem', { name: '登记人员…' }).click()
  await addPerson(desk, clerk, '经办')
  await addPerson(desk, '李主任', '签发')
  await shot('people')
  await page.getByRole('button', { name: '经办人：没有指定' }).click()
  await shot('chooser')
  await page.getByRole('menuitemradio', { name: clerk }).click()
  await expect(page.getByRole('button', { name: `经办人：${clerk}` })).toBeVisible()

  // Without a passphrase nothing locks, and the settings say why.
  await expect(page.getByText('设了口令以后才能锁')).toBeVisible()
  await page.getByRole('button', { name: '设置口令' }).click()
  await page.getByRole('textbox', { name: '口令', exact: true }).fill(passphrase)
  await page.getByLabel('再输一遍').fill(passphrase)
  await page.getByRole('dialog').getByRole('button', { name: '设置口令' }).click()
  await page.getByRole('checkbox', { name: '我已经打印或抄写了恢复码' }).check()
  await page.getByRole('button', { name: '继续' }).click()

  // Typing, and then nobody sits here any more: what was typed is saved, the way back leads to the same field.
  await page.getByRole('navigation', { name: '栏目' }).getByRole('button', { name: '工作台' }).click()
  await openSpecialActivity(desk)
  await page.getByRole('textbox', { name: '主题活动名称' }).fill('科技下乡')
  await page.getByRole('textbox', { name: '拟举办地点' }).fill(place)
  await app.evaluate(() => (globalThis as { kexieSitStill?: () => void }).kexieSitStill?.())
  await expect(page.getByRole('button', { name: '打开', exact: true })).toBeVisible()
  expect(await page.locator('body').innerText()).not.toContain(place)
  await shot('locked')
  await page.getByLabel('口令', { exact: true }).fill(passphrase)
  await page.getByRole('button', { name: '打开', exact: true }).click()
  const field = page.getByRole('textbox', { name: '拟举办地点' })
  await expect(field).toHaveValue(place)
  await expect(field).toBeFocused()

  // From the record to what was done to it, and from there to everything.
  await page.getByRole('button', { name: '更多' }).click()
  await page.getByRole('menuitem', { name: '操作日志' }).click()
  await expect(page.getByText(/日志完整，共 \d+ 条/)).toBeVisible()
  await expect(page.getByRole('option')).toHaveCount(2)
  await shot('of-record')
  await page.getByRole('button', { name: '看全部记录' }).click()
  const list = page.getByRole('listbox', { name: '操作日志' })
  await expect(list.getByRole('option', { name: '用口令解锁' })).toBeVisible()
  await shot('all')
  await list.getByRole('option', { name: '经办人换为 王芳' }).click()
  await expect(page.getByRole('complementary', { name: '这条记录' })).toContainText(clerk)
  await shot('details')
  await page.getByLabel('查找记录').fill('科技下乡')
  await expect(list.getByRole('option')).toHaveCount(1)
  await page.getByLabel('查找记录').fill('没有这样的事')
  await expect(page.getByText('没有符合条件的记录')).toBeVisible()
  await shot('none')
  await page.getByRole('button', { name: '去掉筛选' }).click()

  const out = join(folder, '日志.jsonl')
  const sheet = join(folder, '日志.pdf')
  desk.setDialogs([out, sheet])
  await page.getByRole('button', { name: '打印和保存' }).click()
  await shot('ways')
  await page.getByRole('menuitem', { name: '存为可核验的文件' }).click()
  await expect(page.getByText('操作日志已保存。')).toBeVisible()
  const lines = readFileSync(out, 'utf8').trimEnd().split('\n')
  expect(lines.map((line) => (JSON.parse(line) as { seq: number }).seq)).toEqual(lines.map((_line, at) => at + 1))
  await page.getByRole('button', { name: '打印和保存' }).click()
  await page.getByRole('menuitem', { name: '存为 PDF' }).click()
  await expect(list.getByRole('option', { name: /日志\.pdf/ })).toBeVisible()
  expect(readFileSync(sheet).toString('latin1', 0, 5)).toBe('%PDF-')
  if (process.env.KEXIE_SHOTS) (await import('node:fs')).copyFileSync(sheet, join(process.env.KEXIE_SHOTS, 'log.pdf'))
  expect(desk.errors).toEqual([])
  await desk.close()
})
