/**
 * Video works from the folder that arrived to the prize: a county collects three (one too long, one by a team of five
 * of whom two have not signed), mends and reports; the province reviews, awards, certifies and recommends two upward;
 * the office above verifies whose they are.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { inRoot, node24 } from '../../build/paths.mjs'
import { pdfText } from '../support/pdf.ts'
import { pagePicture, writePhoto } from '../support/phone-photo.ts'
import { type Desk, launchDesk } from './support/launch.ts'
import { go, readOutFingerprint, shot, startOffice } from './support/road.ts'
import { exportCard, fileWrittenBy, send, takeIn, trustDownstream, trustUpstream } from './support/trade.ts'
import { collected, film } from './support/works.ts'

const screens = inRoot('out/test/videos')
const env = { KEXIE_TEST_NOW: '2022-05-18T01:00:00.000Z' }
const squeeze = (text: string): string => text.replace(/\s+/gu, '')
const picture = (name: string): string => join(screens, `${name}.png`)

async function collect(county: Desk): Promise<void> {
  const { page, folder } = county
  await go(county, '视频作品')
  await shot(page, picture('01-empty'))
  await page.getByRole('button', { name: '收作品…' }).click()
  const dialog = page.getByRole('dialog', { name: '收作品' })
  const blank = join(folder, '空白汇总表.xlsx')
  county.setDialogs([blank])
  await dialog.getByRole('button', { name: '存空白 Excel 汇总表' }).click()
  await expect.poll(() => existsSync(blank)).toBe(true)
  county.setDialogs([collected(folder, blank)])
  await dialog.getByRole('button', { name: '选择文件夹' }).click()
  const found = dialog.getByRole('list', { name: '认出的作品' }).getByRole('listitem')
  await expect(found).toHaveCount(3, { timeout: 60_000 })
  await found.filter({ hasText: '追星星的人' }).getByRole('button').click()
  await expect(dialog.getByText('3 分 01 秒').first()).toBeVisible()
  await shot(page, picture('02-collect'))
  for (const title of ['稻田里的一束光', '追星星的人', '我们的抽水机']) {
    await found.filter({ hasText: title }).getByRole('button').click()
    const tick = dialog.getByRole('checkbox', { name: /这件要收/ })
    if (!(await tick.isChecked())) await tick.check()
  }
  await dialog.getByRole('button', { name: '收进来 3 件' }).click()
  await expect(dialog.getByRole('list', { name: '收的结果' }).getByText('已收')).toHaveCount(3, { timeout: 60_000 })
  await shot(page, picture('03-taken'))
  await dialog.getByRole('button', { name: '收好了' }).click()
  await expect(page.getByRole('option')).toHaveCount(3)
  // A picture out of each film, drawn while the clerk looks at the list.
  await expect(page.getByRole('option').locator('img')).toHaveCount(3, { timeout: 60_000 })
  await shot(page, picture('04-list'))
}

/** Plays it, muted. @returns seconds that it came to */
const played = ({ page }: Desk): Promise<number> =>
  page
    .locator('video')
    .first()
    .evaluate(async (film: HTMLVideoElement) => {
      film.muted = true
      await film.play()
      return new Promise<number>((resolve) => {
        film.ontimeupdate = () => {
          if (film.currentTime === 0) return
          film.pause()
          resolve(film.currentTime)
        }
      })
    })

async function openWork({ page }: Desk, title: string): Promise<void> {
  await go({ page } as Desk, '视频作品')
  await page.getByRole('option').filter({ hasText: title }).dblclick()
  await page
    .getByRole('heading', { name: new RegExp(title) })
    .first()
    .waitFor()
}

