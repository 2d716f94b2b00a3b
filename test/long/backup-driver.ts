/**
 * A desk that saves while copies are made, or restores one, until it is killed: `driver backup|restore DATA RECORD TAG`.
 * Each line on stdout is something that was confirmed to a person before it was printed.
 */
import { writeSync } from 'node:fs'
import path from 'node:path'
import { createCore } from '../../electron/core/core.ts'
import type { MethodInput, MethodName, MethodOutput } from '../../shared/api/contract.ts'

const [mode = '', dataDir = '', recordId = '', tag = ''] = process.argv.slice(2)
const say = (line: string): void => void writeSync(1, `${line}\n`)

const open = () =>
  createCore({
    dataDir,
    resourcesDir: path.join(path.dirname(process.argv[1] ?? ''), 'resources'),
    appVersion: 'driver',
    now: () => new Date(),
    ask: null,
    emit: () => undefined,
  })

async function run(): Promise<void> {
  let core = await open()
  const call = async <M extends MethodName>(method: M, input: MethodInput<M>) =>
    (await core.dispatch(method, input)) as MethodOutput<M>
  say('ready')
  let { draftSeq } = await call('records.open', { recordId })
  const save = async (n: number): Promise<void> => {
    const scale = `${tag}-${n}`
    const changes = { scale, contactName: `联系${n}` }
    draftSeq = (await call('records.saveDraft', { recordId, draftSeq, changes })).draftSeq
    say(`saved ${scale}`)
  }
  if (mode === 'backup') {
    for (let n = 0; n < 24; n += 4) {
      const making = call('backups.make', {})
      for (let more = 0; more < 4; more++) await save(n + more)
      say(`made ${(await making).id}`)
    }
  } else {
    await save(0)
    const { id } = await call('backups.make', {})
    say(`made ${id}`)
    for (let n = 1; n < 4; n++) await save(n)
    await call('backups.restore', { id })
    say(`asked ${id}`)
    await core.close()
    core = await open()
    say('restored')
  }
  say('end')
  await core.close()
}

run().catch((error: unknown) => {
  say(`failed ${error instanceof Error ? `${error.name} ${error.message} ${JSON.stringify(error)}` : String(error)}`)
  process.exitCode = 1
})
