/** Modules of a notice by their names, as tables write them. Pure. */
import { plainLabel } from '../../../shared/form/compare.ts'
import type { NoticePack } from '../../../shared/notice/pack.ts'

/** Plain name to id: what is compared; `values` are the names as the notice writes them. */
export interface ModuleNames {
  values(): Iterable<string>
  idOf(name: string): string | null
}

export function moduleNames({ modules }: Pick<NoticePack, 'modules'>): ModuleNames {
  const plain = (name: string): string => plainLabel(name).replace(/(?:活动|类|模块|板块|篇)$/u, '')
  const ids = new Map(modules.flatMap(({ id, name }) => [[plain(name), id] as const, [id.toLowerCase(), id] as const]))
  return { values: () => modules.map(({ name }) => name), idOf: (name) => ids.get(plain(name)) ?? null }
}

/** @returns the first name that is no module of the notice; null: all were known, and stand in `into` */
export function addModules(modules: ModuleNames, text: string, into: Set<string>): string | null {
  const whole = modules.idOf(text)
  if (whole !== null) {
    into.add(whole)
    return null
  }
  for (const name of text.split(/[、，,；;/\s]+/u).filter((one) => one !== '')) {
    const id = modules.idOf(name)
    if (id === null) return name
    into.add(id)
  }
  return null
}
