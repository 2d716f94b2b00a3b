/** 文件夹报送, as a clerk does it by the interface's own words; then the folder is judged as its recipient would. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { inRoot } from '../../build/paths.mjs'
import { pageSizes, pdfFonts } from '../support/pdf.ts'
import { partOf } from '../support/word-xml.ts'
import { launchDesk } from './support/launch.ts'
import { fillSpecialActivity, go, openSpecialActivity, shot, startOffice, waitUntilSaved } from './support/road.ts'
import { samplePhotos, samplePlan } from './support/sample-plan.ts'

const office = '示例县科学技术协会'
const shots = inRoot('out/test/handover')

const textOf = (file: string): string =>
  execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', file, '-'], { encoding: 'utf8' })
/** As one run of characters: where a line breaks is the paper's business. */
const flat = (text: string): string => text.replace(/\s+/gu, '')

test('fill, 定稿, folder, given, returned by telephone, changed, sent again, confirmed', async () => {
  test.setTimeout(180_000)
  const folder = mkdtempSync(join(tmpdir(), 'kexie-handover-'))
  mkdirSync(shots, { recursive: true })
  const desk = await launchDesk()
  const { page } = desk
  const say = (name: string) => page.getByText(name).first().waitFor()
  try {
    await startOffice(desk, office, '县（市、区）')
    await openSpecialActivity(desk)
    await fillSpecialActivity(desk, samplePlan)
    desk.setDialogs([samplePhotos])
    await page.getByText('添加照片').click()
    await page.getByRole('button', { name: /移除第 3 张/ }).waitFor()
    await waitUntilSaved(desk)
    desk.setDialogs([join(folder, '盖章用.pdf')])
    await page.getByRole('button', { name: '保存为 PDF' }).click()
    await say('已保存 PDF')
    await page.getByRole('button', { name: '标记已盖章' }).click()
    await say('已标记盖章')

    // The folder is the way on the first day: nobody upstream has a card.
    await go(desk, '报送')
    await say('这些个人信息会遮盖')
    await expect(page.locator('.personal-warning')).toContainText('手机')
    await shot(page, join(shots, '1-folder-way.png'))
    desk.setDialogs([folder])
    await page.getByRole('button', { name: '写出报送文件夹' }).click()
    await say('已写好 1 份材料')
    await page.getByText('已写出，还没交').scrollIntoViewIfNeeded()
    await shot(page, join(shots, '2-written.png'))

    await page.getByRole('button', { name: '已交出', exact: true }).click()
    const given = page.getByRole('dialog', { name: '登记：已交出' })
    await given.getByText('微信', { exact: true }).click()
    await shot(page, join(shots, '3-given.png'))
    await given.getByRole('button', { name: '登记已交出' }).click()
    await say('已登记：已交出。')

    await page.getByRole('button', { name: '退回', exact: true }).click()
    const returned = page.getByRole('dialog', { name: /退回$/ })
    await returned.getByLabel('退回原因').fill('活动规模写得太笼统，请写明线下人数。')
    await returned.getByRole('button', { name: '登记退回' }).click()
    await say('已登记：退回')
    await shot(page, join(shots, '4-returned.png'))

    await go(desk, '工作台')
    await page.getByText('退回').first().waitFor()
    await page.getByRole('button', { name: '修改重报：特色亮点活动筹备方案' }).first().click()
    await say('活动规模写得太笼统')
    await page.getByRole('textbox', { name: '预计活动规模' }).fill('线下320人，线上2000人')
    await page.getByRole('textbox', { name: '手机' }).fill('13900009999')
    await say('报送后改过 2 处')
    await page.getByRole('button', { name: '查看', exact: true }).click()
    await expect(page.getByRole('list', { name: '报送后改过的地方' })).toContainText('线下320人，线上2000人')
    await expect(page.getByRole('list', { name: '报送后改过的地方' })).not.toContainText('13900009999')
    await shot(page, join(shots, '5-changed-since.png'))

    await page.getByRole('button', { name: '看报送了什么' }).click()
    await page.getByRole('heading', { level: 1, name: '报送了什么' }).waitFor()
    await say('报出后又改了')
    await shot(page, join(shots, '6-sent-page.png'))
    desk.setDialogs([join(folder, '报送情况.pdf')])
    await page.getByRole('button', { name: '保存为 PDF' }).click()
    await say('已保存 PDF')

    await go(desk, '报送')
    await page.getByText(/^保留/).click()
    await say('文件夹里会有这些个人信息')
    await page.getByRole('button', { name: '写出报送文件夹' }).click()
    await expect(page.getByText('文件夹报送，给')).toHaveCount(2)
    await page.getByRole('button', { name: '电话确认收到' }).first().click()
    await say('已登记：电话确认收到')
    await expect(page.locator('.handover').first()).toContainText('电话确认收到')
    await page.locator('.handover').first().scrollIntoViewIfNeeded()
    await shot(page, join(shots, '7-confirmed.png'))
    await page.getByRole('button', { name: '复制正文' }).first().click()
    await say('正文已复制')
    expect(await desk.app.evaluate(({ clipboard }) => clipboard.readText())).toContain(`联系部门：${office}`)
    await go(desk, '工作台')
    await page.getByText('已收').first().waitFor()
    expect(desk.errors).toEqual([])
  } finally {
    await desk.close()
  }

  // What the recipient gets: two folders, the second with a name of its own.
  const folders = readdirSync(folder).filter((name) => statSync(join(folder, name)).isDirectory())
  expect(folders.sort()).toEqual([folders[0], `${folders[0]}-2`])
  expect(folders[0]).toMatch(/^示例县科学技术协会-.*-报送材料-\d{8}$/)
  const record = `01-${office}-特色亮点活动筹备方案-“把论文写在大地上”农技专家田间行`
  for (const [index, name] of folders.entries()) {
    const dir = join(folder, name)
    const names = readdirSync(dir).sort()
    expect(names[0]).toBe('00-报送清单.pdf')
    expect(names).toContain('邮件正文.txt')
    expect(names.filter((one) => one.endsWith('.jpg'))).toHaveLength(3)
    const pdf = names.find((one) => one.startsWith('01-') && one.endsWith('.pdf')) ?? ''
    expect(record.startsWith(pdf.slice(0, 24))).toBe(true)
    // Beside the page its Word document, which says the same and hides the same.
    const word = flat(partOf(join(dir, pdf.replace(/pdf$/u, 'docx')), 'word/document.xml').replace(/<[^>]+>/gu, ''))
    expect(word.includes(samplePlan.contactName)).toBe(index > 0)
    expect(word).toContain(flat(samplePlan.activityName))
    const paper = flat(textOf(join(dir, pdf)))
    const overview = flat(textOf(join(dir, '00-报送清单.pdf')))
    const masked = index === 0
    expect(paper.includes(samplePlan.contactName)).toBe(!masked)
    expect(paper.includes(masked ? samplePlan.mobile : '13900009999')).toBe(!masked)
    expect(paper).toContain(flat(samplePlan.activityName))
    // The list names every file as it lies there, the code that is on the paper, and what is missing.
    for (const one of names.filter((each) => each.startsWith('01-'))) expect(overview).toContain(flat(one))
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(paper)?.[0] ?? 'no code'
    expect(overview).toContain(code)
    expect(readFileSync(join(dir, '邮件正文.txt'), 'utf8')).toContain(code)
    for (const title of ['工作方案还没有填写', '活动简介还没有填写', '往年特色活动照片还没有填写'])
      expect(overview).toContain(title)
    expect(overview).not.toContain('草稿')
    for (const size of await pageSizes(join(dir, '00-报送清单.pdf'))) {
      expect(Math.abs(size.widthMm - 210)).toBeLessThan(0.5)
      expect(Math.abs(size.heightMm - 297)).toBeLessThan(0.5)
    }
    for (const font of await pdfFonts(join(dir, '00-报送清单.pdf'))) expect(font.embedded).toBe(true)
  }
  const situation = flat(textOf(join(folder, '报送情况.pdf')))
  for (const words of ['微信', '退回', '活动规模写得太笼统', '现“线下320人，线上2000人”', '还没有填写'])
    expect(situation).toContain(words)
  expect(situation).not.toContain('13900009999')
  for (const [index, file] of [
    join(folder, folders[0] ?? '', '00-报送清单.pdf'),
    join(folder, '报送情况.pdf'),
  ].entries())
    execFileSync('pdftoppm', ['-r', '60', '-png', '-singlefile', file, join(shots, `paper-${index + 1}`)])
  rmSync(folder, { recursive: true, force: true })
})
