/**
 * The demo's journey without a mouse: first start, a form, its paper, the plain folder and the signed package. Every
 * stop on the way must show where the focus is.
 */
import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { Desk as CoreDesk, foundOffice, newRoot } from '../support/desks.ts'
import { Keys } from './support/keys.ts'
import { type Desk, launchDesk } from './support/launch.ts'
import { passphrase } from './support/road.ts'
import { samplePhotos, samplePlan } from './support/sample-plan.ts'

/** Card and 指纹码 of the city, as they came on a stick and by telephone. */
async function cityOffice(folder: string): Promise<{ card: string; groups: string[] }> {
  const city = await CoreDesk.open(join(folder, 'city'))
  try {
    await foundOffice(city, 'city')
    const card = join(folder, '单位名片-市.zip')
    await city.call('offices.exportCard', { out: card })
    const { groups } = await city.call('offices.fingerprint', {})
    return { card, groups: [...groups] }
  } finally {
    await city.close()
  }
}

/** Nobody can press a button in the system's print dialog here: main's call of it is recorded and answered. */
async function answerPrintDialog(desk: Desk): Promise<() => Promise<number>> {
  await desk.app.evaluate(({ BrowserWindow }) => {
    const held = globalThis as unknown as { printed: number }
    held.printed = 0
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    Object.getPrototypeOf(contents).print = (_options: unknown, done: (ok: boolean, reason: string) => void) => {
      held.printed += 1
      done(true, '')
    }
  })
  return () => desk.app.evaluate(() => (globalThis as unknown as { printed: number }).printed)
}

async function fillForm({ page, setDialogs }: Desk, keys: Keys): Promise<void> {
  const box = (name: string) => page.getByRole('textbox', { name })
  // In the order of the form: nobody goes round it for one tick.
  await keys.write(box('主办单位名称'), samplePlan.hostName)
  await keys.write(box('主题活动名称'), samplePlan.activityName)
  for (const module of ['精神传承', '为民服务']) await keys.tick(page.getByRole('checkbox', { name: module }))
  await keys.write(box('承办单位名称'), samplePlan.organizerName)
  await keys.write(box('拟举办时间'), samplePlan.plannedTime)
  await keys.write(box('拟举办地点'), samplePlan.plannedPlace)
  for (const group of samplePlan.audience) await keys.tick(page.getByRole('checkbox', { name: group, exact: true }))
  await keys.write(box('预计活动规模'), samplePlan.scale)
  await keys.write(box('姓名'), samplePlan.contactName)
  await keys.write(box('办公电话'), samplePlan.officePhone)
  await keys.write(box('手机'), samplePlan.mobile)
  await keys.write(box('主办单位邮寄地址'), samplePlan.postalAddress)
  await keys.write(box('工作方案'), samplePlan.plan)
  setDialogs([samplePhotos])
  await keys.button(/添加照片/)
  await page.getByRole('button', { name: /移除第 3 张/ }).waitFor()
  await expect(page.getByRole('banner').getByRole('status')).toContainText('已保存')
}

test('the journey of the demo by keyboard alone', async () => {
  const stage = newRoot('kexie-keys-')
  const [city, desk] = await Promise.all([cityOffice(stage.dir), launchDesk()])
  const { page } = desk
  const keys = new Keys(page)
  const out = join(stage.dir, '交出')
  mkdirSync(out)
  try {
    const printed = await answerPrintDialog(desk)

    // Welcome: the cursor stands in the only box that must be filled; Enter begins.
    await expect(page.getByLabel('单位名称')).toBeFocused()
    await keys.write(page.getByLabel('单位名称'), '示例县科学技术协会')
    await keys.press('Enter')
    await page.getByRole('heading', { level: 1, name: '工作台' }).waitFor()

    // From the desk into the form: the keys are in the new screen already. From the rail a link leads back there.
    await expect(page.getByRole('main')).toBeFocused()
    await keys.press('F6')
    await keys.to(page.getByRole('button', { name: '跳到正文' }), { back: true })
    await keys.press('Enter')
    await expect(page.getByRole('main')).toBeFocused()
    await keys.button(/^填写：.*特色亮点活动筹备方案$/)
    await page.getByRole('textbox', { name: '主题活动名称' }).waitFor()
    await fillForm(desk, keys)

    // 定稿并打印, then the mark for the seal.
    await keys.press('Control+p')
    await expect.poll(printed).toBe(1)
    await keys.press('F6')
    await keys.button('标记已盖章')
    await page.getByText('已标记盖章').waitFor()

    // The plain folder.
    await keys.press('Alt+6')
    await page.getByRole('heading', { level: 1, name: '报送' }).waitFor()
    desk.setDialogs([out])
    await keys.press('F6')
    await keys.button('写出报送文件夹')
    const written = () => readdirSync(out).filter((name) => !name.endsWith('.part'))
    await expect.poll(() => written().length).toBe(1)
    const folder = join(out, written()[0] ?? '')
    await expect.poll(() => readdirSync(folder).some((name) => name.endsWith('.pdf'))).toBe(true)

    // The signed package: the city's card, its 指纹码 by telephone, our passphrase, the file.
    await keys.to(page.getByRole('radio', { name: /文件夹报送/ }), { back: true })
    await keys.press('ArrowRight')
    desk.setDialogs([city.card])
    await keys.button('导入上级名片')
    const compare = page.getByRole('dialog', { name: '比对指纹码' })
    await expect(compare.getByRole('textbox').first()).toBeFocused()
    for (const group of city.groups) await page.keyboard.type(group)
    await keys.button('比对', compare)
    await compare.waitFor({ state: 'hidden' })
    await keys.seen()
    desk.setDialogs([out])
    // The folder held it already.
    await keys.button('再写一份报送包')
    const protect = page.getByRole('dialog')
    await keys.write(protect.getByLabel('口令', { exact: true }), passphrase)
    await keys.write(protect.getByLabel('再输一遍'), passphrase)
    await keys.button('设置口令', protect)
    await keys.tick(protect.getByRole('checkbox', { name: /恢复码/ }))
    await keys.button('继续', protect)
    await page
      .getByText(/号报送包已写好/)
      .first()
      .waitFor()
    const packages = written().filter((name) => name.endsWith('.zip'))
    expect(packages).toHaveLength(1)
    expect(statSync(join(out, packages[0] ?? '')).size).toBeGreaterThan(10_000)
    await keys.seen()

    test.info().annotations.push({ type: 'Tabs pressed', description: String(keys.tabs) })
    expect(desk.errors).toEqual([])
  } finally {
    await desk.close()
    stage.remove()
  }
})
