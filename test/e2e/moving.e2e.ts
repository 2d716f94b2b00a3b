/** 换电脑: everything of an office on a stick, and on to a computer that has none; counted in clicks of a clerk. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Locator, test } from '@playwright/test'
import { type Desk, launchDesk } from './support/launch.ts'
import {
  fillSpecialActivity,
  go,
  openSpecialActivity,
  passphrase,
  setPassphrase,
  startOffice,
  waitUntilSaved,
} from './support/road.ts'
import { samplePhotos, samplePlan } from './support/sample-plan.ts'

const fileWord = '搬家那天的整整一句口令'
const mostClicks = 9

let stick: string
test.beforeEach(() => {
  stick = mkdtempSync(join(tmpdir(), 'kexie-stick-'))
})
test.afterEach(() => rmSync(stick, { recursive: true, force: true }))

/** Clicks of one side, those in the system's own dialogs included. */
class Clicks {
  count = 0
  async on(place: Locator): Promise<void> {
    this.count++
    await place.click()
  }
  /** A system dialog: its button is one more. */
  async choose(desk: Desk, place: Locator, file: string): Promise<void> {
    desk.setDialogs([file])
    await this.on(place)
    this.count++
  }
}

const button = ({ page }: Desk, name: string) => page.getByRole('button', { name, exact: true })

test('the whole office goes to another computer in under ten clicks a side, and goes on there', async () => {
  const file = join(stick, '示例县科学技术协会-整体搬家.kxoffice')
  const old = await launchDesk()
  await old.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 720))
  await startOffice(old, '示例县科学技术协会', '县（市、区）')
  await openSpecialActivity(old)
  await fillSpecialActivity(old, samplePlan)
  old.setDialogs([samplePhotos.slice(0, 1)])
  await button(old, '添加照片').click()
  await old.page.getByRole('button', { name: /移除第 1 张/ }).waitFor()
  await waitUntilSaved(old)
  await go(old, '设置')
  await button(old, '设置口令').click()
  await setPassphrase(old)
  await go(old, '工作台')

  const leaving = new Clicks()
  await leaving.on(old.page.getByRole('navigation', { name: '栏目' }).getByRole('button', { name: '设置' }))
  await leaving.on(button(old, '保存整体搬家文件…'))
  await old.page.getByLabel('给这个文件设口令').fill(fileWord)
  await old.page.getByLabel('再输一遍').fill(fileWord)
  await leaving.choose(old, button(old, '选择位置，保存'), file)
  await old.page.getByText('写完以后已经读回核对').waitFor({ timeout: 60_000 })
  expect(readdirSync(stick)).toEqual(['示例县科学技术协会-整体搬家.kxoffice'])
  await leaving.on(old.page.getByRole('dialog').getByRole('button', { name: '本机不再使用' }))
  await expect(old.page.getByText(/本机已停用（/)).toBeVisible()
  expect(leaving.count).toBeLessThanOrEqual(mostClicks)
  // It signs no more, and says so; the way back stands beside it.
  old.setDialogs([join(stick, '名片.zip')])
  await button(old, '导出单位名片').click()
  await expect(old.page.getByRole('alert').filter({ hasText: '已停用，不能再签名报送' })).toBeVisible()
  await expect(button(old, '继续在本机使用…')).toBeVisible()
  expect(old.errors).toEqual([])
  await old.close()

  const fresh = await launchDesk()
  await fresh.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 720))
  const arriving = new Clicks()
  await arriving.on(button(fresh, '本单位以前用过本程序'))
  await arriving.on(button(fresh, '从整体搬家文件恢复'))
  await arriving.choose(fresh, button(fresh, '选择整体搬家文件'), file)
  await fresh.page.getByLabel('保存时给这个文件设的口令').fill(fileWord)
  await arriving.on(button(fresh, '打开看看'))
  await expect(fresh.page.getByLabel('文件里的内容')).toContainText('示例县科学技术协会')
  await arriving.on(button(fresh, '恢复到这台电脑'))
  await fresh.page.getByRole('heading', { name: '示例县科学技术协会' }).waitFor({ timeout: 60_000 })
  await fresh.page.getByLabel('口令', { exact: true }).fill(passphrase)
  await arriving.on(button(fresh, '打开'))
  await fresh.page.getByRole('heading', { level: 1, name: '工作台' }).waitFor()
  expect(arriving.count).toBeLessThanOrEqual(mostClicks)

  await openSpecialActivity(fresh)
  await expect(fresh.page.getByRole('textbox', { name: '主题活动名称' })).toHaveValue(samplePlan.activityName)
  await expect(fresh.page.getByRole('textbox', { name: '手机' })).toHaveValue(samplePlan.mobile)
  await fresh.page.getByRole('button', { name: /移除第 1 张/ }).waitFor()
  await go(fresh, '设置')
  fresh.setDialogs([join(stick, '名片.zip')])
  await button(fresh, '导出单位名片').click()
  await fresh.page.getByText('单位名片已写出').waitFor()
  expect(fresh.errors).toEqual([])
  await fresh.close()
})
