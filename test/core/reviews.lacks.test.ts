import { expect, it } from 'vitest'
import { openCity } from '../support/core.ts'
import { people, saveTeam } from '../support/letters.ts'
import { exampleVideo, longVideo, newEntry, participants, registration, saveValues } from '../support/videos.ts'
import { collection, newWork } from '../support/works.ts'

it('a review says what its works lack, as the list of works does, and judges them all the same', async () => {
  const core = await openCity({ now: '2022-05-23T01:00:00.000Z' })
  const works = [
    { title: '稻田里的一束光', film: exampleVideo, team: people(1) },
    { title: '田野里的科学课', film: await longVideo(), team: participants.map((one) => ({ ...one, guardian: '' })) },
  ]
  const letters: string[] = []
  for (const { title, film, team } of works) {
    const { entryId, authorizationId } = await newEntry(core, title)
    await saveValues(core, entryId, registration(title))
    await core.call('records.attach', { recordId: entryId, field: 'video', path: film })
    await saveTeam(core, authorizationId, team)
    letters.push(authorizationId)
  }
  // Filled in on the page of the notice: no entry of the list yet.
  await newWork(core, '只有登记表')
  const { reviewId } = await core.call('reviews.start', collection)
  const look = async () => (await core.call('reviews.open', { reviewId })).entries
  const lacks = async () => (await look()).map((entry) => entry.lacks)
  expect(await lacks()).toEqual([['consent'], ['video-fault', 'guardian', 'consent'], ['video', 'participants']])
  const listed = await core.call('videos.list', { noticeId: collection.noticeId })
  for (const entry of await look())
    expect(listed.find(({ entryId }) => entryId === entry.entryId)?.lacks).toEqual(entry.lacks)
  expect((await look()).map(({ outReason }) => outReason)).toEqual([null, null, null])

  await saveTeam(core, letters[1] ?? '', participants)
  const [, long] = await look()
  const out = [{ entryId: long?.entryId ?? '', reason: '视频不合要求、缺签名' }]
  const after = await core.call('reviews.setEntries', { reviewId, out })
  expect(after.entries[1]).toMatchObject({ outReason: '视频不合要求、缺签名', lacks: ['video-fault', 'consent'] })

  // Who has signed is left open while the store is locked; the review opens all the same.
  await core.call('keys.protect', { passphrase: '稻田夏天很绿很绿' })
  await core.reopen()
  expect((await core.call('app.state', {})).keys.state).toBe('locked')
  expect((await lacks()).slice(0, 2)).toEqual([[], ['video-fault']])
})
