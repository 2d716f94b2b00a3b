/**
 * The first day of an office that nobody upstream has heard of the program: the example office, the own office, a notice
 * that came as a PDF, the form, the paper, the plain folder, a return by telephone, corrected and sent again.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, expect, type Page, test } from '@playwright/test'
import { inRoot } from '../../build/paths.mjs'
import { type Desk, launchDesk } from './support/launch.ts'
import { fillSpecialActivity, go, shot, startOffice, waitUntilSaved } from './support/road.ts'
import { samplePlan } from './support/sample-plan.ts'

const screens = inRoot('out/test/first-day')

/** In the manner of the real ones; no pack knows it. */
const noticeHtml = `<!doctype html><meta charset="utf-8"><style>body{font:16pt/1.8 serif;margin:20mm}p{text-indent:2em;margin:0}h1{font-size:22pt;text-align:center}</style>
<h1>示例市科学技术协会关于开展2027年全国科普月特色活动的通知</h1>
<p style="text-indent:0">各县（市、区）科协：</p>
<p>为做好2027年全国科普月工作，现将特色活动有关事项通知如下。</p>
<p>一、活动主题</p><p>提升科学素质，共建美好家园</p>
<p>二、报送要求</p>
<p>（一）请于8月27日前报送特色亮点活动筹备方案（加盖公章），每项活动500字以内。</p>
<p>（二）请于10月12日前报送工作总结。</p>
<p>三、联系方式</p>
<p>联系部门：示例市科学技术协会科普部</p><p>联系电话：0500-1234567</p><p>电子邮箱：kepu@example.cn</p>
<p style="text-align:right">示例市科学技术协会</p><p style="text-align:right">2027年8月3日</p>`

async function printPdf(html: string, path: string): Promise<void> {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  try {
    const page = await browser.newPage()
    await page.setContent(html)
    await page.pdf({ path, format: 'A4' })
  } finally {
    await browser.close()
  }
}

const say = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor()

async function lookAtTheExample({ page }: Desk): Promise<void> {
  await page.getByRole('button', { name: '打开示例单位' }).click()
  await say(page, '示例单位 · 随便试，不会报出去')
  await page.getByRole('heading', { level: 1, name: '工作台' }).waitFor()
  await shot(page, join(screens, '1-example.png'))
  await page.getByRole('button', { name: '丢掉示例' }).click()
  await page.getByLabel('单位名称').waitFor()
}

async function makeTheNotice(desk: Desk, pdf: string): Promise<void> {
  const { page } = desk
  await go(desk, '通知与任务')
  await page.getByRole('button', { name: '自建通知' }).click()
  desk.setDialogs([pdf])
  await page.getByRole('button', { name: '选择收到的通知' }).click()
  await page.getByRole('region', { name: '认出来的内容' }).waitFor()
  await shot(page, join(screens, '2-notice.png'))
  await page.getByRole('button', { name: /^全部采用没有疑问的/ }).click()
  const asking = page.getByText('要您定', { exact: true })
  while ((await asking.count()) > 0) {
    const before = await asking.count()
    await page.keyboard.press('1')
    await expect.poll(() => asking.count()).toBeLessThan(before)
  }
  await page.getByRole('button', { name: '生效' }).click()
  await page.getByRole('heading', { level: 1, name: /已生效/ }).waitFor()
  await go(desk, '工作台')
  await shot(page, join(screens, '3-desk.png'))
}

async function makePaper(desk: Desk, pdf: string): Promise<void> {
  const { page } = desk
  desk.setDialogs([pdf])
  await page.getByRole('button', { name: '保存为 PDF' }).click()
  await say(page, '已保存 PDF')
  expect(statSync(pdf).size).toBeGreaterThan(10_000)
}

async function writeFolder(desk: Desk, folder: string): Promise<void> {
  const before = readdirSync(folder).length
  await go(desk, '报送')
  desk.setDialogs([folder])
  await desk.page.getByRole('button', { name: '写出报送文件夹' }).click()
  await expect.poll(() => readdirSync(folder).filter((name) => !name.endsWith('.part')).length).toBe(before + 1)
  // The entries below are of the folder just written, once it stands in the list.
  await expect(desk.page.locator('.handover')).toHaveCount(before + 1)
}

test('from the first start to the corrected submission, without anybody upstream', async () => {
  test.setTimeout(240_000)
  mkdirSync(screens, { recursive: true })
  const folder = mkdtempSync(join(tmpdir(), 'kexie-first-day-'))
  const pdf = join(folder, '收到的通知.pdf')
  await printPdf(noticeHtml, pdf)
  const out = join(folder, '交出')
  mkdirSync(out)
  const desk = await launchDesk({ env: { KEXIE_TEST_NOW: '2027-08-05T01:00:00.000Z' } })
  const { page } = desk
  try {
    await lookAtTheExample(desk)
    await startOffice(desk, '示例县科学技术协会', '县（市、区）')
    await makeTheNotice(desk, pdf)
    const due = page.getByRole('region', { name: '接下来要交的' })
    await expect(due).toContainText('8月27日')
    await expect(due).toContainText('10月12日')

    await due
      .getByRole('button', { name: /^填写：.*筹备方案/ })
      .first()
      .click()
    await page.getByRole('textbox', { name: '主题活动名称' }).waitFor()
    await fillSpecialActivity(desk, { ...samplePlan, modules: [], audience: [] })
    await page.getByRole('textbox', { name: '面向群体' }).fill('农户、科技工作者')
    await waitUntilSaved(desk)
    await makePaper(desk, join(folder, '第一版.pdf'))
    await page.getByRole('button', { name: '标记已盖章' }).click()
    await say(page, '已标记盖章')
    await shot(page, join(screens, '4-form.png'))

    await writeFolder(desk, out)
    await shot(page, join(screens, '5-folder.png'))
    await page.getByRole('button', { name: '已交出', exact: true }).click()
    await page.getByRole('button', { name: '登记已交出' }).click()
    await say(page, '已登记：已交出。')
    await page.getByRole('button', { name: '退回', exact: true }).click()
    await page.getByLabel('退回原因').fill('请写明线下人数。')
    await page.getByRole('button', { name: '登记退回' }).click()
    await say(page, '已登记：退回')

    await go(desk, '工作台')
    await page
      .getByRole('button', { name: /^修改重报：/ })
      .first()
      .click()
    await page.getByRole('textbox', { name: '预计活动规模' }).fill('线下320人，线上2000人')
    await say(page, '报送后改过 1 处')
    await makePaper(desk, join(folder, '第二版.pdf'))
    await writeFolder(desk, out)
    await page.getByRole('button', { name: '电话确认收到' }).first().click()
    await say(page, '已登记：电话确认收到')
    await shot(page, join(screens, '6-confirmed.png'))
    await go(desk, '工作台')
    await expect(page.getByText('已收', { exact: true }).first()).toBeVisible()
    await shot(page, join(screens, '7-done.png'))
    expect(desk.errors).toEqual([])
  } finally {
    await desk.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
