/** Papers that go with a record through the office, as a clerk prints them; then read as paper. */
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { inRoot } from '../../build/paths.mjs'
import { fingerprintGroups } from '../../electron/core/package/card.ts'
import { parseCardQr } from '../../electron/core/trust/card-qr.ts'
import { pageSizes, pdfText, readQr } from '../support/pdf.ts'
import { launchDesk } from './support/launch.ts'
import { fillSpecialActivity, go, openSpecialActivity, readOutFingerprint, shot, startOffice } from './support/road.ts'
import { samplePlan } from './support/sample-plan.ts'

const shots = inRoot('out/test/papers')
const flat = (text: string): string => text.replace(/\s+/gu, '')

test('发文稿纸 and 用印审批单, 用印清单, 交接单, 单位备案表, each as PDF', async () => {
  test.setTimeout(120_000)
  mkdirSync(shots, { recursive: true })
  const desk = await launchDesk()
  const { page, folder } = desk
  const file = (name: string) => join(folder, `${name}.pdf`)
  const save = async (name: string) => {
    desk.setDialogs([file(name)])
    await page.getByRole('dialog').getByRole('button', { name: '存为 PDF', exact: true }).click()
    await page.getByText(`${name}已保存`).first().waitFor()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    const [size] = await pageSizes(file(name))
    expect(size?.widthMm).toBeCloseTo(210, 0)
    expect(size?.heightMm).toBeCloseTo(297, 0)
    execFileSync('pdftoppm', ['-r', '60', '-png', '-singlefile', file(name), join(shots, name)])
    return flat(await pdfText(file(name)))
  }
  try {
    await startOffice(desk, '示例县科学技术协会', '县（市、区）')
    await openSpecialActivity(desk)
    await fillSpecialActivity(desk, samplePlan)
    desk.setDialogs([file('盖章用')])
    await page.getByRole('button', { name: '保存为 PDF' }).click()
    await page.getByText('已保存 PDF').first().waitFor()
    const code = /版本核对码\s*([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(await pdfText(file('盖章用')))?.[1] ?? 'no code'

    await page.getByRole('button', { name: '更多', exact: true }).click()
    await page.getByRole('menuitem', { name: '用印审批' }).click()
    await page.getByLabel('拟稿部门').fill('办公室')
    await shot(page, join(shots, '1-dialog.png'))
    const papers = [await save('发文稿纸')]
    await page.getByRole('button', { name: '更多', exact: true }).click()
    await page.getByRole('menuitem', { name: '用印审批' }).click()
    await page.getByRole('dialog').getByText('用印审批单', { exact: true }).click()
    papers.push(await save('用印审批单'))
    await go(desk, '填报记录')
    await page.getByRole('button', { name: '用印清单' }).click()
    const list = await save('用印清单')
    papers.push(list)
    // Pages of the printed form, two copies, and where the seal goes.
    const { length } = await pageSizes(file('盖章用'))
    expect(list).toContain(`${code}${length}2表头“单位（盖章）”处`)

    await go(desk, '报送')
    desk.setDialogs([folder])
    await page.getByRole('button', { name: '写出报送文件夹' }).click()
    await page.getByRole('button', { name: '打印交接单' }).click()
    papers.push(await save('交接单'))
    for (const words of papers) {
      expect(words).toContain(code)
      expect(words).toContain(flat(samplePlan.activityName).slice(0, 6))
      for (const secret of [samplePlan.contactName, samplePlan.mobile]) expect(words).not.toContain(secret)
      expect(words).not.toContain('未定稿')
    }

    const groups = await readOutFingerprint(desk)
    await page.getByRole('button', { name: '打印单位备案表' }).click()
    const registration = await save('单位备案表')
    expect(registration).toContain(groups.join(''))
    // The whole card stands on the paper, as a scanner of an office sees it.
    const code300 = await readQr(file('单位备案表'), 1, 'right', {
      dpi: 300,
      top: 2600,
      left: 1700,
      width: 780,
      height: 900,
    })
    const card = parseCardQr(code300 ?? '')
    expect(card && fingerprintGroups(card)).toEqual(groups)
    expect(desk.errors).toEqual([])
  } finally {
    await desk.close()
  }
})
