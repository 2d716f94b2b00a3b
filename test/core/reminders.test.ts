import { describe, expect, test } from 'vitest'
import { cityNotice, countyNotice, openCounty } from '../support/core.ts'

/** JS as its city passed it on, due on Sunday 15 May 2022. */
const passOn = {
  noticeId: cityNotice,
  direction: 'take',
  by: '示例市科学技术协会',
  recipient: { unit: '示例市科协' },
  dueAt: { T12: '2022-05-15T23:59:00+08:00' },
} as const

async function countyWithJs(now: string) {
  const county = await openCounty({ now: '2022-05-05T01:00:00.000Z' })
  await county.call('notices.passOn', passOn)
  county.setNow(now)
  return county
}

describe('own dates by the habit of the office', () => {
  test('a suggestion for every duty that concerns us; the seal has its day where there is one', async () => {
    const county = await countyWithJs('2022-05-06T01:00:00.000Z')
    const { pack, status } = await county.call('notices.show', { noticeId: countyNotice })
    for (const item of pack.deliverables) {
      const suggested = status.find(({ id }) => id === item.id)?.suggestedDueAt
      if (item.dueAt?.startsWith('2022-05-15'))
        expect(suggested).toBe(item.stamped ? '2022-05-12T17:00:00+08:00' : '2022-05-13T17:00:00+08:00')
    }
    // The province's notice is for cities.
    const above = await county.call('notices.show', { noticeId: cityNotice })
    expect(above.status.every(({ suggestedDueAt }) => suggestedDueAt === null)).toBe(true)
  })

  test('a date set by hand stands whatever the habit becomes', async () => {
    const county = await countyWithJs('2022-05-06T01:00:00.000Z')
    expect(await county.call('desk.settings', {})).toEqual({
      leadDays: { stampDays: 1, travelDays: 1 },
      reminders: true,
      lockAfterMinutes: 10,
    })
    const own = { noticeId: countyNotice, deliverableId: 'T12', ownDueAt: '2022-05-11T12:00:00+08:00' }
    await county.call('notices.setOwnDate', own)
    await county.call('desk.saveSettings', { leadDays: { stampDays: 2, travelDays: 2 }, reminders: true })
    await county.reopen()
    const { due } = await county.call('desk.overview', {})
    const dates = (id: string) => {
      const found = due.find((item) => item.noticeId === countyNotice && item.deliverableId === id)
      return [found?.ownDueAt, found?.suggestedDueAt]
    }
    expect(dates('T12')).toEqual([own.ownDueAt, null])
    expect(dates('T11')).toEqual([null, '2022-05-10T17:00:00+08:00'])
    await county.call('notices.setOwnDate', { ...own, ownDueAt: null })
    const after = await county.call('notices.show', { noticeId: countyNotice })
    expect(after.status.find(({ id }) => id === 'T12')?.suggestedDueAt).toBe('2022-05-10T17:00:00+08:00')
    expect(
      (await county.problem('desk.saveSettings', { leadDays: { stampDays: -1, travelDays: 0 }, reminders: true })).code,
    ).toBe('input.invalid')
  })

  test('an own notice begins with the habit, and 生效 does not move a date that was set by hand meanwhile', async () => {
    const county = await openCounty({ now: '2022-05-05T01:00:00.000Z' })
    await county.call('desk.saveSettings', { leadDays: { stampDays: 3, travelDays: 0 }, reminders: true })
    const { noticeId, draft } = await county.call('ownNotices.start', { from: { kind: 'copy', noticeId: cityNotice } })
    expect(draft.lead).toEqual({ stampDays: 3, travelDays: 0 })
    const [first] = draft.deliverables
    const ours = {
      ...draft,
      copiedFrom: null,
      deliverables: [{ ...first!, dueAt: '2022-06-15T23:59:00+08:00', stamped: true }],
    }
    await county.call('ownNotices.save', { noticeId, draft: ours })
    const own = async () => (await county.call('notices.show', { noticeId })).status[0]?.ownDueAt
    await county.call('ownNotices.putInForce', { noticeId })
    expect(await own()).toBe('2022-06-10T17:00:00+08:00')
    const byHand = '2022-06-01T09:00:00+08:00'
    await county.call('notices.setOwnDate', { noticeId, deliverableId: first!.id, ownDueAt: byHand })
    await county.call('ownNotices.putInForce', { noticeId })
    expect(await own()).toBe(byHand)
  })
})

describe('reminders', () => {
  test('told once each: three workdays before, on the day, when it has passed', async () => {
    const county = await countyWithJs('2022-05-09T01:00:00.000Z')
    const told = async (now: string) => {
      county.setNow(now)
      const due = (await county.call('reminders.due', {})).filter(({ deliverableId }) => deliverableId === 'T12')
      await county.call('reminders.told', { keys: due.map(({ key }) => key) })
      return due.map(({ kind, at }) => [kind, at])
    }
    const own = '2022-05-12T17:00:00+08:00'
    expect(await told('2022-05-08T15:59:00.000Z')).toEqual([])
    expect(await told('2022-05-09T01:00:00.000Z')).toEqual([['ahead', own]])
    expect(await told('2022-05-09T01:30:00.000Z')).toEqual([])
    await county.reopen()
    expect(await told('2022-05-10T01:30:00.000Z')).toEqual([])
    expect(await told('2022-05-12T01:00:00.000Z')).toEqual([['today', own]])
    expect(await told('2022-05-12T02:00:00.000Z')).toEqual([])
    // The suggested date is past: from now on the notice's own counts.
    const due = '2022-05-15T23:59:00+08:00'
    expect(await told('2022-05-13T01:00:00.000Z')).toEqual([['ahead', due]])
    expect(await told('2022-05-15T01:00:00.000Z')).toEqual([['today', due]])
    expect(await told('2022-05-16T01:00:00.000Z')).toEqual([['overdue', due]])
    expect(await told('2022-05-17T01:00:00.000Z')).toEqual([])
  })

  test('none where they are switched off, and none of a sample', async () => {
    const county = await countyWithJs('2022-05-12T01:00:00.000Z')
    expect(await county.call('reminders.due', {})).not.toEqual([])
    await county.call('desk.saveSettings', { leadDays: { stampDays: 1, travelDays: 1 }, reminders: false })
    expect(await county.call('reminders.due', {})).toEqual([])
    const later = await openCounty({ now: '2022-05-16T01:00:00.000Z' })
    expect(await later.call('reminders.due', {})).toEqual([])
  })
})
