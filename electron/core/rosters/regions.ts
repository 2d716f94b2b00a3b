/** Places by GB/T 2260: the list that the forms choose from, without what is no place of its own. */
import { areaList } from '@vant/area-data'
import type { RegionEntry } from '../../../shared/api/rosters.ts'

export class Regions {
  readonly #names: ReadonlyMap<string, string>
  readonly #below = new Map<string, string[]>()

  constructor(list: readonly (readonly [code: string, name: string])[]) {
    this.#names = new Map(list)
    for (const [code] of list) {
      const parent = this.parentOf(code) ?? ''
      const others = this.#below.get(parent)
      if (others) others.push(code)
      else this.#below.set(parent, [code])
    }
  }

  /**
   * The place above. Districts of municipalities, and counties that a province governs itself (省直管), stand under the
   * province: there is no city between. Null: a province, or no known place.
   */
  parentOf(code: string): string | null {
    const province = `${code.slice(0, 2)}0000`
    if (code === province || !this.#names.has(code)) return null
    const city = `${code.slice(0, 4)}00`
    return city !== code && this.#names.has(city) ? city : province
  }

  name(code: string): string | null {
    return this.#names.get(code) ?? null
  }

  /** The one place of this name at or below another (null: anywhere); null where there is none, or more than one. */
  find(name: string, under: string | null): string | null {
    const head = under === null ? '' : under.endsWith('0000') ? under.slice(0, 2) : under.replace(/00$/u, '')
    const found = [...this.#names].filter(([code, known]) => known === name && code.startsWith(head))
    return found.length === 1 ? (found[0]?.[0] ?? null) : null
  }

  /** In the order of their codes. @param parent null: the provinces */
  below(parent: string | null): RegionEntry[] {
    return (this.#below.get(parent ?? '') ?? []).map((code) => ({
      code,
      name: this.#names.get(code) ?? '',
      level: code.endsWith('0000') ? 'province' : code.endsWith('00') ? 'city' : 'county',
      below: this.#below.get(code)?.length ?? 0,
    }))
  }
}

/** Steps of the numbering that no office stands for. */
const stepNames = new Set(['县', '省直辖县', '自治区直辖县级行政区划'])
/** 东莞, 中山, 儋州, 嘉峪关 have no counties: what the list shows below them are towns. */
const withoutCounties = new Set(['4419', '4420', '4604', '6202'])
/** New areas without a government of their own (江北, 镇江), and three that went into their neighbours in 2020 and 2021. */
const noPlaces = new Set(['320112', '321150', '320611', '350402', '370634'])
/** Their own authorities number what lies below them. */
const elsewhere = /^(?:71|81|82)/u
/** Numbers of statistics and of shops for development zones; county-level cities have 81 to 89. */
const isZone = (code: string): boolean => /(?:7[1-9]|80|9\d)$/u.test(code)

function listed(): [code: string, name: string][] {
  const { province_list: provinces, city_list: cities, county_list: counties } = areaList
  const below = (list: Readonly<Record<string, string>>): [string, string][] =>
    Object.entries(list).filter(([code]) => !elsewhere.test(code))
  return [
    ...Object.entries(provinces),
    // A municipality is its own city.
    ...below(cities).filter(([code, name]) => !stepNames.has(name) && name !== provinces[`${code.slice(0, 2)}0000`]),
    ...below(counties).filter(
      ([code]) => !isZone(code) && !withoutCounties.has(code.slice(0, 4)) && !noPlaces.has(code),
    ),
  ].sort(([a], [b]) => (a < b ? -1 : 1))
}

let known: Regions | null = null

/** Sorted once: 3,200 places. */
export function knownRegions(): Regions {
  known ??= new Regions(listed())
  return known
}
