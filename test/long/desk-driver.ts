/**
 * A desk that works until it is killed: `driver save|export|import DATA … `. Each line on stdout is something that was
 * confirmed to a person before it was printed.
 */
import { writeSync } from 'node:fs'
import path from 'node:path'
import { createCore } from '../../electron/core/core.ts'
import type { MethodInput, MethodName, MethodOutput } from '../../shared/api/contract.ts'

const [mode = '', dataDir = '', passphrase = '', ...rest] = process.argv.slice(2)
/** Synchronous: a line that was printed is seen even if the next instruction kills. */
const say = (line: string): void => void writeSync(1, `${line}\n`)

async function run(): Promise<void> {
  const core = await createCore({
    dataDir,
    resourcesDir: path.join(path.dirname(process.argv[1] ?? ''), 'resources'),
    appVersion: 'driver',
    now: () => new Date(),
    ask: null,
    emit: () => undefined,
  })
  const call = async <M extends MethodName>(method: M, input: MethodInput<M>) =>
    (await core.dispatch(method, input)) as MethodOutput<M>
  if (passphrase !== '-') await call('keys.unlock', { passphrase })
  say('ready')
  if (mode === 'save') await save()
  if (mode === 'export') await send()
  if (mode === 'import') await takeIn()
  say('end')
  await core.close()

  async function save(): Promise<void> {
    const [recordId = '', tag = '', ...photos] = rest
    let { draftSeq } = await call('records.open', { recordId })
    for (let n = 0; n < 40; n++) {
      const scale = `${tag}-${n}`
      draftSeq = (await call('records.saveDraft', { recordId, draftSeq, changes: { scale, contactName: `联系${n}` } }))
        .draftSeq
      say(`saved ${scale}`)
      const photo = photos[n % 8]
      if (photo !== undefined && n % 8 < photos.length) {
        const { attachments } = await call('records.attach', { recordId, field: 'photos', path: photo })
        for (const { digest } of attachments) say(`attached ${digest}`)
      }
      if (n % 10 === 9) say(`frozen ${(await call('records.freeze', { recordId })).revision}`)
    }
  }

  async function send(): Promise<void> {
    const [noticeId = '', to = '', out = ''] = rest
    const exported = await call('packages.export', { noticeId, to, out })
    for (const file of exported.files) say(`exported ${exported.packageId} ${file.sha256} ${file.path}`)
  }

  async function takeIn(): Promise<void> {
    for (const file of rest) say(`import ${(await call('packages.import', { path: file })).result}`)
  }
}

run().catch((error: unknown) => {
  say(`failed ${error instanceof Error ? `${error.name} ${error.message} ${JSON.stringify(error)}` : String(error)}`)
  process.exitCode = 1
})
