/** Places by GB/T 2260, as resources/regions/regions.json keeps them (origin and date stand in it). */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { RegionEntry } from '../../../shared/api/rosters.ts'

const regionsFile = z.object({
  regions: z.array(z.tuple([z.string().regex(/^\d{6}$/), z.string().min(1)])),
})

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

const loaded = new Map<string, Promise<Regions>>()

/** Read once: 3,200 places. */
export function loadRegions(resourcesDir: string): Promise<Regions> {
  const known = loaded.get(resourcesDir)
  if (known) return known
  const file = join(resourcesDir, 'regions', 'regions.json')
  const reading = readFile(file, 'utf8').then((text) => new Regions(regionsFile.parse(JSON.parse(text)).regions))
  loaded.set(resourcesDir, reading)
  // A file that is put right while the program runs is read again.
  reading.catch(() => loaded.delete(resourcesDir))
  return reading
}
