import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { inRoot } from '../../build/paths.mjs'
import { pack, unpack } from '../../electron/core/documents/docx/fixed-zip.ts'
import { launchDesk } from './support/launch.ts'
import { fillSpecialActivity, openSpecialActivity, shot, startOffice, waitUntilSaved } from './support/road.ts'
import { samplePlan } from './support/sample-plan.ts'

const shots = inRoot('out/test/shots')

/** What a director does to it in Word. */
function directed(file: string): void {
  const parts = unpack(readFileSync(file)).map(({ name, bytes }) => {
    if (name !== 'word/document.xml') return { name, bytes }
    const [first = ''] = samplePlan.plan.split('\n')
    const xml = bytes
      .toString('utf8')
      .replace(`>${samplePlan.scale}<`, '>线下约450人<')
      .replace('海外同行（　）', '海外同行（√）')
      .replace('预计活动规模', '活动规模')
      .replace(`>${samplePlan.plannedPlace}<`, '>县文化馆<')
      .replace(first, `${first}请县融媒体中心全程报道。`)
    return { name, bytes: Buffer.from(xml) }
  })
  writeFileSync(file, pack(parts, '2022-05-11T00:00:00.000Z'))
}

test('the director’s Word document is read back: taken and left by keys, one undo for all', async () => {
  const desk = await launchDesk()
  const { page, folder } = desk
  await page.setViewportSize({ width: 1280, height: 720 })
  await startOffice(desk, '示例县科学技术协会', '县（市、区）')
  await openSpecialActivity(desk)
  await fillSpecialActivity(desk, samplePlan)
  await waitUntilSaved(desk)
  const file = join(folder, '局长改.docx')
  desk.setDialogs([file])
  await page.getByRole('button', { name: '存 Word 文档' }).click()
  await expect.poll(() => existsSync(file), { timeout: 30_000 }).toBe(true)
  await waitUntilSaved(desk)
  directed(file)
  // Meanwhile the clerk changes one of the same places.
  await page.getByRole('textbox', { name: '拟举办地点' }).fill('县科技馆')
  await waitUntilSaved(desk)

  desk.setDialogs([file])
  await page.getByRole('button', { name: '读回 Word 文档' }).click()
  const dialog = page.getByRole('dialog', { name: /读回 Word 文档/ })
  const items = dialog.getByRole('list', { name: '改动' }).getByRole('listitem')
  await expect(items).toHaveCount(5)
  await expect(dialog.getByText('两边都改过')).toBeVisible()
  await expect(dialog.getByText('这是表格本身的字，不随材料改。')).toBeVisible()
  await shot(page, join(shots, 'wordback.png'))
  // In the order of the paper: the place is left, the audience and the scale are taken.
  await expect(items.first()).toBeFocused()
  await page.keyboard.press('Delete')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await shot(page, join(shots, 'wordback-decided.png'))
  await dialog.getByRole('button', { name: /^写入 3 处/ }).click()
  await expect(page.getByRole('textbox', { name: '预计活动规模' })).toHaveValue('线下约450人')
  await expect(page.getByRole('checkbox', { name: '海外同行' })).toBeChecked()
  await expect(page.getByRole('textbox', { name: '拟举办地点' })).toHaveValue('县科技馆')
  await expect(page.getByRole('textbox', { name: '工作方案' })).toHaveValue(/请县融媒体中心全程报道。/)
  await shot(page, join(shots, 'wordback-taken.png'))
  await page.getByRole('banner').getByRole('button', { name: '撤销' }).click()
  await expect(page.getByRole('textbox', { name: '预计活动规模' })).toHaveValue(samplePlan.scale)
  await expect(page.getByRole('checkbox', { name: '海外同行' })).not.toBeChecked()
  expect(desk.errors).toEqual([])
  await desk.close()
})
