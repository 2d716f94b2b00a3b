/**
 * The exchange: two counties with the program, one with e-mail only, one city, one province. One return, one forged
 * package, one new PC after a lost key; totals go upward with what each county signed.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { expect, test } from '@playwright/test'
import { inRoot } from '../../build/paths.mjs'
import { type Desk, launchDesk } from './support/launch.ts'
import {
  compareFingerprint,
  go,
  readOutFingerprint,
  setPassphrase,
  shot,
  startOffice,
  waitUntilSaved,
} from './support/road.ts'
import { exportCard, makeFinal, takeIn, trustDownstream, trustUpstream } from './support/trade.ts'
import { chooseOption, fillFromNotice, type } from './support/year.ts'

const screens = inRoot('out/test/exchange')
const picture = (name: string): string => join(screens, `${name}.png`)
const env = { KEXIE_TEST_NOW: '2022-06-10T01:00:00.000Z' }
const week = '新乡2022科技工作者日暨活动周'
const duty = '填写：总结报告和开展情况统计表'
const names = { first: '示例县科学技术局', second: '样板县科学技术局', mail: '邮递县科学技术局' }
const total = '17'
const reason = '与说明不符，请核对后改正。'

let root: string
const desks: Desk[] = []
const open = async (): Promise<Desk> => {
  const desk = await launchDesk({ env })
  desks.push(desk)
  await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1366, 768))
  return desk
}
const folder = (name: string): string => {
  const path = join(root, name)
  mkdirSync(path, { recursive: true })
  return path
}

test.beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'kexie-exchange-'))
  mkdirSync(screens, { recursive: true })
})
test.afterAll(async () => {
  expect(desks.flatMap(({ errors }) => errors)).toEqual([])
  await Promise.all(desks.map((desk) => desk.close()))
  rmSync(root, { recursive: true, force: true })
})

async function figures(desk: Desk, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values))
    await desk.page.getByRole('textbox', { name: label, exact: true }).fill(value)
  await waitUntilSaved(desk)
}

/** The statistics form of the week, filled in and stamped. */
async function statistics(desk: Desk, name: string, values: Readonly<Record<string, string>>): Promise<void> {
  await fillFromNotice(desk, week, duty)
  await type(desk, '部门/地方', name)
  await figures(desk, values)
  await makeFinal(desk, '统计表.pdf')
}

/** The folder of the first time is kept: a dialog answers only when it is asked for. */
async function sendWeek(desk: Desk, to: string): Promise<string> {
  await go(desk, '报送')
  await chooseOption(desk, '通知', week)
  desk.setDialogs([to])
  const packages = () => readdirSync(to).filter((name) => name.endsWith('.zip'))
  const before = new Set(packages())
  const fresh = () => packages().filter((name) => !before.has(name))
  await desk.page.getByRole('button', { name: /写出?(一份)?报送包$/ }).click()
  await expect.poll(() => fresh().length, { timeout: 60_000 }).toBe(1)
  return join(to, fresh()[0] ?? '')
}

async function takeInFolder(desk: Desk, path: string): Promise<void> {
  await go(desk, '收报台')
  desk.setDialogs([path])
  await desk.page
    .getByRole('button', { name: /文件夹/ })
    .first()
    .click()
  const name = basename(path)
  await expect(desk.page.getByRole('group', { name: '筛选' })).toContainText(name, { timeout: 30_000 })
  await desk.page.getByRole('region', { name: '这一批' }).getByText('收完了').waitFor({ timeout: 60_000 })
}

async function review({ page }: Desk): Promise<void> {
  await page.getByRole('navigation', { name: '收报台' }).getByRole('button', { name: /^审核/ }).click()
  await page.getByRole('heading', { level: 1, name: '审核' }).waitFor()
  // Nothing is accepted unseen: the key counts once the record is there to be looked at.
  await expect(page.getByRole('region', { name: /^审核：/ }).getByRole('button', { name: /^采用/ })).toBeEnabled()
}

