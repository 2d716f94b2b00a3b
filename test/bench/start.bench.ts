/** Start to interactive: 工作台 rows from the store painted and a key answered, against a bare Electron window. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inRoot } from '../../build/paths.mjs'
import { launchDesk } from '../e2e/support/launch.ts'
import { alternate, report } from './measure.ts'

const dataDir = join(mkdtempSync(join(tmpdir(), 'kexie-bench-')), 'store')

async function prepare(): Promise<void> {
  const desk = await launchDesk({ dataDir })
  await desk.page.getByLabel('单位名称').fill('示例县科学技术协会')
  await desk.page.getByRole('button', { name: '开始使用' }).click()
  await desk.page.getByRole('button', { name: /^填写/ }).first().waitFor()
  await desk.close()
}

async function ours(): Promise<number> {
  const from = performance.now()
  const desk = await launchDesk({ dataDir })
  await desk.page.getByRole('button', { name: /^填写/ }).first().waitFor()
  await desk.page.keyboard.press('Control+k')
  await desk.page.getByRole('dialog').waitFor()
  const took = performance.now() - from
  await desk.close()
  return took
}

async function bare(): Promise<number> {
  const from = performance.now()
  const desk = await launchDesk({ appDir: inRoot('test/fixtures/bare-window') })
  await desk.page.getByText('bare').waitFor()
  await desk.page.keyboard.press('k')
  await desk.page.locator('body[data-answered]').waitFor()
  const took = performance.now() - from
  await desk.close()
  return took
}

await prepare()
const figures = await alternate(5, ours, bare)
report({ name: 'start to interactive against a bare window', ...figures, aim: 2.0, unit: 'ms' })
rmSync(dataDir, { recursive: true, force: true })
