/**
 * The main road in real Electron, from a notice to a receipt: a county office and a city office, each with a store of
 * its own, hand files to each other through a folder, as they would on a USB stick.
 */
import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { type LaunchOptions, launchDesk, type OpenDesk } from '../e2e/support/launch.ts'
import {
  compareFingerprint,
  fillSpecialActivity,
  go,
  openSpecialActivity,
  readOutFingerprint,
  setPassphrase,
  shot,
  startOffice,
  waitUntilSaved,
} from '../e2e/support/road.ts'
import { samplePhotos, samplePlan } from '../e2e/support/sample-plan.ts'

export interface Road {
  /** Screens, PDFs and the stick go here. */
  readonly out: string
  /** The two stores go here. */
  readonly home: string
  tell(line: string): void
  /** How an office's program is started; left out: from source. */
  launch?(options: LaunchOptions): Promise<OpenDesk>
}

export interface Walked {
  readonly stores: { readonly county: string; readonly city: string }
  readonly pdf: string
  readonly cards: { readonly county: string; readonly city: string }
  readonly submission: string
  readonly receipt: string
  /** 版本核对码 as the county's screen showed it. */
  readonly code: string
  readonly screenshots: number
}

class Album {
  #count = 0
  readonly #folder: string
  constructor(folder: string) {
    this.#folder = folder
  }
  get count(): number {
    return this.#count
  }
  async take(desk: OpenDesk, name: string): Promise<void> {
    this.#count++
    await shot(desk.page, join(this.#folder, `${String(this.#count).padStart(2, '0')}-${name}.png`))
  }
}

/** The one new file in a folder. */
function newFile(folder: string, before: readonly string[]): string {
  const fresh = readdirSync(folder).filter((name) => !before.includes(name))
  const [name] = fresh
  if (fresh.length !== 1 || name === undefined) throw new Error(`expected one new file, found ${fresh.length}`)
  return join(folder, name)
}

async function exportCard(desk: OpenDesk, file: string): Promise<string[]> {
  const groups = await readOutFingerprint(desk)
  desk.setDialogs([file])
  await desk.page.getByRole('button', { name: '导出单位名片' }).first().click()
  await setPassphrase(desk)
  await desk.page.getByText('单位名片已写出').waitFor()
  return groups
}

async function fillIn(county: OpenDesk, album: Album): Promise<void> {
  await openSpecialActivity(county)
  await fillSpecialActivity(county, samplePlan)
  for (const [index, photo] of samplePhotos.entries()) {
    county.setDialogs([photo])
    await county.page.getByText('添加照片').click()
    await county.page.getByRole('button', { name: `移除第 ${index + 1} 张` }).waitFor()
  }
  await waitUntilSaved(county)
  await album.take(county, 'form')
}

async function makePaper(county: OpenDesk, pdf: string, album: Album): Promise<string> {
  county.setDialogs([pdf])
  await county.page.getByRole('button', { name: '保存为 PDF' }).click()
  await county.page.getByText('已保存 PDF').waitFor()
  await county.page.getByRole('button', { name: '标记已盖章' }).click()
  await county.page.getByText('已标记盖章').waitFor()
  await album.take(county, 'frozen')
  await county.page.getByText(/^定稿记录/).click()
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(
    await county.page.getByRole('region', { name: '定稿记录' }).innerText(),
  )?.[0]
  if (!code) throw new Error('no 版本核对码 on the screen')
  return code
}

async function submit(
  county: OpenDesk,
  cityCard: string,
  cityGroups: readonly string[],
  stick: string,
  album: Album,
): Promise<string> {
  await go(county, '报送')
  await county.page.getByText('签名报送包', { exact: true }).click()
  county.setDialogs([cityCard])
  await county.page.getByRole('button', { name: '导入上级名片' }).click()
  await county.page.getByRole('dialog', { name: '比对指纹码' }).waitFor()
  await album.take(county, 'compare')
  await compareFingerprint(county, cityGroups)
  const before = readdirSync(stick)
  county.setDialogs([stick])
  await album.take(county, 'submit')
  await county.page.getByRole('button', { name: '写出报送包' }).click()
  await county.page
    .getByText(/号报送包已写好/)
    .first()
    .waitFor()
  await album.take(county, 'sent')
  return newFile(stick, before)
}

async function takeIn(
  city: OpenDesk,
  countyCard: string,
  countyGroups: readonly string[],
  submission: string,
  album: Album,
): Promise<void> {
  await go(city, '收件')
  city.setDialogs([countyCard])
  await city.page.getByRole('button', { name: '选择收到的文件' }).click()
  await city.page.getByRole('button', { name: '比对指纹码' }).first().click()
  await compareFingerprint(city, countyGroups)
  city.setDialogs([submission])
  await city.page.getByRole('button', { name: '选择收到的文件' }).click()
  const arrived = city.page.getByRole('listitem').filter({ hasText: basename(submission) })
  await arrived.getByText('签名、内容、附件都核对过').waitFor()
  await album.take(city, 'verified')
  await arrived.getByRole('button', { name: '收入', exact: true }).click()
}

async function answer(city: OpenDesk, stick: string, album: Album): Promise<string> {
  await city.page
    .getByRole('button', { name: /^采用：/ })
    .first()
    .click()
  await city.page.getByText('已采用').first().waitFor()
  const before = readdirSync(stick)
  city.setDialogs([stick])
  await city.page.getByRole('button', { name: '写回执', exact: true }).click()
  await city.page.getByText('回执已写好').first().waitFor()
  await album.take(city, 'receipt')
  return newFile(stick, before)
}

async function acknowledge(county: OpenDesk, receipt: string, album: Album): Promise<void> {
  await go(county, '收件')
  county.setDialogs([receipt])
  await county.page.getByRole('button', { name: '选择收到的文件' }).first().click()
  await county.page.getByRole('button', { name: '收入', exact: true }).click()
  await county.page.getByText('回执已收入').first().waitFor()
  await album.take(county, 'acknowledged')
  await go(county, '工作台')
  await county.page.getByText('已采用').first().waitFor()
  await album.take(county, 'done')
}

/** @throws when a step does not come about, or when a window reported an error */
export async function walkTheRoad({ out, home, tell, launch = launchDesk }: Road): Promise<Walked> {
  const started = performance.now()
  const done = (line: string) => tell(`${line} (${((performance.now() - started) / 1000).toFixed(0)} s)`)
  for (const folder of ['screens', 'stick', 'pdf']) mkdirSync(join(out, folder), { recursive: true })
  const stick = join(out, 'stick')
  const stores = { county: join(home, 'county'), city: join(home, 'city') }
  const cards = { county: join(stick, '单位名片-县.zip'), city: join(stick, '单位名片-市.zip') }
  const pdf = join(out, 'pdf', '特色亮点活动筹备方案.pdf')
  const shown = (file: string) => `${relative(out, file)}, ${statSync(file).size} bytes`
  const album = new Album(join(out, 'screens'))
  const [county, city] = await Promise.all([launch({ dataDir: stores.county }), launch({ dataDir: stores.city })])
  try {
    await album.take(county, 'first-start')
    await startOffice(city, '示例市科学技术协会', '设区市')
    await startOffice(county, '示例县科学技术协会', '县（市、区）')
    await album.take(county, 'desk')
    done('1  two offices founded, name and level only')
    await fillIn(county, album)
    done(`2  F2 filled in with ${samplePhotos.length} photos, saved while typing`)
    const code = await makePaper(county, pdf, album)
    done(`3  定稿 ${code}, PDF for the stamp: ${shown(pdf)}`)
    const cityGroups = await exportCard(city, cards.city)
    const countyGroups = await exportCard(county, cards.county)
    done('4  passphrases set, office cards on the stick')
    const submission = await submit(county, cards.city, cityGroups, stick, album)
    done(`5  city's 指纹码 compared, signed package written: ${shown(submission)}`)
    await takeIn(city, cards.county, countyGroups, submission, album)
    const receipt = await answer(city, stick, album)
    done(`6  city verified, took it in, accepted it, receipt written: ${shown(receipt)}`)
    await acknowledge(county, receipt, album)
    done('7  county took the receipt in: 已采用')
    const errors = [...county.errors, ...city.errors]
    if (errors.length > 0) throw new Error(`errors in the windows: ${errors.join('; ')}`)
    await Promise.all([county.close(), city.close()])
    return { stores, pdf, cards, submission, receipt, code, screenshots: album.count }
  } catch (error) {
    // What went wrong is told, not what it left open.
    await Promise.allSettled([county.close(), city.close()])
    throw error
  }
}
