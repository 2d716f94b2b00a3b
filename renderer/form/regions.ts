/** GB/T 2260 codes with their names, loaded when a form first asks for one. */
import { areaList } from '@vant/area-data'
import { provinceCodes } from '../../shared/domain/standard-numbers.ts'

export type Region = { code: string; name: string }

/** 江苏省 南通市 如东县; what says nothing of its own (市辖区, 县) is left out. */
function fullName(code: string): string {
  const levels = [
    areaList.province_list[`${code.slice(0, 2)}0000`],
    code.endsWith('0000') ? undefined : areaList.city_list[`${code.slice(0, 4)}00`],
    code.endsWith('00') ? undefined : areaList.county_list[code],
  ]
  const names = levels.filter((name): name is string => name !== undefined)
  return names.filter((name, at) => names.indexOf(name) === at && !silent.has(name)).join(' ')
}
const silent = new Set(['县', '省直辖县', '自治区直辖县级行政区划'])

const codes = [areaList.province_list, areaList.city_list, areaList.county_list].flatMap((list) => Object.keys(list))
export const regions: readonly Region[] = codes
  .filter((code) => /^\d{6}$/.test(code) && provinceCodes[code.slice(0, 2)] !== undefined)
  .sort()
  .map((code) => ({ code, name: fullName(code) }))

/** All parts of what was typed occur in the name, or the code begins with it. */
export function matchesRegion({ code, name }: Region, typed: string): boolean {
  const words = typed.normalize('NFKC').trim().split(/\s+/u)
  return words.every((word) => code.startsWith(word) || name.includes(word))
}
