/**
 * The main road in real Electron, from a notice to a receipt: a county office and a city office, each with a store of
 * its own, hand files to each other through a folder, as they would on a USB stick.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import { inRoot } from '../../build/paths.mjs'
import { type Desk, launchDesk } from '../e2e/support/launch.ts'
import {
  compareFingerprint,
  fillSpecialActivity,
  go,
  openSpecialActivity,
  readOutFingerprint,
  setPassphrase,
  shot,
  startOffice,
  waitUntilSaved,
} from '../e2e/support/road.ts'
import { samplePhotos, samplePlan } from '../e2e/support/sample-plan.ts'

const out = inRoot('out/demo')
const started = performance.now()
const lines: string[] = []
let pictures = 0

function tell(line: string): void {
  lines.push(line)
  process.stdout.write(`${line}\n`)
}
const seconds = () => `${((performance.now() - started) / 1000).toFixed(0)} s`

async function picture(desk: Desk, name: string): Promise<void> {
  pictures++
  await shot(desk.page, join(out, 'screens', `${String(pictures).padStart(2, '0')}-${name}.png`))
}

/** Name of the one new file in a folder. */
function newFile(folder: string, before: readonly string[]): string {
  const fresh = readdirSync(folder).filter((name) => !before.includes(name))
  const [name] = fresh
  if (fresh.length !== 1 || name === undefined) throw new Error(`expected one new file in ${folder}, found ${fresh.length}`)
  return join(folder, name)
}

async function exportCard(desk: Desk, file: string): Promise<string[]> {
  const groups = await readOutFingerprint(desk)
  desk.setDialogs([file])
  await desk.page.getByRole('button', { name: '导出单位名片' }).first().click()
  await setPassphrase(desk)
  await desk.page.getByText('单位名片已写出').waitFor()
  return groups
}

rmSync(out, { recursive: true, force: true })
for (const folder of ['screens', 'stick', 'pdf']) mkdirSync(join(out, folder), { recursive: true })
const stick = join(out, 'stick')
const home = mkdtempSync(join(tmpdir(), 'kexie-demo-'))
const [county, city] = await Promise.all([
  launchDesk({ dataDir: join(home, 'county') }),
  launchDesk({ dataDir: join(home, 'city') }),
])
try {
  await picture(county, 'first-start')
  await startOffice(city, '示例市科学技术协会', '设区市')
  await startOffice(county, '示例县科学技术协会', '县（市、区）')
  await picture(county, 'desk')
  tell(`1  two offices founded, name and level only (${seconds()})`)

  await openSpecialActivity(county)
  await fillSpecialActivity(county, samplePlan)
  county.setDialogs([samplePhotos])
  await county.page.getByText('添加照片').click()
  await county.page.getByRole('button', { name: /移除第 3 张/ }).waitFor()
  await waitUntilSaved(county)
  await picture(county, 'form')
  tell(`2  F2 filled in with ${samplePhotos.length} photos, saved while typing (${seconds()})`)

  const pdf = join(out, 'pdf', '特色亮点活动筹备方案.pdf')
  county.setDialogs([pdf])
  await county.page.getByRole('button', { name: '保存为 PDF' }).click()
  await county.page.getByText('已保存 PDF').waitFor()
  await county.page.getByRole('button', { name: '标记已盖章' }).click()
  await county.page.getByText('已标记盖章').waitFor()
  await picture(county, 'frozen')
  tell(`3  定稿, PDF for the stamp: ${relative(out, pdf)}, ${statSync(pdf).size} bytes (${seconds()})`)

  const cityCard = join(stick, '单位名片-市.zip')
  const countyCard = join(stick, '单位名片-县.zip')
  const cityGroups = await exportCard(city, cityCard)
  const countyGroups = await exportCard(county, countyCard)
  tell(`4  passphrases set, office cards on the stick (${seconds()})`)

  await go(county, '报送')
  county.setDialogs([cityCard])
  await county.page.getByRole('button', { name: '导入上级名片' }).click()
  await picture(county, 'compare')
  await compareFingerprint(county, cityGroups)
  const before = readdirSync(stick)
  county.setDialogs([stick])
  await picture(county, 'submit')
  await county.page.getByRole('button', { name: '写出报送包' }).click()
  await county.page.getByText(/号报送包已写好/).first().waitFor()
  await picture(county, 'sent')
  const submission = newFile(stick, before)
  tell(`5  city's 指纹码 compared, signed package written: ${relative(out, submission)}, ${statSync(submission).size} bytes (${seconds()})`)

  await go(city, '收件')
  city.setDialogs([countyCard])
  await city.page.getByRole('button', { name: '选择收到的文件' }).click()
  await city.page.getByRole('button', { name: '比对指纹码' }).first().click()
  await compareFingerprint(city, countyGroups)
  city.setDialogs([submission])
  await city.page.getByRole('button', { name: '选择收到的文件' }).click()
  await city.page.getByText('签名、内容、附件都核对过').waitFor()
  await picture(city, 'verified')
  const arrived = city.page.getByRole('listitem').filter({ hasText: basename(submission) })
  await arrived.getByRole('button', { name: '收入', exact: true }).click()
  await city.page.getByRole('button', { name: /^采用：/ }).first().click()
  await city.page.getByText('已采用').first().waitFor()
  const beforeReceipt = readdirSync(stick)
  city.setDialogs([stick])
  await city.page.getByRole('button', { name: '写回执', exact: true }).click()
  await city.page.getByText('回执已写好').first().waitFor()
  await picture(city, 'receipt')
  const receipt = newFile(stick, beforeReceipt)
  tell(`6  city verified, took it in, accepted it, receipt written: ${relative(out, receipt)} (${seconds()})`)

  await go(county, '收件')
  county.setDialogs([receipt])
  await county.page.getByRole('button', { name: '选择收到的文件' }).first().click()
  await county.page.getByRole('button', { name: '收入', exact: true }).click()
  await county.page.getByText('回执已收入').first().waitFor()
  await picture(county, 'acknowledged')
  await go(county, '工作台')
  await county.page.getByText('已采用').first().waitFor()
  await picture(county, 'done')
  copyFileSync(join(out, 'screens', '02-desk.png'), join(out, 'desk.png'))
  tell(`7  county took the receipt in: 已采用 (${seconds()})`)
  const errors = [...county.errors, ...city.errors]
  if (errors.length > 0) throw new Error(`errors in the windows: ${errors.join('; ')}`)
  tell(`Everything is in ${relative(inRoot('.'), out)}: ${pictures} screenshots, the PDF, two cards, one package, one receipt.`)
} finally {
  await Promise.all([county.close(), city.close()])
  rmSync(home, { recursive: true, force: true })
}
