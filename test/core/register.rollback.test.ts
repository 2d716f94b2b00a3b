/** What a transaction noted in memory and then took back is forgotten before the next one runs. */
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../db/connection.ts'
import { recordKeyReader } from '../../db/queries/personal.ts'
import { forgetTallies, movedTally } from '../../electron/core/register/tallies.ts'
import { storePaths } from '../../electron/core/store/folder.ts'
import { RecordKeys } from '../../electron/core/store/record-keys.ts'
import { createWriter } from '../../electron/core/store/writer.ts'
import type { FigureRule } from '../../shared/register/rules.ts'
import { syntheticActivities } from '../support/activities.ts'
import { fillRegister } from '../support/activity-store.ts'
import { newFolder, openCounty } from '../support/core.ts'

const noticeId = 'made-up'
const rules: FigureRule[] = [{ kind: 'sum', of: 'onsite' }, { kind: 'count' }]

it('a tally that saw a change which was rolled back is counted anew', async () => {
  const dataDir = path.join(newFolder(), 'county')
  const core = await openCounty({ dataDir })
  await core.close()
  const at = new Date('2022-05-10T01:00:00Z')
  const held = syntheticActivities(20, { noticeId }).map((one) => ({ ...one, state: 'held' as const, onsite: '10' }))
  await fillRegister(dataDir, held, at)
  const paths = storePaths(dataDir)
  const { db, sqlite } = openDatabase(paths.database, { backupDir: paths.backups, now: at })
  onTestFinished(() => db.destroy())
  const { write } = createWriter(db, new RecordKeys(recordKeyReader(sqlite)), () => forgetTallies(paths))
  const told = async (moves: Parameters<typeof movedTally>[2]['moves'], fails = false) =>
    write(async (trx) => {
      const tally = await movedTally(trx, paths, { noticeId, rules, moves })
      const values = rules.map((rule) => tally.value(rule))
      if (fails) throw new Error(values.join())
      return values
    })
  expect(await told([])).toEqual(['200', '20'])
  const [values] = held
  const after = { activityId: 'x', createdAt: at.toISOString(), values: { ...values, onsite: '7' } as (typeof held)[0] }
  await expect(told([{ before: null, after }], true)).rejects.toThrow('207,21')
  expect(await told([])).toEqual(['200', '20'])
})
