import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { inRoot } from '../../build/paths.mjs'
import { pagePicture, writePhoto } from '../support/phone-photo.ts'
import { launchDesk } from './support/launch.ts'
import { fillSpecialActivity, go, openSpecialActivity, shot, startOffice, waitUntilSaved } from './support/road.ts'
import { samplePlan } from './support/sample-plan.ts'

const shots = inRoot('out/test/shots')

test('the stamped paper comes back as a photo: matched, refused when it is an older version, collected from the list', async () => {
  const desk = await launchDesk()
  const { page, folder } = desk
  await startOffice(desk, '示例县科学技术协会', '县（市、区）')
  await openSpecialActivity(desk)
  await fillSpecialActivity(desk, samplePlan)
  await waitUntilSaved(desk)
  const savePdf = async (name: string) => {
    const file = join(folder, name)
    desk.setDialogs([file])
    await page.getByRole('button', { name: '保存为 PDF' }).click()
    await expect.poll(() => existsSync(file), { timeout: 30_000 }).toBe(true)
    await expect(page.getByRole('button', { name: '打开所在文件夹' })).toBeVisible()
    return file
  }
  const photo = async (pdf: string, name: string, seed: number) =>
    writePhoto(await pagePicture(pdf, 1), join(folder, name), {
      seed,
      tilt: 15,
      longSide: 1280,
      seal: { x: 68, y: 62 },
    })

  const first = await photo(await savePdf('一.pdf'), 'IMG_1.jpg', 11)
  await page.getByRole('textbox', { name: '预计活动规模' }).fill('线下约500人')
  await waitUntilSaved(desk)
  const second = await photo(await savePdf('二.pdf'), 'IMG_2.jpg', 12)

  await page.getByText(/^定稿记录/).click()
  // The clerk picks the photo of yesterday's print.
  desk.setDialogs([first])
  await page.getByRole('button', { name: '给第 2 版添加盖章扫描件' }).click()
  await expect(page.getByText('纸电不符')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('这是旧的定稿版本 1，现在是 2。')).toBeVisible()
  await shot(page, join(shots, 'scans-mismatch.png'))
  await page.getByRole('button', { name: '移除盖章扫描件1' }).click()
  await expect(page.getByText('纸电不符')).toBeHidden()

  desk.setDialogs([second])
  await page.getByRole('button', { name: '给第 2 版添加盖章扫描件' }).click()
  await expect(page.getByText('纸电相符')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('盖章件和这一版相符，已标记盖章')).toBeVisible()
  await shot(page, join(shots, 'scans-match.png'))
  // One undo takes the photo and the mark back.
  await page.getByRole('banner').getByRole('button', { name: '撤销' }).click()
  await expect(page.getByText('纸电相符')).toBeHidden()
  await expect(page.getByRole('button', { name: '标记已盖章' })).toBeVisible()

  await go(desk, '填报记录')
  desk.setDialogs([[first, second]])
  await page.getByRole('button', { name: '收盖章件' }).click()
  await page.getByRole('button', { name: '选择照片或扫描件' }).click()
  await expect(page.getByText('已归位')).toBeVisible({ timeout: 40_000 })
  await expect(page.getByText(/第 1 版，现在是第 2 版，要重新打印盖章/)).toBeVisible()
  await shot(page, join(shots, 'scans-collected.png'))
  await page.keyboard.press('Escape')
  await expect(page.getByRole('option').getByText('纸电相符')).toBeVisible()
  await shot(page, join(shots, 'scans-list.png'))
  expect(desk.errors).toEqual([])
  await desk.close()
})
