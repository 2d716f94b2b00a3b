/**
 * The office's year: twenty answers of townships and schools become the register; the plan, the statistics, the summary,
 * the special activity's form, the recommendation and the copy sheet are drawn from it. Both ways of handing over; the
 * office above sees where each figure comes from. No fact of an activity is typed twice.
 */
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { inRoot } from '../../build/paths.mjs'
import { pdfText } from '../support/pdf.ts'
import { type TownshipFile, writeTownshipFiles } from '../support/township-files.ts'
import { partOf } from '../support/word-xml.ts'
import { type Desk, launchDesk } from './support/launch.ts'
import { go, shot, startOffice, waitUntilSaved } from './support/road.ts'
import { exportCard, fileWrittenBy, takeIn, trustDownstream, trustUpstream } from './support/trade.ts'
import { answerDoubts, chooseOption, fillFromNotice, listed, type, typed, writeDraft } from './support/year.ts'

const screens = inRoot('out/test/register')
const picture = (name: string): string => join(screens, `${name}.png`)
const squeeze = (text: string): string => text.replace(/\s+/gu, '')
const env = { KEXIE_TEST_NOW: '2022-06-05T01:00:00.000Z' }
const jiangsu = '江苏2022科技工作者日'
const week = '新乡2022科技工作者日暨活动周'

/** The one activity that the office itself writes down, every fact once. */
const own = {
  活动名称: '科普大篷车下乡',
  主办单位: '示例市科普服务中心',
  承办单位: '示例市农村专业技术协会',
  责任单位: '示例市科协农技科',
  填报单位: '示例区科学技术协会',
  活动内容: '请十二位农技专家到河口村开设田间课堂，现场诊断水稻病虫害。',
  时间: '5月28日至30日',
  地点: '河口村稻田示范基地',
  面向群体: '科技工作者、农户',
  实际线下: '326',
  实际线上: '2187',
  场次: '6',
  科技工作者: '12',
  科技志愿者: '31',
  市级财政: '1.27',
  成效: '解决生产难题63个',
  联系人: '甲测九',
  手机: '19900009999',
  办公电话: '0500-0000009',
  电子邮箱: 'jiaceshi@example.invalid',
  通讯地址: '示例市示例路9号',
} as const

async function collect(desk: Desk, files: readonly TownshipFile[], dir: string): Promise<void> {
  const { page, folder } = desk
  await go(desk, '活动')
  await shot(page, picture('01-empty'))
  await page.getByRole('button', { name: '收乡镇和学校的表' }).click()
  await page.getByRole('heading', { level: 1, name: '收表' }).waitFor()
  await chooseOption(desk, '算进哪个通知', jiangsu)
  desk.setDialogs([dir])
  await page.getByRole('button', { name: '选择文件夹' }).click()
  const list = page.getByRole('list', { name: '收到的表' })
  await expect(list.getByRole('listitem')).toHaveCount(files.length, { timeout: 120_000 })
  await expect(list.getByText('读不了')).toHaveCount(0)
  await chooseOption(desk, '没写来源的经费算作', '县级财政')
  await shot(page, picture('02-tables'))
  // Columns that only resemble ours wait for a person.
  for (;;) {
    const unsure = list.getByRole('listitem').filter({ hasText: /列要确认|列待确认|确认各列/ })
    if ((await unsure.count()) === 0) break
    await unsure.first().getByRole('button').first().click()
    await page
      .getByRole('button', { name: /列都对$|”对$/ })
      .first()
      .click()
  }
  for (const file of files) await answerDoubts(desk, file, 'question')
  await shot(page, picture('03-answered'))

  // What only the sender can say goes back on paper.
  await page.getByRole('button', { name: /^更正单（/ }).click()
  await expect(page.getByRole('region', { name: '更正单的样子' })).toContainText('联系电话')
  await page.getByRole('textbox', { name: '请在什么时候前发回' }).fill('6月8日下午5点前')
  const paper = join(folder, '更正单.docx')
  desk.setDialogs([paper])
  await page.getByRole('button', { name: '存为 Word', exact: true }).click()
  await expect.poll(() => existsSync(paper)).toBe(true)
  await shot(page, picture('04-correction'))
  const corrections = partOf(paper, 'word/document.xml')
  expect(corrections).toContain('6月8日下午5点前')
  await page.getByRole('button', { name: '回到核对' }).click()
  // They answered by telephone.
  for (const file of files) await answerDoubts(desk, file, 'refusal')

  const activities = files.reduce((sum, file) => sum + file.activities.length, 0)
  await page.getByRole('button', { name: '收进活动登记', exact: true }).click()
  await expect(page.getByText(`已收进 ${activities} 项活动`)).toBeVisible({ timeout: 60_000 })
  await shot(page, picture('05-taken'))
  // One step back takes all of it, and once more.
  await page.getByRole('button', { name: '撤销这次收表' }).click()
  await expect(list.getByRole('listitem')).toHaveCount(files.length, { timeout: 30_000 })
  await page.getByRole('button', { name: '收进活动登记', exact: true }).click()
  await expect(page.getByText(`已收进 ${activities} 项活动`)).toBeVisible({ timeout: 60_000 })
  await page.getByRole('button', { name: '到活动登记看' }).click()
  await listed(desk, activities)
}