async function mendTooLong(county: Desk): Promise<void> {
  const { page, folder } = county
  await openWork(county, '追星星的人')
  const part = page.getByRole('region', { name: '视频', exact: true })
  await expect(part.getByText(/3 分 01 秒/).first()).toBeVisible()
  await expect(part.getByText(/3 分 00 秒/).first()).toBeVisible()
  await shot(page, picture('05-too-long'))
  county.setDialogs([film(join(folder, '剪短了.mp4'), { seconds: 100, colour: 'navy' })])
  await part.getByRole('button', { name: '换一个文件' }).click()
  await expect(part.getByText(/1 分 40 秒/).first()).toBeVisible({ timeout: 30_000 })
  expect(await played(county)).toBeGreaterThan(0)
}

/** Prints letters, photographs every page, drops the photos. @returns pages */
async function paper(county: Desk, name: string, each: boolean, pages: number): Promise<void> {
  const { page, folder } = county
  const file = join(folder, `${name}.pdf`)
  await page.getByRole('button', { name: '打印授权书' }).click()
  const dialog = page.getByRole('dialog', { name: '打印作品授权书' })
  await dialog.getByText(/^只印未签的/).click()
  if (each) await dialog.getByText('每人一页，分头去签').click()
  county.setDialogs([file])
  await dialog.getByRole('button', { name: '存为 PDF' }).click()
  await expect.poll(() => existsSync(file), { timeout: 60_000 }).toBe(true)
  await expect(dialog).toBeHidden()
  const photos: string[] = []
  for (let number = 1; number <= pages; number++)
    photos.push(
      await writePhoto(await pagePicture(file, number), join(folder, `${name}-${number}.jpg`), {
        seed: 40 + number,
        tilt: 10,
        longSide: 1600,
      }),
    )
  county.setDialogs([photos])
  await page.getByRole('button', { name: '收签好的授权书' }).click()
  await expect(page.getByRole('list', { name: '刚收的授权书' }).getByRole('listitem')).toHaveCount(pages, {
    timeout: 60_000,
  })
}

const people = ({ page }: Desk) => page.getByRole('listbox', { name: /^参赛人/ }).getByRole('option')

async function teamOfFive(county: Desk): Promise<void> {
  const { page } = county
  await openWork(county, '我们的抽水机')
  await paper(county, '五人授权书', false, 1)
  await expect(people(county)).toHaveCount(5)
  await shot(page, picture('06-on-paper'))
  for (const name of ['示例丙', '示例丁', '示例戊']) {
    await people(county).filter({ hasText: name }).click()
    await page.getByRole('button', { name: '已签名', exact: true }).click()
    await expect(people(county).filter({ hasText: name })).toContainText('已签')
  }
  // The two others left their lines empty: said once for both, with the keys.
  await people(county).filter({ hasText: '示例己' }).click()
  await page.keyboard.press('Shift+ArrowDown')
  await page.getByRole('button', { name: '没有签名', exact: true }).click()
  await expect(people(county).filter({ hasText: '未签' })).toHaveCount(2)
  await shot(page, picture('07-two-missing'))
  await go(county, '视频作品')
  await expect(page.getByRole('option').filter({ hasText: '我们的抽水机' })).toContainText('3/5 已签')
  await openWork(county, '我们的抽水机')
  await paper(county, '补签', true, 2)
  for (const name of ['示例己', '示例庚']) {
    await people(county).filter({ hasText: name }).click()
    await page.getByRole('button', { name: '已签名', exact: true }).click()
  }
  await expect(page.getByText('材料齐全，可以报送')).toBeVisible()
  await shot(page, picture('08-complete'))
}

async function signAlone(county: Desk, title: string, name: string): Promise<void> {
  await openWork(county, title)
  await paper(county, `授权书-${title}`, false, 1)
  await people(county).filter({ hasText: name }).click()
  await county.page.getByRole('button', { name: '已签名', exact: true }).click()
  await expect(county.page.getByText('材料齐全，可以报送')).toBeVisible()
}

const reviewers = ['评委甲', '评委乙', '评委丙'] as const
/** Points by work (in the order of the review), reviewer and criterion: the first two works are equal but for 主题内容. */
const points: Readonly<Record<string, readonly (readonly number[])[]>> = {
  稻田里的一束光: [
    [38, 27, 18, 9],
    [37, 26, 17, 8.5],
    [36, 28, 18, 9],
  ],
  追星星的人: [
    [30, 22, 15, 7],
    [31, 21, 14, 7],
    [29, 22, 16, 8],
  ],
  我们的抽水机: [
    [35, 25, 17, 8],
    [34, 26, 16, 8],
    [36, 24, 17, 8.5],
  ],
}

