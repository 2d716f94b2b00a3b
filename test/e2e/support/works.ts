/** What a school and two offices send to the county by WeChat: one list, three films, all in one folder. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { read, utils, type WorkSheet, write } from 'xlsx'

/** Made up: the county of the numbers does not exist. */
export interface Work {
  readonly title: string
  readonly unit: string
  readonly seconds: number
  readonly colour: string
  readonly team: readonly string[]
}
export const works: readonly Work[] = [
  { title: '稻田里的一束光', unit: '示例县农业技术推广中心', seconds: 3, colour: 'green', team: ['示例甲'] },
  { title: '追星星的人', unit: '示例县实验中学', seconds: 181, colour: 'navy', team: ['示例乙'] },
  {
    title: '我们的抽水机',
    unit: '示例县水利站',
    seconds: 4,
    colour: 'teal',
    team: ['示例丙', '示例丁', '示例戊', '示例己', '示例庚'],
  },
]

/** With a right check sign. */
export function madeUpIdentity(serial: number): string {
  const digits = `32099919880808${String(serial).padStart(3, '0')}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits.charAt(at)), 0)
  return `${digits}${'10X98765432'.charAt(sum % 11)}`
}
export const identities: readonly string[] = works
  .flatMap(({ team }) => team)
  .map((_name, at) => madeUpIdentity(at + 1))

/** A real film of one colour, tiny. */
export function film(file: string, { seconds, colour }: Pick<Work, 'seconds' | 'colour'>): string {
  execFileSync('ffmpeg', [
    ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-f', 'lavfi'],
    ...['-i', `color=${colour}:s=1280x720:d=${seconds}:r=2`],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', file],
  ])
  return file
}

/** The program's own blank list, filled in as an office does. */
function fillList(blank: string, file: string): void {
  const book = read(readFileSync(blank))
  const sheetAt = (at: number): WorkSheet => {
    const sheet = book.Sheets[book.SheetNames[at] ?? '']
    if (!sheet) throw new Error('a sheet is missing')
    return sheet
  }
  const put = (sheet: WorkSheet, row: number, values: Readonly<Record<string, string>>) => {
    const [, , headings = []] = utils.sheet_to_json<string[]>(sheet, { header: 1, defval: '' })
    for (const [label, value] of Object.entries(values)) {
      const column = headings.findIndex((heading) => heading.startsWith(label))
      if (column < 0) throw new Error(`no column ${label}`)
      utils.sheet_add_aoa(sheet, [[value]], { origin: { r: row, c: column } })
    }
  }
  const [list, people] = [sheetAt(0), sheetAt(1)]
  let person = 0
  for (const [at, { title, unit, team }] of works.entries()) {
    put(list, 3 + at, {
      作品名称: title,
      主创姓名: team.join('、'),
      工作单位: unit,
      联系人姓名: team[0] ?? '',
      手机: '19900000000',
      作品创意说明: `${unit}的同志们把身边的科技故事拍给大家看。`,
    })
    for (const name of team) {
      put(people, 3 + person, { 作品名称: title, 姓名: name, 身份证号: identities[person] ?? '' })
      person += 1
    }
  }
  writeFileSync(file, write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)
}

/** The folder as it arrives. */
export function collected(folder: string, blank: string): string {
  const inbox = join(folder, '收到的作品')
  mkdirSync(inbox)
  for (const work of works) film(join(inbox, `${work.title}.mp4`), work)
  fillList(blank, join(inbox, '报名登记表汇总.xlsx'))
  return inbox
}
