import { createAsking } from '../../../../electron/core/asking.ts'
import { openTransport } from '../../../../electron/core/port.ts'
import { type Dispatch, serveCaller } from '../../../../electron/core/serve.ts'
import { Problem } from '../../../../shared/problems.ts'

const main = openTransport()
if (!main) throw new Error('no parent')
const asking = createAsking((frame) => main.post(frame))

const dispatch: Dispatch = async (method, input, { signal, progress }) => {
  switch (method) {
    case 'echo':
      return input
    case 'double':
      return asking.ask('double', input)
    case 'wait': {
      progress({ phase: 'waiting', done: 0, total: 1, unit: 'steps' })
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      throw new Problem('cancelled', {})
    }
    case 'die':
      process.exit(9)
      break
    default:
      throw new Problem('method.unknown', { method })
  }
}
const options = { dispatch, logError: () => 'log-1' }
const fromMain = serveCaller({ post: (frame) => main.post(frame) }, options)

main.onPage((page) => page.onFrame(serveCaller(page, options)))
main.onFrame((frame) => {
  if ('start' in frame) {
    const refused = frame.start.dataDir === 'damaged'
    const problem = new Problem('store.damaged', { dataDir: 'damaged', reason: '', newestBackup: null, backups: [] })
    main.post(refused ? { event: 'start.failed', value: problem.toData() } : { event: 'core.ready', value: null })
  } else if ('stop' in frame) process.exit(0)
  else if ('answer' in frame) asking.take(frame)
  else fromMain(frame)
})
main.onGone(() => process.exit(0))