async function register(desk: Desk, activities: number): Promise<void> {
  const { page } = desk
  await page.getByRole('listbox', { name: /^活动，共/ }).focus()
  await page.keyboard.press('Control+a')
  await page.getByRole('group', { name: '所选活动' }).getByRole('button', { name: '批量修改…' }).click()
  const dialog = page.getByRole('dialog', { name: `批量修改 ${activities} 项活动` })
  await chooseOption(desk, '算进通知', week)
  await shot(page, picture('06-bulk'))
  await dialog.getByRole('button', { name: `修改这 ${activities} 项` }).click()
  await dialog.waitFor({ state: 'hidden' })

  await page.getByRole('button', { name: '新活动' }).first().click()
  const title = page.getByRole('textbox', { name: '活动名称' }).first()
  typed.push(own.活动名称)
  await title.fill(own.活动名称)
  await title.press('Enter')
  await page.getByRole('heading', { level: 1, name: own.活动名称 }).waitFor()
  await page.getByText('已举办', { exact: true }).click()
  // The list showed one notice: the new activity counts for it already.
  for (const notice of [week, '全国2022科普日']) await chooseOption(desk, '算进其他通知', notice)
  await page.getByRole('checkbox', { name: '为民服务' }).check()
  for (const [label, value] of Object.entries(own)) if (label !== '活动名称') await type(desk, label, value)
  await page.getByRole('button', { name: '就用这个日期' }).click()
  await waitUntilSaved(desk)
  await shot(page, picture('07-activity'))
}

async function open(desk: Desk, title: string): Promise<void> {
  await go(desk, '活动')
  await desk.page.getByRole('textbox', { name: '找活动' }).fill(title)
  await listed(desk, 1)
  await desk.page.getByRole('option').filter({ hasText: title }).first().click()
  await desk.page.keyboard.press('Enter')
  await desk.page.getByRole('heading', { level: 1, name: title }).waitFor()
}

async function openRecord(desk: Desk, title: string): Promise<void> {
  await go(desk, '填报记录')
  await desk.page.getByRole('option').filter({ hasText: title }).first().click()
  await desk.page.keyboard.press('Enter')
  // A record that is settled shows its paper, whose title is a heading too; that of the head says itself in full on hover.
  const head = desk.page
    .getByRole('heading', { level: 1, name: title })
    .and(desk.page.getByTitle(title, { exact: true }))
  await head.waitFor()
}

/** Saves the paper under a name, which freezes it, and reads it. */
async function paperOf(desk: Desk, name: string): Promise<string> {
  const file = join(desk.folder, `${name}.pdf`)
  desk.setDialogs([file])
  await desk.page.getByRole('button', { name: '保存为 PDF' }).click()
  // The words of the paper before may still stand there.
  await expect.poll(() => existsSync(file), { timeout: 60_000 }).toBe(true)
  return squeeze(await pdfText(file))
}

