/** Offices at a table for tests of trust: real cores, with or without a passphrase. */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { MethodInput } from '../../shared/api/contract.ts'
import { Desk, type DeskOptions, newRoot, trust } from './desks.ts'

export const passphrase = '四个字以上的口令'

export interface OfficeOptions extends DeskOptions {
  readonly name: string
  readonly level?: MethodInput<'offices.init'>['level']
  readonly region?: string | null
  /** Null: keys that no passphrase protects, which is quicker. */
  readonly passphrase?: string | null
}

/** A founded office in `folder`. */
export async function makeOffice(folder: string, options: OfficeOptions): Promise<Desk> {
  const { name, level = 'county', region = null, passphrase: secret = null, ...desk } = options
  const office = await Desk.open(folder, desk)
  office.officeId = (await office.call('offices.init', { name, level, region })).officeId
  if (secret !== null) await office.call('keys.protect', { passphrase: secret })
  return office
}

/** Both take in the card of the other and compare the 指纹码. */
export async function exchangeCards(a: Desk, b: Desk, folder: string): Promise<void> {
  await trust(a, b, folder)
  await trust(b, a, folder)
}

export interface Table {
  /** Where files go from one to the other. */
  readonly stick: string
  place(name: string): string
  office(name: string, options: OfficeOptions): Promise<Desk>
  /** A PC on which nothing was done yet. */
  empty(name: string): Promise<Desk>
  close(): Promise<void>
}

/** @param startAt all clocks of the table, in milliseconds; left out: the real one */
export function newTable(startAt?: number): Table {
  const root = newRoot('kexie-table-')
  const stick = path.join(root.dir, 'stick')
  mkdirSync(stick)
  const desks: Desk[] = []
  const clock = startAt === undefined ? {} : { startAt }
  const keep = async (desk: Promise<Desk>): Promise<Desk> => {
    desks.push(await desk)
    return desk
  }
  return {
    stick,
    place: (name) => path.join(stick, name),
    office: (name, options) => keep(makeOffice(path.join(root.dir, name), { ...clock, ...options })),
    empty: (name) => keep(Desk.open(path.join(root.dir, name), clock)),
    close: async () => {
      for (const desk of desks) await desk.close()
      root.remove()
    },
  }
}
