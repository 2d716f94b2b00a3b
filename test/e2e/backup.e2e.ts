/** Copies of the store in the interface's own words: by hand, what a restore takes away, the restore, and a damaged store. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { inRoot } from '../../build/paths.mjs'
import { type Desk, launchDesk } from './support/launch.ts'
import { go, openSpecialActivity, shot, startOffice, waitUntilSaved } from './support/road.ts'

const shots = inRoot('out/test/shots')
const name = (page: Page) => page.getByRole('textbox', { name: '主题活动名称' })

async function write(desk: Desk, text: string): Promise<void> {
  await go(desk, '工作台')
  await openSpecialActivity(desk)
  await name(desk.page).fill(text)
  await name(desk.page).blur()
  await waitUntilSaved(desk)
}

test('a copy by hand; the window says what would be lost; the restore brings the older text back', async () => {
  const desk = await launchDesk()
  const { page } = desk
  await startOffice(desk, '示例县科学技术协会', '县（市、区）')
  await write(desk, '备份以前的名称')
  await go(desk, '设置')
  await page.getByRole('button', { name: '立即备份' }).click()
  await page.getByRole('list', { name: '备份' }).getByText('手动备份').waitFor()
  await write(desk, '备份以后的名称')
  await go(desk, '设置')
  await page.getByRole('region', { name: '备份', exact: true }).scrollIntoViewIfNeeded()
  await shot(page, join(shots, 'backup-list.png'))
  await page
    .getByRole('button', { name: /^恢复到/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog', { name: '恢复备份' })
  await expect(dialog).toContainText('1 份表后来的修改')
  await expect(dialog.getByRole('region', { name: '恢复的影响' })).toContainText('备份以后的名称')
  await shot(page, join(shots, 'backup-restore.png'))
  await dialog.getByRole('button', { name: '恢复到这份备份' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await expect(page.getByText(/已恢复到.*的备份/)).toBeVisible()
  await expect(page.getByRole('list', { name: '备份' })).toContainText('恢复以前')
  await shot(page, join(shots, 'backup-restored.png'))
  await go(desk, '填报记录')
  await page.getByText('备份以前的名称').first().waitFor()
  await expect(page.getByText('备份以后的名称')).toHaveCount(0)
  expect(desk.errors).toEqual([])
  await desk.close()
})

test('a damaged store opens from its newest good copy, with one click in the window that says so', async () => {
  const first = await launchDesk()
  await startOffice(first, '示例县科学技术协会', '县（市、区）')
  await write(first, '损坏以前的名称')
  await go(first, '设置')
  await first.page.getByRole('button', { name: '立即备份' }).click()
  await first.page.getByRole('list', { name: '备份' }).getByText('手动备份').waitFor()
  await first.app.close()
  const file = join(first.dataDir, 'kexie.sqlite')
  const bytes = readFileSync(file)
  writeFileSync(file, bytes.fill(0x5a, 4096, 4096 * 12))

  const desk = await launchDesk({ dataDir: first.dataDir })
  const failed = await windowWith(desk, '#/start-failed')
  const button = failed.getByRole('button', { name: /恢复到 .* 的备份/ })
  await button.waitFor()
  await shot(failed, join(shots, 'backup-damaged.png'))
  await button.click()
  const opened = await windowWith(desk, '')
  await opened.getByRole('heading', { level: 1, name: '工作台' }).waitFor()
  // What happened stands on the first screen, until it was read.
  await expect(opened.getByText('原来的数据文件已损坏')).toBeVisible()
  await shot(opened, join(shots, 'backup-after-damage.png'))
  await opened.getByRole('button', { name: '知道了' }).click()
  await expect(opened.getByText('原来的数据文件已损坏')).toHaveCount(0)
  await go({ ...desk, page: opened }, '填报记录')
  await opened.getByText('损坏以前的名称').first().waitFor()
  await desk.close()
  await first.close()
})

async function windowWith(desk: Desk, hash: string): Promise<Page> {
  let found: Page | undefined
  await expect(async () => {
    found = desk.app
      .windows()
      .find(
        (page) =>
          page.url().startsWith('kexie://') &&
          (hash === '' ? !page.url().includes('start-failed') : page.url().includes(hash)),
      )
    expect(found).toBeDefined()
    if (hash === '') expect(desk.app.windows()).toHaveLength(1)
  }).toPass()
  return found!
}