test('townships, register, plan, statistics, summary, both ways of handing over, and each figure’s origin above', async () => {
  test.setTimeout(480_000)
  mkdirSync(screens, { recursive: true })
  const [county, above] = await Promise.all([launchDesk({ env }), launchDesk({ env })])
  for (const { app } of [county, above])
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1366, 768))
  const { page, folder } = county
  const stick = join(folder, 'stick')
  const dir = join(folder, '乡镇报来')
  for (const one of [stick, dir]) mkdirSync(one)
  const files = await writeTownshipFiles(dir)
  const told = files.flatMap((file) => file.activities)
  try {
    // F1 is asked of the departments of science.
    await startOffice(county, '示例县科学技术局', '县（市、区）')
    await collect(county, files, dir)
    await register(county, told.length)

    // F2, from the activity itself.
    await page.getByRole('button', { name: `填写筹备方案（${jiangsu}）` }).click()
    await page.getByRole('textbox', { name: '主题活动名称' }).waitFor()
    await waitUntilSaved(county)
    await shot(page, picture('08-special'))
    const special = await paperOf(county, '筹备方案')
    for (const fact of [
      own.活动名称,
      own.主办单位,
      own.承办单位,
      own.时间,
      own.地点,
      own.联系人,
      own.手机,
      own.通讯地址,
    ])
      expect(special).toContain(squeeze(fact))
    for (const number of [own.实际线下, own.实际线上]) expect(special).toContain(number)

    // The web platform's lines, from the activity too.
    await open(county, own.活动名称)
    await page.getByRole('button', { name: '填写活动登记（全国2022科普日）' }).click()
    await page.getByRole('button', { name: '定稿并打印' }).waitFor()
    await waitUntilSaved(county)
    await page.getByRole('button', { name: /^更多/ }).click()
    await page.getByRole('menuitem', { name: '网报摘录单' }).click()
    const lines = squeeze(await page.locator('.copy-sheet').innerText())
    for (const fact of [own.活动名称, own.主办单位, own.地点, '甲**', '2022-05-28'])
      expect(lines).toContain(squeeze(fact))
    await shot(page, picture('09-copy-sheet'))

    // The plan, module by module, numbered.
    await fillFromNotice(county, jiangsu, '填写：工作方案')
    await type(county, '方案标题', '示例县2022年“全国科技工作者日”工作方案')
    await writeDraft(county, 0)
    await shot(page, picture('10-plan'))
    const plan = await paperOf(county, '工作方案')
    for (const { title } of told) expect(plan).toContain(title)
    for (const fact of [own.活动名称, own.责任单位]) expect(plan).toContain(fact)
    for (const heading of ['一、指导思想', '（一）团结引领', '（二）精神传承', '（三）建家办事', '（四）为民服务'])
      expect(plan).toContain(heading)

    // F1: every figure is there already; one is put right with its reason.
    await fillFromNotice(county, week, '填写：总结报告和开展情况统计表')
    const onsite = told.reduce((sum, one) => sum + Number(one.onsite), Number(own.实际线下))
    const figure = (label: string) => page.getByRole('textbox', { name: label, exact: true })
    await expect(figure('线下活动群众参与数量')).toHaveValue(String(onsite))
    await expect(figure('举办活动次数')).toHaveValue(String(told.length + Number(own.场次)))
    await expect(figure('中央财政经费投入情况')).toHaveValue('')
    await type(county, '部门/地方', '示例县科学技术局')
    await page.getByRole('button', { name: /^线下活动群众参与数量：.*看来源$/ }).click()
    await expect(page.getByText(`计入的 ${told.length + 1} 项`).first()).toBeVisible()
    await shot(page, picture('11-figures'))
    await figure('举办活动次数').fill(String(told.length + Number(own.场次) + 1))
    await figure('举办活动次数').press('Tab')
    await page.getByRole('textbox', { name: '核实说明' }).first().fill('另有一场临时加办，乡镇还没有补报。')
    await waitUntilSaved(county)
    await shot(page, picture('12-override'))
    await page.getByRole('textbox', { name: '实物投入说明' }).focus()

    // The summary quotes the same figures; afterwards one activity is put right, and that is offered.
    await fillFromNotice(county, week, '填写四部分总结')
    await type(county, '标题', '示例县2022年科技活动周总结')
    await type(county, '主送', '示例市科学技术局')
    for (let field = 0; field < 5; field++) await writeDraft(county, field)
    await open(county, own.活动名称)
    await type(county, '实际线下', '341')
    await waitUntilSaved(county)
    await openRecord(county, '示例县2022年科技活动周总结')
    const offers = page.getByRole('region', { name: '登记里的变化' })
    await expect(offers).toBeVisible()
    await shot(page, picture('13-offers'))
    if (!(await offers.getByRole('button', { name: '全部采用' }).isVisible()))
      await offers.getByRole('button').first().click()
    await offers.getByRole('button', { name: '全部采用' }).click()
    await expect(offers).toBeHidden()
    await waitUntilSaved(county)
    const summary = await paperOf(county, '总结')
    expect(summary).toContain(String(onsite + 15))
    expect(summary).not.toContain(`${onsite}人次`)
    await shot(page, picture('14-summary'))
    await openRecord(county, '示例县科学技术局')
    await expect(figure('线下活动群众参与数量')).toHaveValue(String(onsite + 15))
    expect(await paperOf(county, '统计表')).toContain(String(onsite + 15))
    await page.getByRole('button', { name: '标记已盖章' }).click()
    await page.getByText('已标记盖章').waitFor()

    // Whom to recommend, with the evidence that the register has.
    await fillFromNotice(county, jiangsu, '填写：优秀组织单位推荐')
    await type(county, '标题', '关于推荐优秀组织单位的报告')
    await type(county, '主送', '江苏省科学技术协会组织人事部')
    await page.getByRole('button', { name: '从活动登记里挑选…' }).click()
    const candidates = page.getByRole('dialog', { name: '挑选推荐对象' })
    await candidates.getByRole('checkbox', { name: new RegExp(own.填报单位) }).check()
    await shot(page, picture('15-candidates'))
    await candidates.getByRole('button', { name: '填入表格' }).click()
    await candidates.waitFor({ state: 'hidden' })
    await waitUntilSaved(county)
    const recommended = await paperOf(county, '推荐')
    for (const fact of [own.填报单位, '341']) expect(recommended).toContain(fact)

    // No fact of an activity was typed twice: the correction of one number is another value.
    for (const fact of Object.values(own))
      expect(
        typed.filter((value) => value === fact),
        fact,
      ).toHaveLength(1)
    for (const { title, place, unit } of told)
      for (const fact of [title, place, unit]) expect(typed.some((value) => value.includes(fact))).toBe(false)

    // The year on one page.
    await go(county, '活动')
    await page.getByRole('button', { name: '年度情况' }).click()
    await expect(page.getByText(/2022年/).first()).toBeVisible()
    await shot(page, picture('16-year'))

    // A plain folder for the one who has no program…
    await go(county, '报送')
    await chooseOption(county, '通知', week)
    await page.getByText('文件夹报送（传统）', { exact: true }).click()
    const out = join(folder, 'folder')
    mkdirSync(out)
    county.setDialogs([out])
    await page.getByRole('button', { name: '写出报送文件夹' }).click()
    await page
      .getByText(/已写好 2 份材料/)
      .first()
      .waitFor({ timeout: 60_000 })
    const names = readdirSync(out, { recursive: true, encoding: 'utf8' })
    expect(names.some((name) => name.endsWith('.pdf') && name.includes('统计表'))).toBe(true)
    await shot(page, picture('17-folder'))

    // …and the signed package for the one who has it: every figure with its activities.
    await startOffice(above, '示例市科学技术局', '设区市')
    const cards = [join(stick, '市局名片.zip'), join(stick, '县局名片.zip')] as const
    const groups = await exportCard(above, cards[0])
    await trustDownstream(above, cards[1], await exportCard(county, cards[1]))
    await go(county, '报送')
    await trustUpstream(county, cards[0], groups)
    await chooseOption(county, '通知', week)
    // The folder of the last time is kept.
    await shot(page, picture('18-package'))
    const sent = await fileWrittenBy(out, async () => {
      await page.getByRole('button', { name: /写出?(一份)?报送包$/ }).click()
      await page
        .getByText(/号报送包已写好/)
        .first()
        .waitFor()
    })
    await takeIn(above, sent)
    await shot(above.page, picture('19-inbox'))
    await above.page.getByRole('button', { name: '示例县科学技术局', exact: true }).first().click()
    await above.page.getByText('数字来源', { exact: true }).first().click()
    await shot(above.page, picture('20-origin'))
    const figures = above.page.getByRole('list', { name: '从活动登记取的数字' })
    await figures.getByText('线下活动群众参与数量').click()
    await expect(above.page.getByText(String(onsite + 15)).first()).toBeVisible()
    await expect(above.page.getByText(`计入的 ${told.length + 1} 项`).first()).toBeVisible()
    await expect(above.page.getByText(told[0]?.unit ?? '').first()).toBeVisible()
    await shot(above.page, picture('21-origin-of-one'))
    for (const desk of [county, above]) expect(desk.errors).toEqual([])
  } finally {
    await county.close()
    await above.close()
  }
})
