/** Counties with their F1 out of the register, the city that adds them up, and the way upward. */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { ActivityInput } from '../../shared/register/activity.ts'
import { Desk, foundOffice, newRoot, passphrases, trust } from './desks.ts'
import { f1, f1Notice, newF1, save } from './f1.ts'
import { paperStub } from './paper-stub.ts'

export interface RollupDesks {
  readonly dir: string
  readonly stick: string
  readonly counties: Desk[]
  readonly city: Desk
  close(): Promise<void>
}

/** @param names of the counties; their passphrase is the sample county's */
export async function rollupDesks(names: readonly string[]): Promise<RollupDesks> {
  const root = newRoot('kexie-rollup-')
  const stick = path.join(root.dir, 'stick')
  mkdirSync(stick)
  const city = await openDesk(root.dir, 'city')
  await foundOffice(city, 'city')
  const counties = await Promise.all(
    names.map(async (name, at) => {
      const county = await openDesk(root.dir, `county-${at}`)
      await founded(county, name, 'county', passphrases.county)
      return county
    }),
  )
  for (const county of counties) {
    await trust(county, city, stick)
    await trust(city, county, stick)
  }
  return {
    dir: root.dir,
    stick,
    counties,
    city,
    close: async () => {
      for (const desk of [...counties, city]) await desk.close()
      root.remove()
    },
  }
}

export const openDesk = (dir: string, name: string): Promise<Desk> =>
  Desk.open(path.join(dir, name), { ask: paperStub, startAt: Date.parse('2022-06-16T01:00:00Z') })

export async function founded(
  desk: Desk,
  name: string,
  level: 'county' | 'province',
  passphrase: string,
): Promise<void> {
  desk.officeId = (await desk.call('offices.init', { name, level, type: 'association', region: null })).officeId
  await desk.call('keys.protect', { passphrase })
}

export const activity = (title: string, day: string, more: Partial<ActivityInput> = {}): ActivityInput => ({
  year: 2022,
  title,
  state: 'held',
  time: { words: day, from: day, to: day },
  notices: [{ noticeId: f1Notice, modules: [] }],
  ...more,
})

/** An F1 out of these activities; what the form asks about is answered. @returns its id */
export async function filledF1(desk: Desk, name: string, activities: readonly ActivityInput[]): Promise<string> {
  for (const values of activities) await desk.call('activities.create', { values })
  const recordId = await newF1(desk, { officeName: name })
  await answered(desk, recordId)
  return recordId
}

export async function answered(desk: Desk, recordId: string): Promise<void> {
  const { findings } = await desk.call('records.open', { recordId })
  const verify = findings.flatMap(({ check, severity }) =>
    check && severity === 'verify' ? [{ check, reason: '已逐项核对无误。' }] : [],
  )
  if (verify.length > 0) await save(desk, recordId, { verifyReasons: verify })
}

/** @returns path of the package */
export async function send(from: Desk, to: Desk, out: string, recordIds: string[]): Promise<string> {
  const sent = await from.call('packages.export', { noticeId: f1Notice, to: to.officeId, out, recordIds })
  const file = sent.files[0]?.path ?? ''
  const outcome = await to.call('packages.import', { path: file })
  if (outcome.result !== 'imported') throw new Error(`${outcome.result} ${JSON.stringify(outcome.verified.findings)}`)
  return file
}

export const open = (desk: Desk) => desk.call('rollups.show', f1)
