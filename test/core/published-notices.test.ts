import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { publishedId } from '../../electron/core/published/published-id.ts'
import { expectCode, newPair, type Pair } from '../support/desks.ts'
import { summaryNotice } from '../support/notices.ts'
import { unzipPackage } from '../support/unzip.ts'

let pair: Pair
beforeEach(async () => {
  pair = await newPair()
})
afterEach(() => pair.close())

const publish = (noticeId: string, to: string | null = pair.county.officeId) =>
  pair.city.call('notices.publish', { noticeId, to, out: pair.stick })
const fileOf = (made: { files: { path: string }[] }): string => made.files[0]?.path ?? ''
const receive = (file: string) => pair.county.call('packages.import', { path: file })
const shelf = async () => (await pair.county.call('notices.list', {})).filter((notice) => notice.source === 'received')

describe('a notice from above', () => {
  beforeEach(() => pair.county.call('offices.setUpstream', { officeId: pair.city.officeId }))

  it('goes out signed, comes in as a task, is filled in, and its record is known again where it began', async () => {
    const { county, city, stick } = pair
    const noticeId = await summaryNotice(city)
    const preview = await city.call('notices.publishPreview', { noticeId })
    expect(preview).toMatchObject({
      version: '1',
      deliverables: [{ title: '科普日活动总结' }],
      forms: ['科普日活动总结'],
      published: [],
    })
    const made = await publish(noticeId)
    expect(path.basename(fileOf(made))).toBe(
      '通知_示例市科学技术协会_2035年科普日活动_第1版_给示例县科学技术协会_第0001号.zip',
    )
    expect(await receive(fileOf(made))).toMatchObject({ result: 'imported', verified: { kind: 'notice', ok: true } })
    const [notice] = await shelf()
    expect(notice).toMatchObject({
      id: publishedId(noticeId, city.officeId),
      version: '1',
      issuer: '示例市科学技术协会',
      addressed: true,
      nextDueAt: '2035-10-15T23:59:00+08:00',
    })
    const id = notice?.id ?? ''
    expect((await county.call('desk.overview', {})).due.some((item) => item.noticeId === id)).toBe(true)
    const item = (await county.call('packages.inbox', {}))[0]
    expect(item).toMatchObject({ kind: 'notice', result: 'imported', noticeShortTitle: '2035年科普日活动' })
    expect(await county.call('notices.received', { packageId: item?.packageId ?? '' })).toMatchObject({
      noticeId: id,
      state: 'current',
    })

    const { pack } = await county.call('notices.show', { noticeId: id })
    const formId = pack.forms[0]?.id ?? ''
    const record = await county.call('records.create', {
      noticeId: id,
      formId,
      values: { docTitle: '本县总结', body: '做了三件事。', reportDate: '2035-10-01' },
    })
    const sent = await county.call('packages.export', { noticeId: id, to: city.officeId, out: stick })
    const taken = await city.call('packages.import', { path: fileOf(sent) })
    expect(taken).toMatchObject({ result: 'imported', records: 1 })
    expect(taken.verified.findings.filter((finding) => finding.severity !== 'info')).toEqual([])
    const [mine] = await city.call('records.list', { noticeId })
    expect(mine).toMatchObject({ recordId: record.summary.recordId, noticeId, title: '本县总结', own: false })
  })

  it('verifies with ordinary tools, and its page says what is asked for', async () => {
    const { city, dir } = pair
    const made = await publish(await summaryNotice(city), null)
    const bag = unzipPackage(fileOf(made), path.join(dir, 'bag'))
    const key = JSON.parse(bag.text('data/package.json')) as {
      card: { devices: { signKey: string }[] }
      notice: { digest: string }
      recipient: null
    }
    const run = (command: string, args: string[]) =>
      execFileSync(command, args, { cwd: bag.dir, encoding: 'utf8', stdio: 'pipe' })
    expect(
      run('minisign', [
        '-Vm',
        'tagmanifest-sha256.txt',
        '-x',
        'signature.minisig',
        '-P',
        key.card.devices[0]?.signKey ?? '',
      ]),
    ).toContain(`kind=notice id=${made.packageId} seq=${made.sequence}`)
    run('sha256sum', ['-c', '--quiet', 'tagmanifest-sha256.txt', 'manifest-sha256.txt'])
    // The digest of a notice is that of its file.
    expect(run('sha256sum', ['data/notice/notice.json'])).toContain(key.notice.digest)
    const page = bag.text('data/目录.html')
    for (const word of ['科普日活动总结', '2035年10月15日', '1500字左右', '0500-1234567', '要盖章'])
      expect(page).toContain(word)
    expect(page).not.toMatch(/<script|https?:/)
    const schema = bag.names.find((name) => name.startsWith('data/notice/forms/'))
    expect(JSON.parse(bag.text(schema ?? ''))).toMatchObject({ title: '科普日活动总结', type: 'object' })
  })

  it('the same version again is the same package, byte for byte; the next version is the next number', async () => {
    const { city } = pair
    const noticeId = await summaryNotice(city)
    const first = await publish(noticeId)
    const bytes = readFileSync(fileOf(first))
    const again = await publish(noticeId)
    expect(again.packageId).toBe(first.packageId)
    expect(readFileSync(fileOf(again)).equals(bytes)).toBe(true)
    expect(await receive(fileOf(first))).toMatchObject({ result: 'imported' })
    expect(await receive(fileOf(first))).toMatchObject({ result: 'duplicate' })
    await summaryNotice(city, { dueAt: '2035-10-20T23:59:00+08:00', dueWording: '10月20日前' }, noticeId)
    const second = await publish(noticeId)
    expect(second).toMatchObject({ sequence: 2, version: '2' })
    expect(await receive(fileOf(second))).toMatchObject({ result: 'imported' })
    expect(await shelf()).toMatchObject([{ version: '2', nextDueAt: '2035-10-20T23:59:00+08:00' }])
    expect((await city.call('notices.publishPreview', { noticeId })).published).toMatchObject([
      { version: '2', recipientName: '示例县科学技术协会', state: 'written' },
      { version: '1' },
    ])
    expect(await receive(fileOf(first))).toMatchObject({ result: 'duplicate' })
  })

  it('public ones come with gaps and in any order', async () => {
    const { city } = pair
    const one = await summaryNotice(city)
    const other = await summaryNotice(city, { title: '另一份总结' })
    const [first, , third] = [await publish(one, null), await publish(other, null), await publish(other)]
    const second = await publish(other, null)
    expect(await receive(fileOf(second))).toMatchObject({ result: 'imported' })
    expect(await receive(fileOf(first))).toMatchObject({ result: 'imported' })
    // The same notice once more, addressed to us: its number counts, the notice is there already.
    const outcome = await receive(fileOf(third))
    expect(outcome.result).toBe('imported')
    expect(outcome.verified.findings.map((finding) => finding.code)).toContain('notice.same')
    expect(await shelf()).toHaveLength(2)
  })

  it('an older version that comes late is held', async () => {
    const { city } = pair
    const noticeId = await summaryNotice(city)
    const first = await publish(noticeId, null)
    await summaryNotice(city, { title: '科普日工作总结' }, noticeId)
    expect(await receive(fileOf(await publish(noticeId, null)))).toMatchObject({ result: 'imported' })
    const late = await receive(fileOf(first))
    expect(late.result).toBe('held')
    expect(late.verified.findings.map((finding) => finding.code)).toContain('notice.stale')
    expect(await shelf()).toMatchObject([{ version: '2' }])
  })

  it('a task passed on with its own dates goes out, and what the others have built in stays beside it', async () => {
    const { city, county } = pair
    const passed = await city.call('notices.passOn', {
      noticeId: 'jiangsu-2022-workers-day',
      direction: 'issue',
      by: '示例市科学技术协会',
      recipient: { unit: '示例市科协组织部', phone: '0500-7654321' },
      dueAt: { T12: '2035-05-10T17:00:00+08:00' },
    })
    expect(await receive(fileOf(await publish(passed.id)))).toMatchObject({ result: 'imported' })
    const [notice] = await shelf()
    expect(notice?.id).toBe(publishedId(passed.id, city.officeId))
    expect(notice?.addressed).toBe(true)
    const ids = (await county.call('notices.list', {})).map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining([passed.id, notice?.id ?? '']))
    // A record of an older version of ours is accepted after it was passed on anew.
    const record = await county.call('records.create', { noticeId: notice?.id ?? '', formId: 'JS-T13', values: {} })
    expect(record.summary.noticeShortTitle).toBe(notice?.shortTitle)
    await city.call('notices.passOn', {
      noticeId: 'jiangsu-2022-workers-day',
      direction: 'issue',
      by: '示例市科学技术协会',
      recipient: { unit: '示例市科协组织部' },
      dueAt: {},
    })
    expect(await publish(passed.id)).toMatchObject({ sequence: 2 })
  })
})

