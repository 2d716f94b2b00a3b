/** Writes plain folders until it is killed: `driver DATA OUT NOTICE`. Each line was confirmed before it was printed. */
import { writeSync } from 'node:fs'
import path from 'node:path'
import { createCore } from '../../electron/core/core.ts'
import type { WrittenHandover } from '../../shared/api/handovers.ts'
import { paperStub } from '../support/paper-stub.ts'

const [dataDir = '', out = '', noticeId = '', as = 'folder'] = process.argv.slice(2)
/** Synchronous: a line that was printed is seen even if the next instruction kills. */
const say = (line: string): void => void writeSync(1, `${line}\n`)

async function run(): Promise<void> {
  const core = await createCore({
    dataDir,
    resourcesDir: path.join(path.dirname(process.argv[1] ?? ''), 'resources'),
    appVersion: 'driver',
    now: () => new Date(),
    ask: paperStub,
    emit: () => undefined,
  })
  say('ready')
  const order = { noticeId, mask: true, out, as }
  for (let n = 0; n < 3; n++) {
    const written = (await core.dispatch('handovers.write', order)) as WrittenHandover
    say(`written ${written.handoverId} ${written.path}`)
  }
  say('end')
  await core.close()
}

run().catch((error: unknown) => {
  say(`failed ${error instanceof Error ? `${error.name} ${error.message} ${JSON.stringify(error)}` : String(error)}`)
  process.exitCode = 1
})
