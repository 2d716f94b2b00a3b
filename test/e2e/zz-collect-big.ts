import { mkdirSync, writeFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { launchDesk } from './support/launch.ts'
import { startOffice } from './support/road.ts'
const out = '/tmp/collect-look'
const [w = 1280, h = 720] = (process.argv[2] ?? '1280x720').split('x').map(Number)
const desk = await launchDesk()
const { page, app } = desk
try {
  const dir = join(desk.folder, 'in'); mkdirSync(dir)
  const lines = ['序号,活动名称,活动类别,举办日期,举办地点,负责人,联系电话,参加人数,县级财政（元）,金额']
  for (let i = 1; i <= 5000; i++) lines.push(`${i},科普活动${i},团结引领,2022.5.${1 + i % 28},广场${i},甲测乙,1990000${String(1000 + i % 9000)},${i % 7 === 0 ? `约${i}人` : i},${i * 10},${i}`)
  writeFileSync(join(dir, '大测镇-活动登记表.csv'), lines.join('\r\n'))
  await app.evaluate(({ BrowserWindow }, [w, h]) => { const win = BrowserWindow.getAllWindows()[0]; win?.setContentSize(w as number, h as number) }, [w, h])
  await startOffice(desk, '示例县科学技术协会', '县（市、区）')
  let n = 0
  const shot = async (name: string) => { await page.waitForTimeout(400); await page.screenshot({ path: `${out}/big-${w}-${String(++n).padStart(2, '0')}-${name}.png` }) }
  await page.evaluate(() => { location.hash = '#/collect-tables' })
  await page.getByLabel('算进哪个通知').click()
  await page.locator('.ant-select-item-option').filter({ hasText: /江苏/ }).first().click()
  const mat = '/work/shared/material/tables'
  desk.setDialogs([[...readdirSync(mat).filter((f) => !f.endsWith('.json')).map((f) => join(mat, f)), join(dir, '大测镇-活动登记表.csv')]])
  let t0 = Date.now()
  await page.getByRole('button', { name: '选择文件', exact: true }).click()
  await page.getByRole('list', { name: '收到的表' }).waitFor({ timeout: 150000 })
  console.log('read', Date.now() - t0)
  await page.waitForTimeout(5000)
  await shot('look')
  const names = await page.locator('.tables-file').allTextContents(); console.log(names.join('\n'))
  await page.locator('.tables-file').filter({ hasText: '活动登记表-200行.xlsx' }).click(); await shot('200')
  await page.locator('.tables-file').filter({ hasText: '200行-公式' }).click(); await shot('200-formula')
  await page.locator('.tables-file').filter({ hasText: '两层表头' }).click(); await shot('two-heads')
  await page.locator('.tables-file').filter({ hasText: '读不了' }).first().click(); await shot('unreadable')
  t0 = Date.now()
  await page.locator('.tables-file').filter({ hasText: '大测镇' }).click()
  await page.getByRole('table').waitFor(); console.log('open 5000', Date.now() - t0)
  await shot('5000')
  t0 = Date.now()
  await page.getByRole('button', { name: '采用 7', exact: true }).click()
  await page.getByRole('button', { name: '采用 7', exact: true }).waitFor({ state: 'detached' }); console.log('answer in 5000', Date.now() - t0)
  await page.waitForTimeout(1500); await shot('5000-answered')
  t0 = Date.now()
  for (let i = 0; i < 10; i++) { await page.keyboard.press('Enter') }
  await page.waitForTimeout(100); console.log('ten more', Date.now() - t0, await page.evaluate(() => document.activeElement?.textContent))
  const jank = await page.evaluate(async () => {
    const box = document.querySelector('.tables-rows') as HTMLElement
    let worst = 0; let last = performance.now(); let frames = 0
    for (let i = 0; i < 120; i++) { box.scrollTop += 400; await new Promise(requestAnimationFrame); const t = performance.now(); worst = Math.max(worst, t - last); last = t; frames++ }
    return { worst, rows: box.querySelectorAll('.tables-item').length }
  }); console.log('scroll', jank)
  await page.waitForTimeout(1500); await shot('5000-scrolled')
  await page.getByRole('button', { name: /采用全部/ }).click(); await page.waitForTimeout(2500); await shot('5000-all')
  console.log('errors', desk.errors)
} catch (e) { await page.screenshot({ path: `${out}/big-fail.png` }); throw e } finally { await desk.close() }
