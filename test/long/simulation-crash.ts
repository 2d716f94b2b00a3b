/** A city that takes in a batch until it is killed: forked with its folder, the batch, the clock and the passphrase. */
import { Desk } from '../support/desks.ts'
import { startAt } from './simulation-clock.ts'

const [dir = '', batchId = '', t0 = '', passphrase = ''] = process.argv.slice(2)
const desk = await Desk.open(dir, { startAt: startAt(Number(t0)) })
await desk.call('keys.unlock', { passphrase })
await desk.call('intake.run', { batchId })
await desk.close()
process.disconnect?.()
