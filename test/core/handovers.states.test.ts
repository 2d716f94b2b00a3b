import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Handover } from '../../shared/api/handovers.ts'
import { countyNotice, f2Values, newF2, newFolder, openCounty, type TestCore } from '../support/core.ts'
import { paperStub } from '../support/paper-stub.ts'
import { makePhoto } from '../support/photo.ts'
import { findPlanted } from '../support/planted.ts'

async function handedOver(): Promise<{ core: TestCore; out: string; recordId: string; handoverId: string }> {
  const core = await openCounty({ ask: paperStub, now: '2022-05-12T01:00:00.000Z' })
  const out = newFolder()
  const recordId = await newF2(core)
  const { handoverId } = await core.call('handovers.write', { noticeId: countyNotice, mask: true, out, as: 'folder' })
  return { core, out, recordId, handoverId }
}

const stateOf = async (core: TestCore, recordId: string) =>
  (await core.call('records.open', { recordId })).summary.state

const lastEvent = (handover: Handover): string => handover.events.at(-1)?.eventId ?? ''

describe('entries by hand', () => {
  it('move the record as a package and its receipt would, and can be taken back one by one', async () => {
    const { core, recordId, handoverId } = await handedOver()
    expect(await stateOf(core, recordId)).toBe('sent')
    const given = await core.call('handovers.given', {
      handoverId,
      way: 'e-mail',
      at: '2022-05-12T10:30:00+08:00',
      to: '示例市科协组织人事部',
    })
    expect(given).toMatchObject({ state: 'given', events: [{ way: 'e-mail', to: '示例市科协组织人事部' }] })
    expect(await stateOf(core, recordId)).toBe('sent')

    core.setNow('2022-05-12T03:00:00.000Z')
    const returned = await core.call('handovers.returned', { handoverId, reason: '缺少单位盖章' })
    expect(returned.state).toBe('returned')
    const record = await core.call('records.open', { recordId })
    expect(record.summary).toMatchObject({ state: 'returned', returnedReasons: ['缺少单位盖章'] })
    expect(record.revisions[0]).toMatchObject({
      sentIn: [{ by: 'folder', packageId: handoverId }],
      receipt: { state: 'returned', by: 'folder', reasons: ['缺少单位盖章'] },
    })

    // A wrong entry: the state goes back, the line stays and says so.
    const undone = await core.call('handovers.undo', { handoverId, eventId: lastEvent(returned) })
    expect(undone).toMatchObject({
      state: 'given',
      events: [{ undone: false }, { undone: true, reason: '缺少单位盖章' }],
    })
    expect(await stateOf(core, recordId)).toBe('sent')

    const confirmed = await core.call('handovers.confirmed', { handoverId })
    expect(confirmed.state).toBe('confirmed')
    expect(await stateOf(core, recordId)).toBe('received')
    await core.call('handovers.undo', { handoverId, eventId: lastEvent(confirmed) })
    expect(await stateOf(core, recordId)).toBe('sent')
    await core.call('handovers.undo', { handoverId, eventId: lastEvent(confirmed), undone: false })
    expect(await stateOf(core, recordId)).toBe('received')

    // The whole folder was a mistake; and it was not.
    expect((await core.call('handovers.undo', { handoverId, eventId: null })).state).toBe('withdrawn')
    expect(await stateOf(core, recordId)).toBe('to-stamp')
    expect(await core.problem('handovers.given', { handoverId, way: 'usb' })).toMatchObject({
      code: 'handover.unknown',
    })
    await core.call('handovers.undo', { handoverId, eventId: null, undone: false })
    expect(await stateOf(core, recordId)).toBe('received')
    await core.reopen()
    expect(await stateOf(core, recordId)).toBe('received')
  })

  it('are refused for what is not there', async () => {
    const { core, handoverId } = await handedOver()
    const other = '0190b6a5-0000-7000-8000-000000000000'
    expect(await core.problem('handovers.confirmed', { handoverId: other })).toMatchObject({ code: 'handover.unknown' })
    expect(await core.problem('handovers.undo', { handoverId, eventId: other })).toMatchObject({
      code: 'handover.unknown',
    })
    expect(await core.problem('handovers.returned', { handoverId, reason: '' })).toMatchObject({
      code: 'input.invalid',
    })
  })

  it('leave out next time what this recipient confirmed, and say so', async () => {
    const { core, out, recordId, handoverId } = await handedOver()
    await core.call('handovers.confirmed', { handoverId })
    const preview = await core.call('handovers.preview', { noticeId: countyNotice, mask: true })
    expect(preview.items.find((item) => item.recordId === recordId)?.state).toBe('received')
    const order = { noticeId: countyNotice, mask: true, out, as: 'folder' } as const
    expect(await core.problem('handovers.write', order)).toMatchObject({ code: 'package.nothing-to-send' })
    // Asked for by name it goes once more.
    expect((await core.call('handovers.write', { ...order, recordIds: [recordId] })).records).toHaveLength(1)
  })

  it('seal what was said on the telephone', async () => {
    const { core, handoverId } = await handedOver()
    const words = '欧阳植入的手机打不通'
    await core.call('handovers.returned', { handoverId, reason: words })
    expect((await core.call('handovers.list', {}))[0]?.events[0]?.reason).toBe(words)
    expect(findPlanted(core.dataDir, [words])).toEqual([])
  })
})

