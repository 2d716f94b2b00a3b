import { beforeAll, expect, test, vi } from 'vitest'
import type { Route } from '../../../renderer/app/route.ts'

let route: typeof import('../../../renderer/app/route.ts')
beforeAll(async () => {
  vi.stubGlobal('window', { location: { hash: '' }, addEventListener: () => {} })
  route = await import('../../../renderer/app/route.ts')
})

test.each<Route>([
  { screen: 'desk' },
  { screen: 'notices', noticeId: null },
  { screen: 'notices', noticeId: 'jiangsu-2022-workers-day.county' },
  { screen: 'activities', view: 'list', noticeId: null },
  { screen: 'activities', view: 'board', noticeId: 'a/b #c' },
  { screen: 'activity', activityId: '018f0000-0000-7000-8000-000000000004' },
  { screen: 'collect-tables', noticeId: null },
  { screen: 'collect-tables', noticeId: 'a/b #c' },
  { screen: 'year', year: 2022 },
  { screen: 'records', noticeId: 'a/b #c' },
  { screen: 'record', recordId: '018f0000-0000-7000-8000-000000000001', field: 'plan' },
  { screen: 'videos', noticeId: 'a/b #c' },
  { screen: 'video', entryId: '018f0000-0000-7000-8000-000000000002', part: null },
  { screen: 'video', entryId: '018f0000-0000-7000-8000-000000000002', part: 'signatures' },
  { screen: 'reviews' },
  { screen: 'review', reviewId: '018f0000-0000-7000-8000-000000000003' },
  { screen: 'submit', noticeId: null },
  { screen: 'inbox', packageId: '018f0000-0000-7000-8000-00000000000a' },
  { screen: 'settings' },
  { screen: 'settings', part: 'backups' },
  { screen: 'personal', part: 'looked' },
])('%o comes back from its hash', (one) => {
  expect(route.fromHash(route.toHash(one))).toEqual(one)
})

test.each(['', '#', '#/nowhere', '#/%E0%A4%A', '#/record', '#/year/x', '#/activity', '#/activities/x'])(
  'a damaged hash %s leads to a screen that is there',
  (hash) => {
    expect(['desk', 'records', 'activities']).toContain(route.fromHash(hash).screen)
  },
)

test('a form that cannot save keeps the clerk where they are', async () => {
  const end = route.guardLeaving(async () => false)
  await route.navigate({ screen: 'settings' })
  expect(window.location.hash).toBe('')
  end()
  await route.navigate({ screen: 'settings' })
  expect(window.location.hash).toBe('#/settings')
})
