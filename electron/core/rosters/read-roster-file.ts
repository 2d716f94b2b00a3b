/** A list of offices out of a table or a text with one name a line. Nothing is asked: what stays out is told with the reason. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { ownOffice } from '../../../db/queries/offices.ts'
import { officeName } from '../../../shared/api/offices.ts'
import type { RosterProposal } from '../../../shared/api/rosters.ts'
import { cleanName } from '../../../shared/form/normalise.ts'
import { levelBelow } from '../../../shared/notice/office-levels.ts'
import type { OfficeLevel } from '../../../shared/notice/pack.ts'
import { Problem } from '../../../shared/problems.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { decodePlain } from '../received/read-plain.ts'
import { readTables } from '../tables/read/read-tables.ts'
import { OfficeNames, plainOfficeName } from './office-names.ts'
import { knownRegions, type Regions } from './regions.ts'
import { knownOfficeNames } from './roster.ts'
import { columnMeaning, type Line, textLines, typeOf } from './roster-columns.ts'

const mostOffices = 3000

/** @throws Problem office.missing, file.unreadable, table.unreadable, cancelled */
export async function readRosterFile(ctx: HandlerContext, call: Call, path: string): Promise<RosterProposal> {
  const own = await ownOffice(ctx.db)
  if (!own) throw new Problem('office.missing', {})
  const { lines, left } = await linesOf(path, call)
  const regions = knownRegions()
  const names = await knownOfficeNames(ctx.db)
  const ours = new OfficeNames([{ officeId: own.office_id, names: [own.name], region: null, hasCard: true }])
  const rows: RosterProposal['rows'] = []
  const taken = new Map<string, number>()
  for (const line of lines) {
    const leave = (why: string, text = line.name): void => void left.push({ row: line.row, text: text.trim(), why })
    if (rows.length >= mostOffices) {
      leave(`一次最多 ${mostOffices} 个单位，从这一行起没有收`)
      break
    }
    const region = regionOf(line, regions, own.region, leave)
    const name = nameOf(line, region, regions)
    if (name === '') {
      leave('没有写单位名称', [line.place, line.phone].filter((one) => one !== '').join(' '))
      continue
    }
    if (!officeName.safeParse(name).success) {
      leave('单位名称太短或太长')
      continue
    }
    if (ours.find(name, null)) {
      leave('这是本单位')
      continue
    }
    const key = `${plainOfficeName(name)} ${region ?? ''}`
    const before = taken.get(key)
    if (before !== undefined) {
      leave(`和第 ${before} 行是同一个单位`)
      continue
    }
    taken.set(key, line.row)
    rows.push({
      row: line.row,
      name,
      level: levelOf(line, region, levelBelow(own.level)),
      type: typeOf(line.type, name),
      region,
      phone: phoneOf(line.phone, leave),
      known: names.find(name, region)?.officeId ?? null,
    })
  }
  return { rows, left }
}

async function linesOf(path: string, call: Call): Promise<{ lines: Line[]; left: RosterProposal['left'] }> {
  const file = await readTables(path, { signal: call.signal })
  const left: RosterProposal['left'] = file.otherSheets.map(({ name, why }) => ({ row: 0, text: name, why }))
  const lines: Line[] = []
  for (const table of file.tables) {
    const meanings = new Map(table.columns.map(({ column, label }) => [column, columnMeaning(label)]))
    const named = [...meanings.values()]
    if (!named.includes('name') && !named.includes('place')) {
      left.push({ row: table.headerRow, text: table.sheet || '表头', why: '没有“单位名称”或“地区”这一栏' })
      continue
    }
    for (const { row, cells } of table.rows) {
      const line: Line = { row, name: '', place: '', code: '', phone: '', type: '', level: '' }
      for (const cell of cells) {
        const meaning = meanings.get(cell.column)
        if (meaning && line[meaning] === '') line[meaning] = cell.text.trim()
      }
      lines.push(line)
    }
  }
  if (lines.length > 0) return { lines, left }
  const isText = /^(?:utf|gb)/u.test(file.format)
  if (isText) return { lines: textLines(decodePlain(await readFile(path))), left: [] }
  throw new Problem('table.unreadable', {
    fileName: basename(path),
    why: file.kind === 'empty' ? 'empty' : 'no-list',
  })
}

type Leave = (why: string, text?: string) => void

function regionOf(line: Line, regions: Regions, ownRegion: string | null, leave: Leave): string | null {
  const digits = line.code.normalize('NFKC').replace(/\D/gu, '')
  // Statistical codes have twelve digits, the first six of which are those of the place.
  const code = /^\d{12}$/u.test(digits) ? digits.slice(0, 6) : digits
  if (/^\d{6}$/u.test(code)) return code
  if (line.code !== '') leave('行政区划代码不是六位数字，没有采用', line.code)
  const place = line.place !== '' ? line.place : line.name.replace(/(?:科学技术协会|科协)$/u, '')
  return regions.find(place.replace(/^.*(?:省|自治区)/u, ''), ownRegion) ?? regions.find(place, ownRegion)
}

/** A place is no office: 红旗区 stands for its association. */
function nameOf(line: Line, region: string | null, regions: Regions): string {
  const name = cleanName(line.name)
  if (name === '') return line.place === '' ? '' : `${cleanName(line.place)}科学技术协会`
  return region !== null && regions.name(region) === name ? `${name}科学技术协会` : name
}

function levelOf({ level }: Line, region: string | null, usual: OfficeLevel): OfficeLevel {
  if (/乡|镇|街道/u.test(level)) return 'township'
  if (/县|区/u.test(level)) return 'county'
  if (/市/u.test(level)) return 'city'
  if (/省/u.test(level)) return 'province'
  if (region === null || !region.endsWith('00')) return usual
  return region.endsWith('0000') ? 'province' : 'city'
}

/** A number of a person stays out: the roster holds telephones of offices. */
function phoneOf(phone: string, leave: Leave): string {
  const text = phone.normalize('NFKC').trim()
  if (/(?<!\d)1[3-9]\d{9}(?!\d)/u.test(text.replace(/[\s-]/gu, ''))) {
    leave('是手机号码，名单里只放单位电话，没有采用', '')
    return ''
  }
  if (text === '' || text.length > 40) return ''
  return /\d{3}/u.test(text) ? text : ''
}
