/** Which office a name on a list means. Pure. */

export interface NamedOffice {
  readonly officeId: string
  /** As it is called now, and as it was called before. */
  readonly names: readonly string[]
  /** GB/T 2260 code. */
  readonly region: string | null
  readonly hasCard: boolean
  /** Anybody can make a card with somebody's name on it. */
  readonly trusted?: boolean
}

/** 科协 and 科学技术协会 are one word; blanks, full width and the brackets of a list say nothing. */
export const plainOfficeName = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200f\u2060\ufeff·・"'“”‘’《》]+/gu, '')
    .replace(/科学技术协会/gu, '科协')
    .toLowerCase()

/** Two places may bear one name (鼓楼区): where both sides know their region, it must be the same. */
const inPlace = (a: string | null, b: string | null): boolean => a === null || b === null || a === b

/** Offices by the plain form of every name that they have or had. */
export class OfficeNames {
  readonly #byName = new Map<string, NamedOffice[]>()

  constructor(offices: Iterable<NamedOffice> = []) {
    for (const office of offices) this.add(office)
  }

  add(office: NamedOffice): void {
    for (const name of new Set(office.names.map(plainOfficeName))) {
      const known = this.#byName.get(name)
      if (known) known.push(office)
      else this.#byName.set(name, [office])
    }
  }

  /** A trusted one first, then one with a card, then one that is a name only; undefined: nobody is called so there. */
  find(name: string, region: string | null): NamedOffice | undefined {
    const found = (this.#byName.get(plainOfficeName(name)) ?? []).filter((one) => inPlace(one.region, region))
    const same = found.filter((one) => one.region !== null && one.region === region)
    const choice = same.length > 0 ? same : found
    return choice.find((one) => one.trusted) ?? choice.find((one) => one.hasCard) ?? choice[0]
  }
}