async function review(province: Desk): Promise<void> {
  const { page, folder } = province
  await page.getByRole('button', { name: '评审', exact: true }).click()
  await page.getByRole('button', { name: /^开始评审：/ }).click()
  for (const name of reviewers) {
    await page.getByRole('textbox', { name: '添加评委' }).fill(name)
    await page.keyboard.press('Enter')
  }
  for (const [at, count] of [1, 1, 1].entries()) await page.getByLabel(`奖项 ${at + 1} 名额`).fill(String(count))
  await page.getByRole('textbox', { name: '证书编号' }).fill('示科传证〔2022〕{号}')
  await shot(page, picture('10-review-settings'))
  await page.getByRole('button', { name: '保存并收起' }).click()
  await page.getByRole('tab', { name: /^评分/ }).click()
  for (const name of reviewers) {
    await page
      .getByRole('tablist', { name: '评委' })
      .getByRole('tab', { name: new RegExp(name) })
      .click()
    const grid = page.getByRole('grid', { name: new RegExp(name) })
    await grid.waitFor()
    const which = reviewers.indexOf(name)
    for (const [title, sheets] of Object.entries(points)) {
      const row = grid.getByRole('row').filter({ hasText: title })
      const cells = row.getByRole('textbox')
      await cells.first().focus()
      // As from a paper: digits and Enter or Tab, no mouse.
      for (const [at, value] of (sheets[which] ?? []).entries()) {
        await cells.nth(at).focus()
        await page.keyboard.type(String(value))
        await page.keyboard.press('Tab')
      }
    }
    await expect(page.getByRole('banner').getByRole('status')).toContainText('已保存')
    if (which === 0) await shot(page, picture('11-scores'))
  }
  await page.getByRole('tab', { name: /^结果/ }).click()
  const ranks = page.getByRole('listbox', { name: /名次/ }).getByRole('option')
  await expect(ranks).toHaveCount(3)
  await expect(ranks.nth(0)).toContainText('稻田里的一束光')
  await expect(ranks.nth(1)).toContainText('我们的抽水机')
  await expect(ranks.nth(0)).toContainText('一等奖')
  await shot(page, picture('12-results'))
  await page.getByRole('button', { name: '结束评审' }).first().click()
  const sure = page.getByRole('dialog')
  if (await sure.isVisible()) await sure.getByRole('button', { name: /结束评审/ }).click()
  await expect(page.getByRole('button', { name: '重新打开' }).first()).toBeVisible()

  await page.getByRole('tab', { name: /^公示和证书/ }).click()
  await shot(page, picture('13-papers'))
  for (const [paper, name] of [
    ['评审结果公示', '公示'],
    ['获奖证书', '证书'],
  ] as const) {
    const file = join(folder, `${name}.pdf`)
    province.setDialogs([file])
    await page.getByRole('button', { name: new RegExp(`^${paper}：.*存为 PDF`) }).click()
    await expect.poll(() => existsSync(file), { timeout: 60_000 }).toBe(true)
  }
  const certificates = squeeze(await pdfText(join(folder, '证书.pdf')))
  for (const words of ['示科传证〔2022〕001', '示科传证〔2022〕003', '稻田里的一束光', '一等奖', '示例丙、示例丁'])
    expect(certificates).toContain(words)
  const publication = squeeze(await pdfText(join(folder, '公示.pdf')))
  for (const words of ['公示', '我们的抽水机', '示例县水利站']) expect(publication).toContain(words)
  for (const name of reviewers) expect(publication).not.toContain(name)
}