test('cards, roster, a folder with a forged package, a return, a new PC, totals and their evidence', async () => {
  test.setTimeout(600_000)
  const stick = folder('stick')
  const [county, second, city, province] = [await open(), await open(), await open(), await open()]
  await startOffice(county, names.first, '县（市、区）')
  await startOffice(second, names.second, '县（市、区）')
  await startOffice(city, '示例市科学技术局', '设区市')
  await startOffice(province, '示例省科学技术厅', '省（区、市）')
  const cards = {
    first: join(stick, '名片-示例县.zip'),
    second: join(stick, '名片-样板县.zip'),
    city: join(stick, '名片-市.zip'),
    province: join(stick, '名片-省.zip'),
  }
  const groups = {
    first: await exportCard(county, cards.first),
    second: await exportCard(second, cards.second),
    city: await exportCard(city, cards.city),
    province: await exportCard(province, cards.province),
  }
  await trustUpstream(county, cards.city, groups.city)
  await trustDownstream(city, cards.first, groups.first)
  await trustDownstream(city, cards.second, groups.second)
  await trustUpstream(city, cards.province, groups.province)
  await trustDownstream(province, cards.city, groups.city)

  await test.step('the city lists who should report', async () => {
    const { page } = city
    await page.getByRole('navigation', { name: '栏目' }).getByRole('button', { name: '下级单位' }).click()
    await page.getByRole('heading', { level: 1, name: '下级单位' }).waitFor()
    await shot(page, picture('01-no-roster'))
    await chooseOption(city, '通知', week)
    await page.getByRole('button', { name: '手工添加' }).click()
    const dialog = page.getByRole('dialog', { name: '手工添加单位' })
    await dialog.getByRole('textbox').fill(Object.values(names).join('\n'))
    await dialog.getByRole('button', { name: '添加 3 个单位' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await expect(page.getByRole('grid')).toContainText(names.mail)
    await shot(page, picture('02-roster'))
  })

  await statistics(county, names.first, { 举办活动次数: '41', 线下活动群众参与数量: '5200' })
  const original = await sendWeek(county, stick)

  await test.step('a folder: a card, a package, a forged one, an e-mail, the same package twice', async () => {
    const came = folder('收到的文件')
    copyFileSync(original, join(came, '示例县报来.zip'))
    copyFileSync(original, join(came, '示例县又发一遍.zip'))
    const bytes = readFileSync(original)
    const at = bytes.length >> 1
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
    writeFileSync(join(came, '改过的.zip'), bytes)
    writeFileSync(join(came, `${names.mail}统计表.docx`), 'by e-mail')
    await takeInFolder(city, came)
    const status = city.page.getByRole('region', { name: '这一批' })
    await expect(status).toContainText('接收 1 · 重复 1 · 拒收 1 · 其他文件 1')
    const forged = city.page.getByRole('option').filter({ hasText: '拒收' })
    await forged.click()
    const detail = city.page.getByRole('region', { name: '改过的.zip' })
    await expect(detail).toContainText('没有写入任何内容')
    await shot(city.page, picture('03-batch'))
  })

  await test.step('one field goes back; every office gets one receipt', async () => {
    const { page } = city
    await review(city)
    await page
      .getByRole('region', { name: /^审核：/ })
      .getByRole('button', { name: /举办活动次数/ })
      .click()
    const box = page.getByRole('group', { name: /^退回原因：.*举办活动次数$/ })
    await box.getByRole('textbox').fill(reason)
    await box.getByRole('button', { name: '加上' }).click()
    await shot(page, picture('04-review'))
    await page.getByRole('button', { name: /^退回（1 条原因）/ }).click()
    await page.getByText('都审核过了').waitFor()
    const receipts = folder('回执')
    city.setDialogs([receipts])
    await page.getByRole('button', { name: '写出全部回执' }).click()
    const dialog = page.getByRole('dialog', { name: '写出回执' })
    await expect(dialog).toContainText('写好了 1 个单位的回执：退回 1 份')
    await shot(page, picture('05-receipts'))
    await dialog.getByRole('button', { name: '关闭' }).last().click()
  })

  await test.step('the county corrects that field alone', async () => {
    const receipts = join(root, '回执')
    const [day = ''] = readdirSync(receipts)
    const [file = ''] = readdirSync(join(receipts, day))
    await takeIn(county, join(receipts, day, file))
    await go(county, '填报记录')
    await county.page.getByRole('option').filter({ hasText: names.first }).first().click()
    await county.page.keyboard.press('Enter')
    await county.page.getByText(reason).first().waitFor()
    await shot(county.page, picture('06-returned'))
    await expect(county.page.getByRole('textbox', { name: '线下活动群众参与数量', exact: true })).not.toBeEditable()
    await figures(county, { 举办活动次数: '14' })
    await makeFinal(county, '第二版.pdf')
    await shot(county.page, picture('07-corrected'))
    const again = folder('再报')
    const corrected = await sendWeek(county, stick)
    copyFileSync(corrected, join(again, basename(corrected)))
    await takeInFolder(city, again)
    await review(city)
    await expect(city.page.getByText('和第 1 版相比，改了 1 处。')).toBeVisible()
    await shot(city.page, picture('08-difference'))
    await city.page.keyboard.press('a')
    await city.page.getByText('都审核过了').waitFor()
  })

  await test.step('the second county loses its PC and its key; stamped paper brings it back', async () => {
    await second.close()
    desks.splice(desks.indexOf(second), 1)
    const anew = await open()
    const { page } = anew
    await page.getByRole('button', { name: '本单位以前用过本程序' }).click()
    await page.getByRole('button', { name: '钥匙丢了，重新备案' }).click()
    await shot(page, picture('09-anew'))
    anew.setDialogs([cards.second])
    await page.getByRole('button', { name: '选择名片文件' }).click()
    await page.getByLabel('这台电脑叫什么').fill('新电脑')
    await page.getByRole('dialog').getByRole('button', { name: '重新备案' }).click()
    const steps = page.getByRole('region', { name: '重新备案还差三步' })
    await steps.waitFor()
    await shot(page, picture('10-anew-steps'))
    const card = join(stick, '名片-样板县-新.zip')
    anew.setDialogs([card])
    await steps.getByRole('button', { name: '导出单位名片' }).click()
    await setPassphrase(anew)
    await page.getByText('单位名片已写出').first().waitFor()
    const paper = await readOutFingerprint(anew)

    // The city holds the new card: only the stamped paper can say whose it is.
    const came = folder('新名片')
    copyFileSync(card, join(came, '样板县新名片.zip'))
    await takeInFolder(city, came)
    await shot(city.page, picture('11-new-card'))
    await city.page.getByRole('button', { name: '看这个单位，比对指纹码' }).click()
    await city.page.getByRole('button', { name: '照备案表比对' }).click()
    await shot(city.page, picture('12-paper'))
    await compareFingerprint(city, paper)
    await expect(city.page.getByText('照备案表比对')).toHaveCount(0)

    await trustUpstream(anew, cards.city, groups.city)
    await statistics(anew, names.second, { 举办活动次数: '0', 线下活动群众参与数量: '860' })
    const sent = await sendWeek(anew, stick)
    const by = folder('样板县')
    copyFileSync(sent, join(by, basename(sent)))
    await takeInFolder(city, by)
    await review(city)
    await city.page.keyboard.press('a')
    await city.page.getByText('都审核过了').waitFor()
  })

  await test.step('the papers of the office without the program are typed', async () => {
    const { page } = city
    await page.getByRole('navigation', { name: '栏目' }).getByRole('button', { name: '下级单位' }).click()
    await chooseOption(city, '通知', week)
    await page.getByRole('row').filter({ hasText: names.mail }).locator('[data-column="1"]').click()
    await page.getByRole('button', { name: '代录纸件' }).click()
    const dialog = page.getByRole('dialog', { name: '代录纸件' })
    await dialog.getByRole('radio', { name: /统计表/ }).check()
    await shot(page, picture('13-enter'))
    await dialog.getByRole('button', { name: '开始代录' }).click()
    await page.getByRole('button', { name: '保存为 PDF' }).waitFor()
    await type(city, '部门/地方', names.mail)
    await figures(city, { 举办活动次数: '3', 线下活动群众参与数量: '310' })
    city.setDialogs([join(city.folder, '代录.pdf')])
    await page.getByRole('button', { name: '保存为 PDF' }).click()
    await page.getByText('已保存 PDF').waitFor()
    await page.getByRole('navigation', { name: '栏目' }).getByRole('button', { name: '下级单位' }).click()
    await shot(page, picture('14-matrix'))
  })

  await test.step('the totals go up with what the counties signed', async () => {
    const { page } = city
    await page.getByRole('navigation', { name: '栏目' }).getByRole('button', { name: '汇总' }).click()
    await chooseOption(city, '通知', week)
    await expect(page.getByText(names.mail).first()).toBeVisible()
    await shot(page, picture('15-rollup'))
    await page.getByRole('button', { name: '冻结' }).click()
    await page
      .getByRole('dialog', { name: '冻结汇总' })
      .getByRole('button', { name: /冻结|定下/ })
      .click()
    await page.getByText('汇总已冻结').waitFor()
    await page.getByRole('button', { name: '填入本单位的表' }).click()
    await page.getByRole('button', { name: '保存为 PDF' }).waitFor()
    await expect(page.getByRole('textbox', { name: '举办活动次数', exact: true })).toHaveValue(total)
    await type(city, '部门/地方', '示例市科学技术局')
    await waitUntilSaved(city)
    await makeFinal(city, '汇总.pdf')
    await shot(page, picture('16-filled'))
    await page.getByRole('navigation', { name: '栏目' }).getByRole('button', { name: '汇总' }).click()
    await page.getByRole('button', { name: '上报' }).click()
    const dialog = page.getByRole('dialog', { name: '上报汇总' })
    await shot(page, picture('17-forward'))
    const up = folder('上报')
    city.setDialogs([up])
    await dialog.getByRole('button', { name: '写出报送包' }).click()
    await page.getByText('汇总的报送包已写好').first().waitFor({ timeout: 60_000 })
    await takeInFolder(province, up)
    await shot(province.page, picture('18-province'))
    await review(province)
    await province.page.getByRole('option').filter({ hasText: '示例市科学技术局' }).first().click()
    await province.page.getByRole('button', { name: '打开这份记录' }).click()
    await expect(province.page.getByText(/核对|原件/).first()).toBeVisible()
    await shot(province.page, picture('19-check'))
  })
})