describe('who may say what', () => {
  it('an office that is not above us waits for a person, once for all versions', async () => {
    const { city, county } = pair
    const noticeId = await summaryNotice(city)
    const outcome = await receive(fileOf(await publish(noticeId)))
    expect(outcome.result).toBe('imported')
    expect(outcome.verified.findings.map((finding) => finding.code)).toContain('notice.not-upstream')
    expect(await shelf()).toEqual([])
    const id = publishedId(noticeId, city.officeId)
    expectCode(await county.problem('notices.show', { noticeId: id }), 'notice.unknown')
    expect(await county.call('notices.acceptReceived', { noticeId: id, accept: true })).toMatchObject({
      state: 'current',
    })
    expect(await shelf()).toHaveLength(1)
    expect(await county.call('notices.acceptReceived', { noticeId: id, accept: false })).toMatchObject({
      state: 'waiting',
    })
    expect(await shelf()).toEqual([])
    await county.call('notices.acceptReceived', { noticeId: id, accept: true })
    await summaryNotice(city, { title: '科普日工作总结' }, noticeId)
    await receive(fileOf(await publish(noticeId)))
    expect(await shelf()).toMatchObject([{ version: '2' }])
    await county.reopen('稻田夏天很绿很绿')
    expect(await shelf()).toMatchObject([{ version: '2' }])
  })

  it('only our own goes out under our name', async () => {
    const { city, stick } = pair
    const problem = await city.problem('notices.publish', {
      noticeId: 'jiangsu-2022-workers-day',
      to: null,
      out: stick,
    })
    expectCode(problem, 'notice.not-ours')
    const noticeId = await summaryNotice(city)
    expectCode(
      await city.problem('notices.publish', { noticeId, to: city.officeId, out: stick }),
      'package.no-recipient',
    )
    expectCode(
      await city.problem('notices.publish', { noticeId, to: null, out: path.join(stick, 'gone') }),
      'package.target-missing',
    )
    expect((await city.call('packages.outbox', {})).filter((item) => item.kind === 'notice')).toEqual([])
  })

  it('an office that is known and not trusted is held', async () => {
    const strangers = await newPair({ trusting: false })
    const noticeId = await summaryNotice(strangers.city)
    const made = await strangers.city.call('notices.publish', { noticeId, to: null, out: strangers.stick })
    const outcome = await strangers.county.call('packages.import', { path: fileOf(made) })
    expect(outcome.result).toBe('held')
    expect((await strangers.county.call('notices.list', {})).some(({ source }) => source === 'received')).toBe(false)
    await strangers.close()
  })
})
