import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { launchDesk } from './support/launch.ts'
import { startOffice } from './support/road.ts'
import { writeTownshipFiles } from '../support/township-files.ts'

const out = '/tmp/collect-look'
const [w = 1366, h = 768] = (process.argv[2] ?? '1366x768').split('x').map(Number)
const desk = await launchDesk()
const { page, app } = desk
try {
  const dir = join(desk.folder, 'townships'); mkdirSync(dir)
  const files = await writeTownshipFiles(dir)
  await app.evaluate(({ BrowserWindow }, [w, h]) => { const win = BrowserWindow.getAllWindows()[0]; win?.setContentSize(w as number, h as number) }, [w, h])
  await startOffice(desk, '示例县科学技术协会', '县（市、区）')
  let n = 0
  const shot = async (name: string) => { await page.waitForTimeout(400); await page.screenshot({ path: `${out}/${w}-${String(++n).padStart(2, '0')}-${name}.png` }) }
  await page.evaluate(() => { location.hash = '#/collect-tables' })
  await page.getByRole('heading', { name: '收表' }).waitFor()
  await shot('choose')
  await page.getByLabel('算进哪个通知').click()
  await shot('notices')
  await page.locator('.ant-select-item-option').filter({ hasText: /江苏/ }).first().click()
  await shot('chosen')
  desk.setDialogs([files.map((f) => f.path)])
  const t0 = Date.now()
  await page.getByRole('button', { name: '选择文件', exact: true }).click()
  await page.getByRole('list', { name: '收到的表' }).waitFor()
  console.log('read', Date.now() - t0)
  await page.waitForTimeout(3000)
  await shot('look')
  await page.keyboard.press('F8'); await shot('f8'); console.log(await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200)))
  await page.keyboard.press('Enter'); await shot('answered')
  await page.keyboard.press('F8'); await shot('f8-2')
  await page.keyboard.press('F8'); await shot('f8-3')
  await page.getByRole('button', { name: /^更正单/ }).click(); await page.waitForTimeout(1500); await shot('correction')
  await page.getByLabel('请在什么时候前发回').fill('6月18日下午5点前'); await page.waitForTimeout(1500); await shot('correction-due')
  await page.getByRole('button', { name: '回到核对' }).click()
  await page.getByRole('button', { name: '收进活动登记' }).click(); await page.waitForTimeout(2500); await shot('taken')
  await page.getByRole('button', { name: '撤销这次收表' }).click(); await page.waitForTimeout(2500); await shot('undone')
  await page.getByRole('button', { name: '活动登记', exact: true }).click(); await page.waitForTimeout(800); await shot('register')
  await page.evaluate(() => { location.hash = '#/collect-tables' }); await page.waitForTimeout(800); await shot('back')
  console.log('errors', desk.errors)
} catch (e) { await page.screenshot({ path: `${out}/${w}-fail.png` }); throw e } finally { await desk.close() }
