import { it } from 'vitest'
import { openCounty } from '../support/core.ts'
import { newEntry, people } from '../support/letters.ts'
import BetterSqlite3 from 'better-sqlite3'
import { consentSums } from '../../electron/core/authorizations/sums.ts'
it('sums', async () => {
  const core = await openCounty()
  const N = 2000
  const ids: string[] = []
  const t0 = performance.now()
  for (let i = 0; i < N; i++) {
    const e = await newEntry(core, `作品${i}`, people(5, i))
    ids.push(e.authorizationId)
    if (i % 2 === 0) await core.call('authorizations.decide', { entryId: e.entryId, decisions: [{ position: 1, state: 'signed' }] })
  }
  console.log('made', performance.now() - t0)
  const ctx = (core as unknown as Record<string, unknown>)
  console.log(Object.keys(ctx))
  for (let k = 0; k < 3; k++) {
    const t = performance.now()
    const list = await core.call('videos.list', { noticeId: null })
    console.log('videos.list', list.length, performance.now() - t)
  }
}, 600_000)
