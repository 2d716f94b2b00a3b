/** 收作品 into an entry that is here: people who have signed stay, and a second film is asked for. */
import { statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  annex,
  clip,
  codes,
  docx,
  duty,
  example,
  folder,
  only,
  put,
  read,
  taking,
  withClips,
} from '../support/collected-files.ts'
import { openCounty, type TestCore } from '../support/core.ts'

withClips()

const jia = { name: '示例甲', identityNumber: '320999198808080018' }
const yi = { name: '示例乙', identityNumber: '32099920081111002X' }
const title = '稻田里的一束光'

async function entryWith(core: TestCore, change: object = {}): Promise<{ entryId: string; letterId: string }> {
  const work = { key: 'first', entryId: null, values: { ...example, workTitle: title }, participants: [jia, yi] }
  const [first] = await core.call('collection.take', {
    ...duty,
    entries: [{ ...work, videoPath: null, scanPaths: [], ...change }],
  })
  const entryId = first?.entryId ?? ''
  const { authorizationId } = await core.call('videos.open', { entryId })
  return { entryId, letterId: authorizationId ?? '' }
}
const join = (entryId: string, change: object) => ({
  key: 'again',
  entryId,
  values: {},
  participants: null,
  videoPath: null,
  scanPaths: [],
  ...change,
})
const sumOf = async (core: TestCore, entryId: string) => (await core.call('authorizations.checklist', { entryId })).sum

describe('people', () => {
  it('merged: whoever has signed or is excepted stays; replaced only when asked', async () => {
    const core = await openCounty()
    const { entryId, letterId } = await entryWith(core)
    await core.call('authorizations.decide', {
      entryId,
      decisions: [
        { position: 1, state: 'signed' },
        { position: 2, state: 'exception', reason: '未成年，家长在外地未签' },
      ],
    })
    const bing = { name: '示例丙', identityNumber: '320999199009090026' }
    const participants = [{ ...jia, guardian: '示例丁', phone: '13800000000' }, bing]
    // The brackets are no other title: the signatures stand under the one that is here.
    const values = { workTitle: `《${title}》（终稿）`, wechat: 'shili-1' }
    const [merged] = await core.call('collection.take', { ...duty, entries: [join(entryId, { participants, values })] })
    expect(merged).toMatchObject({ entryId, problem: null, videoLeft: null })
    const letter = await core.call('records.open', { recordId: letterId })
    expect(letter.values).toMatchObject({
      workTitle: title,
      participants: [{ ...jia, phone: '13800000000' }, yi, bing],
    })
    const { values: kept } = await core.call('records.open', { recordId: entryId })
    expect(kept).toMatchObject({ workTitle: title, wechat: 'shili-1' })
    expect(await sumOf(core, entryId)).toMatchObject({ of: 3, signed: 1, exceptions: 1 })

    const replace = join(entryId, { participants: [bing], participantsMode: 'replace' })
    await core.call('collection.take', { ...duty, entries: [replace] })
    expect(await sumOf(core, entryId)).toMatchObject({ of: 1, signed: 0, exceptions: 0 })
  })
})

describe('a second film', () => {
  it('is a question, stays away unless asked for, and never stands beside the first', async () => {
    const core = await openCounty()
    const { entryId } = await entryWith(core, { videoPath: clip('one') })
    const dir = folder()
    docx(path.join(dir, '登记表.docx'), [annex({ workTitle: title })])
    const film = put(clip('small'), dir, `${title}.mp4`)
    const asked = only(await read(core, dir))
    expect(asked.existing?.entryId).toBe(entryId)
    expect(codes(asked)).toContain('other-video')
    const digests = async () => (await core.call('videos.open', { entryId })).videos.map(({ digest }) => digest)
    const before = await digests()

    const entries = [taking(asked, { entryId, participants: null })]
    const [left] = await core.call('collection.take', { ...duty, entries })
    expect(left).toMatchObject({ entryId, problem: null, videoLeft: expect.stringContaining('没有收') })
    expect(await digests()).toEqual(before)

    const [taken] = await core.call('collection.take', {
      ...duty,
      entries: [join(entryId, { videoPath: film, replaceVideo: true })],
    })
    expect(taken).toMatchObject({ entryId, problem: null, videoLeft: null })
    const after = await core.call('videos.open', { entryId })
    expect(after.videos).toMatchObject([{ bytes: statSync(film).size, facts: { displayWidth: 640 } }])

    // The same film again is nothing new, and nothing to be told.
    const again = only(await read(core, dir))
    expect(codes(again)).not.toContain('other-video')
    const same = [taking(again, { entryId, participants: null })]
    expect((await core.call('collection.take', { ...duty, entries: same }))[0]).toMatchObject({ videoLeft: null })
    expect(await digests()).toEqual(after.videos.map(({ digest }) => digest))
  })
})
