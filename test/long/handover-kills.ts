/**
 * Kills a desk (SIGKILL, at named points and at random times) while it writes plain folders. Afterwards: no half folder
 * under a final name, none left as `.part`, what was confirmed is there to the byte, the record is as it was.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { bundleProgram, startProgram } from '../support/bundled.ts'
import { countyNotice, Desk, fillF2, foundOffice, newRoot, sampleDir } from '../support/desks.ts'
import { paperStub } from '../support/paper-stub.ts'
import { seeded } from './seeded.ts'

/** Named points, with how often each may be passed before it kills. */
const points = [
  ['freeze.before-commit', 1],
  ['freeze.after-commit', 1],
  ['handover.noted', 3],
  ['handover.created', 3],
  ['handover.mid-write', 12],
  ['handover.before-rename', 3],
  ['handover.after-rename', 3],
  ['handover.before-mark', 3],
] as const

export interface HandoverKills {
  rounds: number
  killed: number
  /** Kills by named point, `random` for those by the clock, `none` where the work was done before. */
  at: Record<string, number>
  whole: number
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export async function runHandoverKills(rounds: number, seed: number): Promise<HandoverKills> {
  const random = seeded(seed)
  const root = newRoot('kexie-handover-')
  const driver = await bundleProgram('test/long/handover-driver.ts')
  const summary: HandoverKills = { rounds: 0, killed: 0, at: {}, whole: 0 }
  const county = path.join(root.dir, 'county')
  const stick = path.join(root.dir, 'stick')
  try {
    const recordId = await prepare(county)
    for (let round = 0; round < rounds; round++) {
      const [point, passes] = points[Math.floor(random() * points.length)] ?? ['handover.noted', 1]
      const killAt = random() < 0.7 ? `${point}:${1 + Math.floor(random() * passes)}` : null
      const as = random() < 0.5 ? 'folder' : 'zip'
      const afterMs = Math.floor(random() * 150)
      const doing = `seed ${seed}, round ${round}, ${as}, ${killAt ?? `random ${afterMs} ms`}`
      rmSync(stick, { recursive: true, force: true })
      mkdirSync(stick)
      const scale = `第${round}次`
      await edit(county, recordId, scale)
      const { child, ended } = startProgram(
        driver.file,
        [county, stick, countyNotice, as],
        killAt === null ? {} : { KEXIE_KILL_AT: killAt },
      )
      if (killAt === null) {
        await new Promise<void>((resolve) => {
          child.stdout?.once('data', () => resolve())
          child.once('close', () => resolve())
        })
        await delay(afterMs)
        child.kill('SIGKILL')
      }
      const ran = await ended
      const lines = ran.stdout.split('\n').slice(0, -1)
      if (ran.signal !== 'SIGKILL' && !lines.includes('end')) throw new Error(`${doing}: ${ran.stdout} ${ran.stderr}`)
      summary.rounds++
      if (ran.signal === 'SIGKILL') summary.killed++
      const where = ran.signal === 'SIGKILL' ? (killAt?.split(':')[0] ?? 'random') : 'none'
      summary.at[where] = (summary.at[where] ?? 0) + 1
      try {
        summary.whole += await look(county, stick, recordId, scale, lines)
      } catch (error) {
        throw new Error(`${doing}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
      }
    }
    return summary
  } finally {
    driver.remove()
    root.remove()
  }
}

async function prepare(dir: string): Promise<string> {
  const desk = await Desk.open(dir, { ask: paperStub })
  await foundOffice(desk, 'county', null)
  const recordId = await fillF2(desk, {}, ['photo-1-field.jpg', 'photo-2-hall.jpg'])
  await desk.close()
  return recordId
}

/** A change of the record, so that each round freezes a revision of its own; old photos give way to a fresh one. */
async function edit(dir: string, recordId: string, scale: string): Promise<void> {
  const desk = await Desk.open(dir, { ask: paperStub })
  const before = await desk.call('records.open', { recordId })
  const extra = before.attachments.slice(2)
  for (const { field, digest } of extra) await desk.call('records.detach', { recordId, field, digest })
  const photo = path.join(path.dirname(dir), 'fresh.jpg')
  writeFileSync(
    photo,
    Buffer.concat([readFileSync(path.join(sampleDir, 'county/photo-3-sprout.jpg')), Buffer.from(scale)]),
  )
  const { draftSeq } = await desk.call('records.attach', { recordId, field: 'photos', path: photo })
  await desk.call('records.saveDraft', { recordId, draftSeq, changes: { scale } })
  await desk.close()
}

/** @returns how many whole folders there are */
async function look(
  dir: string,
  stick: string,
  recordId: string,
  scale: string,
  lines: readonly string[],
): Promise<number> {
  const fail = (what: string): never => {
    throw new Error(what)
  }
  // As the killed process left it: whatever has a final name is whole already.
  const finals = readdirSync(stick).filter((name) => !name.endsWith('.part'))
  const desk = await Desk.open(dir, { ask: paperStub })
  try {
    if (readdirSync(stick).some((name) => name.endsWith('.part'))) fail('a half folder was left after the start')
    const known = (await desk.call('handovers.list', {})).filter(
      (one) => path.dirname(one.path) === stick && existsSync(one.path),
    )
    for (const name of finals) {
      const handover =
        known.find((one) => path.basename(one.path) === name) ?? fail(`${name} is there, but not marked as written`)
      if (handover.as === 'zip') continue
      for (const file of handover.files) {
        const found = path.join(handover.path, file.name)
        if (!existsSync(found) || sha256(readFileSync(found)) !== file.sha256)
          fail(`${name}: ${file.name} is not whole`)
      }
    }
    for (const line of lines.filter((one) => one.startsWith('written '))) {
      const id = line.split(' ')[1]
      if (!known.some((one) => one.handoverId === id)) fail(`confirmed handover ${id} is gone`)
    }
    const record = await desk.call('records.open', { recordId })
    if (record.values.scale !== scale) fail(`the record says ${String(record.values.scale)}, not ${scale}`)
    if (record.attachments.length !== 3) fail(`${record.attachments.length} photos`)
    if ((record.summary.state === 'sent') !== finals.length > 0)
      fail(`${finals.length} folders, but ${record.summary.state}`)
    for (const revision of record.revisions)
      await desk.call('records.printDocument', { recordId, revision: revision.revision, masked: true })
    // And it goes through now.
    const { path: again } = await desk.call('handovers.write', {
      noticeId: countyNotice,
      mask: true,
      out: stick,
      as: 'folder',
    })
    if (!existsSync(path.join(again, '邮件正文.txt'))) fail('written again, but not there')
    return finals.length
  } finally {
    await desk.close()
  }
}
