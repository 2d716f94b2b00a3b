/** What a clerk is afraid of: the passphrase at the next start, and an export that is given up half way. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type Desk, launchDesk } from './support/launch.ts'
import {
  fillSpecialActivity,
  go,
  openSpecialActivity,
  passphrase,
  startOffice,
  waitUntilSaved,
} from './support/road.ts'
import { samplePhotos, samplePlan } from './support/sample-plan.ts'
import { exportCard, trustUpstream } from './support/trade.ts'

let folder: string
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kexie-hands-'))
})
test.afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('after the passphrase was set, the next start asks for it: the wrong one is refused, the right one opens', async () => {
  const dataDir = join(folder, 'store')
  const before = await launchDesk({ dataDir })
  await startOffice(before, '示例县科学技术协会', '县（市、区）')
  await exportCard(before, join(folder, '名片.zip'))
  await before.page.getByRole('button', { name: '收起栏目' }).click()
  expect(before.errors).toEqual([])
  await before.close()

  const after = await launchDesk({ dataDir })
  const { page } = after
  const field = page.getByLabel('口令', { exact: true })
  await expect(field).toBeFocused()
  await expect(page.getByRole('heading', { name: '示例县科学技术协会' })).toBeVisible()
  await page.keyboard.type('不是这一句口令')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('数据没有变化，可以再试')
  await field.fill(passphrase)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: '工作台' }).waitFor()
  // As it was left.
  await page.getByRole('button', { name: '展开栏目' }).waitFor()
  expect(after.errors).toEqual([])
  await after.close()
})

test('an export that is cancelled while it writes leaves nothing on the stick, and can be done again', async () => {
  const stick = join(folder, 'stick')
  mkdirSync(stick)
  const cityCard = join(folder, '名片-市.zip')
  const [city, county] = await Promise.all([launchDesk(), launchDesk()])
  await startOffice(city, '示例市科学技术协会', '设区市')
  await startOffice(county, '示例县科学技术协会', '县（市、区）')
  const groups = await exportCard(city, cityCard)
  await city.close()
  await exportCard(county, join(folder, '名片-县.zip'))
  await go(county, '工作台')
  await openSpecialActivity(county)
  await fillSpecialActivity(county, samplePlan)
  await attach(
    county,
    samplePhotos.slice(0, 2).map((photo, index) => heavy(photo, join(folder, `大照片${index + 1}.jpg`))),
  )
  await waitUntilSaved(county)
  await trustUpstream(county, cityCard, groups)
  county.setDialogs([stick])
  await cancelWhenWriting(county)
  await county.page.getByRole('button', { name: '写出报送包' }).click()
  await county.page.getByText('做到一半的内容已清理').waitFor()
  expect(readdirSync(stick)).toEqual([])
  await county.page
    .getByRole('button', { name: /写出报送包|接着写出/ })
    .first()
    .click()
  await county.page
    .getByText(/号报送包已写好/)
    .first()
    .waitFor()
  expect(readdirSync(stick)).toHaveLength(1)
  expect(county.errors).toEqual([])
  await county.close()
})

/** The same picture with 25 MB behind its end, as telephones append their short films. */
function heavy(photo: string, file: string): string {
  writeFileSync(file, Buffer.concat([readFileSync(photo), Buffer.alloc(25_000_000, photo)]))
  return file
}

async function attach({ page, setDialogs }: Desk, files: string[]): Promise<void> {
  setDialogs([files])
  await page.getByRole('button', { name: '添加照片', exact: true }).click()
  await page.getByRole('button', { name: new RegExp(`移除第 ${files.length} 张`) }).waitFor()
}

/** Presses 取消 as soon as the panel says that the file is being written. */
async function cancelWhenWriting({ page }: Desk): Promise<void> {
  await page.evaluate(() => {
    new MutationObserver((_changes, observer) => {
      const panel = document.querySelector('[aria-label="正在做的事"]')
      if (!panel?.textContent?.includes('正在写出')) return
      observer.disconnect()
      for (const button of panel.querySelectorAll('button')) if (button.textContent === '取消') button.click()
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
}
