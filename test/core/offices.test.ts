import { describe, expect, test } from 'vitest'
import { countyOffice, openCounty, openTestCore } from '../support/core.ts'

describe('the founding of an office', () => {
  test('one call: name and level in, keys and the first card made silently', async () => {
    const core = await openTestCore()
    expect((await core.call('app.state', {})).office).toBeNull()
    const own = await core.call('offices.init', { name: '  示例县科学技术协会 ', level: 'county' })
    expect(own).toMatchObject({
      name: '示例县科学技术协会',
      level: 'county',
      type: 'association',
      region: null,
      upstreamOfficeId: null,
    })
    expect(own.officeId).toMatch(/^KX[0-9A-HJKMNP-TV-Z]{24}$/)
    expect((await core.call('app.state', {})).office).toEqual(own)
    const fingerprint = await core.call('offices.fingerprint', {})
    expect(fingerprint.groups).toHaveLength(8)
    expect(fingerprint.groups.every((group) => /^\d{5}$/.test(group))).toBe(true)
    expect(fingerprint.signKey).toMatch(/^RW/)
    expect(fingerprint.ageRecipient).toMatch(/^age1/)
    await core.reopen()
    expect((await core.call('app.state', {})).office).toEqual(own)
    expect(await core.call('offices.fingerprint', {})).toEqual(fingerprint)
  })

  test('a second founding is refused, also when both come at once', async () => {
    const core = await openTestCore()
    const both = await Promise.allSettled([
      core.call('offices.init', countyOffice),
      core.call('offices.init', { ...countyOffice, name: '另一个科协' }),
    ])
    expect(both.map((end) => end.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await core.problem('offices.init', countyOffice)).code).toBe('office.exists')
    expect(await core.call('offices.list', {})).toEqual([])
  })

  test('before it, work that needs an office says so', async () => {
    const core = await openTestCore()
    const problem = await core.problem('records.create', { noticeId: 'jiangsu-2022-workers-day', formId: 'JS-F2' })
    expect(problem.code).toBe('office.missing')
    expect((await core.problem('offices.fingerprint', {})).code).toBe('office.missing')
  })

  test('another name: the id and the 指纹码 stay', async () => {
    const core = await openCounty()
    const before = await core.call('offices.fingerprint', {})
    core.setNow('2022-06-01T00:00:00.000Z')
    const own = await core.call('offices.rename', { name: '示例区科学技术协会' })
    expect(own).toMatchObject({ officeId: before.officeId, name: '示例区科学技术协会' })
    const after = await core.call('offices.fingerprint', {})
    expect(after).toEqual({ ...before, name: '示例区科学技术协会' })
  })

  test('an upstream office must be known; none is allowed', async () => {
    const core = await openCounty()
    expect((await core.problem('offices.setUpstream', { officeId: 'KX0000000000' })).code).toBe('card.unknown-office')
    const { officeId } = await core.call('offices.fingerprint', {})
    expect((await core.problem('offices.setUpstream', { officeId })).code).toBe('card.unknown-office')
    expect((await core.call('offices.setUpstream', { officeId: null })).upstreamOfficeId).toBeNull()
  })
})
