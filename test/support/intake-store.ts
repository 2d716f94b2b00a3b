/** A desk that takes in a batch until it is killed: forked with DATA, RESOURCES and the id of the batch. */
import { createCore } from '../../electron/core/core.ts'

const [dataDir = '', resourcesDir = '', batchId = ''] = process.argv.slice(2)

const core = await createCore({
  dataDir,
  resourcesDir,
  appVersion: '0.1.0-test',
  now: () => new Date('2022-05-20T02:00:00.000Z'),
  ask: null,
  emit: () => undefined,
})
await core.dispatch('intake.run', { batchId })
await core.close()
process.disconnect?.()
