/**
 * A desk that works until it is killed: `driver MODE DATA PASSPHRASE|- …`. Each line on stdout is something that was confirmed
 * to a person before it was printed; `deeds N`: so many entries the log had by then.
 */
import { writeSync } from 'node:fs'
import path from 'node:path'
import { createCore } from '../../electron/core/core.ts'
import type { MethodInput, MethodName, MethodOutput } from '../../shared/api/contract.ts'
import { cheapKeyWork } from '../support/key-work.ts'
import { paperStub } from '../support/paper-stub.ts'

const [mode = '', dataDir = '', passphrase = '', ...rest] = process.argv.slice(2)
/** Synchronous: a line that was printed is seen even if the next instruction kills. */
const say = (line: string): void => void writeSync(1, `${line}\n`)

const open = () =>
  createCore({
    dataDir,
    resourcesDir: path.join(path.dirname(process.argv[1] ?? ''), 'resources'),
    appVersion: 'driver',
    now: () => new Date(),
    ask: paperStub,
    emit: () => undefined,
    keyWork: cheapKeyWork,
  })
let core: Awaited<ReturnType<typeof open>>
const call = async <M extends MethodName>(method: M, input: MethodInput<M>) =>
  (await core.dispatch(method, input)) as MethodOutput<M>
const unlock = async (): Promise<void> => {
  if (passphrase !== '-') await call('keys.unlock', { passphrase })
}
const sayDeeds = async (): Promise<void> => say(`deeds ${(await call('deeds.list', { limit: 1 })).total}`)

/** One change of a record after the other. */
async function saver(recordId: string, tag: string): Promise<(n: number) => Promise<void>> {
  let { draftSeq } = await call('records.open', { recordId })
  return async (n) => {
    const scale = `${tag}-${n}`
    const changes = { scale, contactName: `联系${n}` }
    draftSeq = (await call('records.saveDraft', { recordId, draftSeq, changes })).draftSeq
    say(`saved ${scale}`)
  }
}

const works: Record<string, () => Promise<void>> = {
  async save() {
    const [recordId = '', tag = '', ...photos] = rest
    const save = await saver(recordId, tag)
    for (let n = 0; n < 40; n++) {
      await save(n)
      const photo = photos[n % 8]
      if (photo !== undefined && n % 8 < photos.length) {
        const { attachments } = await call('records.attach', { recordId, field: 'photos', path: photo })
        for (const { digest } of attachments) say(`attached ${digest}`)
      }
      if (n % 10 !== 9) continue
      say(`frozen ${(await call('records.freeze', { recordId })).revision}`)
      await sayDeeds()
    }
  },
  async export() {
    const [noticeId = '', to = '', out = ''] = rest
    const exported = await call('packages.export', { noticeId, to, out })
    for (const file of exported.files) say(`exported ${exported.packageId} ${file.sha256} ${file.path}`)
    await sayDeeds()
  },
  async import() {
    for (const file of rest) say(`import ${(await call('packages.import', { path: file })).result}`)
    await sayDeeds()
  },
  async handover() {
    const [noticeId = '', out = '', as = 'folder'] = rest
    for (let n = 0; n < 3; n++) {
      const order = { noticeId, mask: true, out, as: as === 'zip' ? ('zip' as const) : ('folder' as const) }
      const written = await call('handovers.write', order)
      say(`written ${written.handoverId} ${written.path}`)
      await sayDeeds()
    }
  },
  async backup() {
    const [recordId = '', tag = ''] = rest
    const save = await saver(recordId, tag)
    for (let n = 0; n < 24; n += 4) {
      const making = call('backups.make', {})
      for (let more = 0; more < 4; more++) await save(n + more)
      say(`made ${(await making).id}`)
      await sayDeeds()
    }
  },
  async restore() {
    const [recordId = '', tag = ''] = rest
    const save = await saver(recordId, tag)
    await save(0)
    const { id } = await call('backups.make', {})
    say(`made ${id}`)
    for (let n = 1; n < 4; n++) await save(n)
    await call('backups.restore', { id })
    say(`asked ${id}`)
    await core.close()
    core = await open()
    say('restored')
  },
  /** The start has migrated the store. */
  async migrate() {
    const [recordId = '', tag = ''] = rest
    await (await saver(recordId, tag))(0)
    await sayDeeds()
  },
  async open() {
    await sayDeeds()
  },
  async pack() {
    const [out = '', word = ''] = rest
    for (let n = 0; n < 2; n++)
      say(`packed ${(await call('moving.save', { out: `${out}${n}`, passphrase: word })).sha256}`)
  },
  async move() {
    const [file = '', word = ''] = rest
    await call('moving.take', { path: file, passphrase: word })
    say('taken')
    await core.close()
    core = await open()
    say('arrived')
  },
}

async function run(): Promise<void> {
  core = await open()
  await unlock()
  say('ready')
  await works[mode]?.()
  say('end')
  await core.close()
}

run().catch((error: unknown) => {
  say(`failed ${error instanceof Error ? `${error.name} ${error.message} ${JSON.stringify(error)}` : String(error)}`)
  process.exitCode = 1
})
