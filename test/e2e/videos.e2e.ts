/**
 * Video works from the folder that arrived to the prize: a county collects three (one too long, one by a team of five
 * of whom two have not signed), mends and reports; the province reviews, awards, certifies and recommends two upward;
 * the office above verifies whose they are.
 */
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { inRoot } from '../../build/paths.mjs'
import { pagePicture, writePhoto } from '../support/phone-photo.ts'
import { type Desk, launchDesk } from './support/launch.ts'
import { go, shot, startOffice } from './support/road.ts'
import { exportCard, send, takeIn, trustDownstream, trustUpstream } from './support/trade.ts'
import { collected, film } from './support/works.ts'

const screens = inRoot('out/test/videos')
const env = { KEXIE_TEST_NOW: '2022-05-18T01:00:00.000Z' }
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
  await shot(page, picture('04-list'))
}

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

test('collected, mended, signed, reported, reviewed, awarded, recommended upward', async () => {
  test.setTimeout(420_000)
  mkdirSync(screens, { recursive: true })
  const [county, province] = await Promise.all([launchDesk({ env }), launchDesk({ env })])
  for (const { app } of [county, province])
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1366, 768))
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
  } finally {
    await county.close()
    await province.close()
  }
})