describe('after it was handed over', () => {
  it('every edit is told against what was sent; what was sent stays', async () => {
    const { core, out, recordId } = await handedOver()
    const sent = (await core.call('records.open', { recordId })).revisions[0]
    const [kept] = await core.call('handovers.list', {})
    expect((await core.call('sent.changes', { recordId })).changes).toEqual([])

    const { draftSeq } = await core.call('records.open', { recordId })
    const changes = { scale: '约500人', mobile: '13911112222', modules: ['weimin', 'tuanjie'] }
    await core.call('records.saveDraft', { recordId, draftSeq, changes })
    const photo = makePhoto(path.join(newFolder(), 'a.png'), 30, 20)
    const withPhoto = await core.call('records.attach', { recordId, field: 'photos', path: photo })
    const told = await core.call('sent.changes', { recordId })
    expect(told.sent).toMatchObject({ revision: 1, code: sent?.code, by: 'folder' })
    expect(told.changes).toEqual([
      expect.objectContaining({ field: 'modules', from: '为民服务', to: '团结引领、为民服务', personal: false }),
      expect.objectContaining({ field: 'scale', kind: 'value', from: '约300人', to: '约500人' }),
      expect.objectContaining({ field: 'mobile', from: '139****1234', to: '139****2222', personal: true }),
      expect.objectContaining({ field: 'photos', kind: 'file-added', to: '第 1 个：活动图片1' }),
    ])
    expect(JSON.stringify(told)).not.toContain(f2Values.mobile)

    // Frozen again: still told against what was sent, until the new one leaves.
    await core.call('records.freeze', { recordId })
    expect((await core.call('sent.changes', { recordId })).changes).toHaveLength(4)
    const after = await core.call('records.open', { recordId })
    expect(after.revisions.find(({ revision }) => revision === 1)).toMatchObject({ digest: sent?.digest })
    await core.call('handovers.write', { noticeId: countyNotice, mask: true, out, as: 'folder' })
    expect(await core.call('sent.changes', { recordId })).toMatchObject({ sent: { revision: 2 }, changes: [] })

    // The first folder, its page and its digests are as they were.
    const list = await core.call('handovers.list', {})
    expect(list).toHaveLength(2)
    expect(list[1]?.files).toEqual(kept?.files)
    expect((await core.call('records.pdf', { recordId, revision: 1, masked: true })).digest).toBe(
      kept?.files.find((file) => file.recordId === recordId)?.sha256,
    )
    expect(withPhoto.attachments).toHaveLength(1)
  })

  it('the page tells every duty: what went, when, how, to whom, what came back, what is missing, what changed', async () => {
    const { core, out, recordId, handoverId } = await handedOver()
    await core.call('handovers.given', { handoverId, way: 'wechat', to: '组织人事部' })
    await core.call('handovers.returned', { handoverId, reason: '请补照片' })
    const { draftSeq } = await core.call('records.open', { recordId })
    await core.call('records.saveDraft', { recordId, draftSeq, changes: { scale: '约500人' } })
    const page = await core.call('sent.page', { noticeId: countyNotice })
    expect(page.deliverables.map(({ deliverableId, missing }) => [deliverableId, missing])).toEqual([
      ['T12', '退回了，还没有重新报送'],
      ['T11', '还没有填写'],
      ['T13', '还没有填写'],
      ['T14', '还没有填写'],
    ])
    const [record] = page.deliverables[0]?.records ?? []
    expect(record).toMatchObject({
      recordId,
      entries: [
        {
          by: 'folder',
          revision: 1,
          recipientName: '示例市科学技术协会组织人事部',
          masked: true,
          steps: [
            { kind: 'given', words: '微信，组织人事部' },
            { kind: 'returned', words: '电话，请补照片' },
          ],
        },
      ],
      since: { changes: [{ label: '预计活动规模', from: '约300人', to: '约500人' }] },
    })
    expect(record?.entries[0]?.files.map(({ name }) => name.replace(/^.*\./u, ''))).toEqual(['pdf', 'docx'])

    const pdf = path.join(out, '报送情况.pdf')
    await core.call('sent.savePdf', { noticeId: countyNotice, out: pdf })
    const paper = readFileSync(pdf, 'utf8')
    for (const words of [
      '报送情况',
      '微信，组织人事部',
      '请补照片',
      '还没有填写',
      '预计活动规模：原“约300人”，现“约500人”',
    ])
      expect(paper).toContain(words)
    expect(paper).not.toContain(f2Values.mobile)
    expect(paper).not.toContain('草稿')
  })

  it('a record that was thrown away afterwards is still told as sent', async () => {
    const { core, recordId } = await handedOver()
    await core.call('records.discard', { recordId })
    const page = await core.call('sent.page', { noticeId: countyNotice })
    expect(page.deliverables[0]?.records[0]).toMatchObject({ recordId, title: '科技志愿者进乡村（填报记录已删除）' })
    expect(page.deliverables[0]?.records[0]?.entries).toHaveLength(1)
  })

  it('the folder may be gone from the stick: what it held is still known', async () => {
    const { core, handoverId } = await handedOver()
    const [before] = await core.call('handovers.list', {})
    rmSync(before?.path ?? '', { recursive: true })
    await core.reopen()
    expect((await core.call('handovers.list', {}))[0]).toMatchObject({ handoverId, files: before?.files })
  })
})
