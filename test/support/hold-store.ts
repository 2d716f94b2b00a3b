/** Run as a process: opens the store in argv[2], says so, and holds it until it is killed. */
import { createCore } from '../../electron/core/core.ts'

const [, , dataDir = '', resourcesDir = ''] = process.argv
await createCore({ dataDir, resourcesDir, appVersion: 'test', now: () => new Date(), ask: null, emit: () => undefined })
process.send?.('held')
process.on('message', () => undefined)