async function recommend(province: Desk, stick: string): Promise<string> {
  const { page } = province
  await page.getByRole('tab', { name: /^推荐上报/ }).click()
  const list = page.getByRole('listbox', { name: /推荐哪些作品/ }).getByRole('option')
  for (const title of ['稻田里的一束光', '我们的抽水机']) await list.filter({ hasText: title }).click()
  await expect(list.filter({ hasText: '追星星的人' })).toHaveAttribute('aria-selected', 'false')
  await shot(page, picture('14-recommend'))
  province.setDialogs([stick])
  return fileWrittenBy(stick, async () => {
    await page.getByRole('button', { name: '写出推荐包' }).click()
    await page
      .getByText(/推荐包已写好/)
      .first()
      .waitFor({ timeout: 60_000 })
  })
}

/** The office above, whose first start offers no such level: founded as its own administrator would. */
async function launchNation(folder: string): Promise<Desk> {
  const dataDir = join(folder, 'nation')
  const file = `${dataDir}.json`
  writeFileSync(
    file,
    JSON.stringify({ name: '示例全国科学技术协会', level: 'national', type: 'association', region: null }),
  )
  execFileSync(node24, [inRoot('out/app/cli.cjs'), 'office', 'init', '--data', dataDir, '--file', file])
  return launchDesk({ env, dataDir })
}

test('collected, mended, signed, reported, reviewed, awarded, recommended upward', async () => {
  test.setTimeout(420_000)
  mkdirSync(screens, { recursive: true })
  const [county, province] = await Promise.all([launchDesk({ env }), launchDesk({ env })])
  for (const { app } of [county, province])
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1366, 768))
  let nation: Desk | null = null
  const stick = join(county.folder, 'stick')
  mkdirSync(stick)
  try {
    await startOffice(county, '示例县科学技术协会', '县（市、区）')
    await collect(county)
    await mendTooLong(county)
    await teamOfFive(county)
    await signAlone(county, '稻田里的一束光', '示例甲')
    await signAlone(county, '追星星的人', '示例乙')

    await startOffice(province, '示例省科学技术协会', '省（区、市）')
    const cards = [join(stick, '省名片.zip'), join(stick, '县名片.zip')] as const
    const groups = await exportCard(province, cards[0])
    await trustDownstream(province, cards[1], await exportCard(county, cards[1]))
    await trustUpstream(county, cards[0], groups)
    await takeIn(province, await send(county, stick))
    await go(province, '视频作品')
    await expect(province.page.getByRole('option')).toHaveCount(3)
    await shot(province.page, picture('09-province'))
    await review(province)

    nation = await launchNation(province.folder)
    await nation.page.getByRole('heading', { name: /工作台/ }).waitFor()
    const above = [join(stick, '全国名片.zip'), join(stick, '省名片2.zip')] as const
    const heard = await exportCard(nation, above[0])
    await trustUpstream(province, above[0], heard)
    await go(province, '设置')
    const own = await readOutFingerprint(province)
    province.setDialogs([above[1]])
    await province.page.getByRole('button', { name: '导出单位名片' }).click()
    await expect.poll(() => existsSync(above[1])).toBe(true)
    await trustDownstream(nation, above[1], own)
    await go(province, '视频作品')
    await province.page.getByRole('button', { name: '评审', exact: true }).click()
    await province.page.getByRole('button', { name: /^看结果：/ }).click()
    await takeIn(nation, await recommend(province, stick))
    await expect(nation.page.getByText(/来自.*示例县科学技术协会/).first()).toBeVisible()
    await shot(nation.page, picture('15-nation-inbox'))
    await go(nation, '视频作品')
    await expect(nation.page.getByRole('option')).toHaveCount(2)
    await openWork(nation, '我们的抽水机')
    await expect(nation.page.getByText(/示例县科学技术协会/).first()).toBeVisible()
    await expect(people(nation).filter({ hasText: '已签' })).toHaveCount(5)
    await shot(nation.page, picture('16-nation-entry'))
    for (const desk of [county, province, nation]) expect(desk.errors).toEqual([])
  } finally {
    await county.close()
    // Its store lies in the province's folder.
    await nation?.close()
    await province.close()
  }
})
