import path from 'node:path'
import { expect, it } from 'vitest'
import { openDatabase } from '../../db/connection.ts'
import type { Review } from '../../shared/api/reviews.ts'
import { openCity } from '../support/core.ts'
import { newReview } from '../support/works.ts'

it('two thousand works with five reviewers are opened in one look', async () => {
  const core = await openCity({ now: '2022-05-23T01:00:00.000Z' })
  const review = await newReview(core, ['甲'], ['一', '二', '三', '四', '五'])
  await core.close()
  const { sqlite, db } = openDatabase(path.join(core.dataDir, 'kexie.sqlite'), {
    backupDir: path.join(core.dataDir, 'backups'),
    now: new Date('2022-05-23T01:00:00.000Z'),
  })
  fill(sqlite, review, 2000)
  await db.destroy()
  await core.open()
  const full = await core.call('reviews.open', { reviewId: review.reviewId })
  expect(full.entries.length).toBe(2001)
  expect(full.entries.every(({ lacks }) => lacks.join() === 'video,participants')).toBe(true)
  expect(full.results.filter(({ rank }) => rank !== null).length).toBe(2000)
  expect(full.reviewers.map(({ done }) => done)).toEqual(Array(5).fill(2000))
})

type Sqlite = ReturnType<typeof openDatabase>['sqlite']

/** Copies of the first work, each scored in full; made in the database, as 40,000 calls would take minutes. */
function fill(sqlite: Sqlite, review: Review, count: number): void {
  const first = review.entries[0]?.entryId ?? ''
  const letter = sqlite
    .prepare('SELECT authorization_id FROM video_entries WHERE entry_id = ?')
    .pluck()
    .get(first) as string
  const id = (at: number) => `01900000-0000-7000-8000-${String(at).padStart(12, '0')}`
  const copy = (table: string, key: string, at: number, of = first): void => {
    const row = sqlite.prepare(`SELECT * FROM ${table} WHERE ${key} = ?`).get(of) as Record<string, unknown>
    const names = Object.keys(row)
    const changed: Record<string, unknown> = {
      ...row,
      [key]: id(of === first ? at : count + at),
      ...('number' in row && { number: at + 1 }),
      ...('authorization_id' in row && { authorization_id: id(count + at) }),
    }
    sqlite
      .prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
      .run(...names.map((name) => changed[name]))
  }
  const score = sqlite.prepare('INSERT INTO review_scores VALUES (?, ?, ?, ?, ?, ?)')
  sqlite.transaction(() => {
    for (let at = 1; at <= count; at++) {
      copy('records', 'record_id', at)
      copy('drafts', 'record_id', at)
      copy('records', 'record_id', at, letter)
      copy('drafts', 'record_id', at, letter)
      copy('video_entries', 'entry_id', at)
      copy('review_entries', 'entry_id', at)
      for (const [who, { reviewerId }] of review.reviewers.entries())
        for (const [which, criterion] of review.settings.criteria.entries()) {
          const points = String(((at * 7 + who * 3 + which) % (criterion.max * 2)) / 2)
          score.run(review.reviewId, reviewerId, id(at), criterion.id, points, review.history[0]?.at ?? '')
        }
    }
  })()
}
