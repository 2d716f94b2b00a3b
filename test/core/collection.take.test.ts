/** 收作品: what was confirmed becomes entries, one by one; a failing one leaves nothing and stops nobody. */
import { writeFileSync } from 'node:fs'
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
import { cityNotice, openCounty } from '../support/core.ts'
import { writeScan } from '../support/marked-page.ts'
import { makePhoto } from '../support/photo.ts'

withClips()

describe('taking', () => {
  it('works become entries with papers and film; what fails leaves nothing and stops nobody', async () => {
    const core = await openCounty()
    const dir = folder()
    docx(path.join(dir, '登记表.docx'), [annex()])
    put(clip('one'), dir, '稻田里的一束光.mp4')
    const entry = only(await read(core, dir))
    const gone = path.join(dir, '没有.mp4')
    const text = path.join(dir, '文字.mp4')
    writeFileSync(text, '文字'.repeat(100))
    const work = (title: string) => ({ ...taking(entry), key: title, values: { ...entry.values, workTitle: title } })
    const entries = [
      taking(entry, { receivedAt: '2022-05-09T16:30:00+08:00' }),
      { ...work('没有视频的'), videoPath: gone },
      { ...work('不是视频的'), videoPath: text },
      { ...work('多一栏的'), values: { ...entry.values, nonsense: 'x' } },
      { ...work('再来一次的'), values: entry.values },
      {
        ...work('只有表的'),
        videoPath: null,
        participants: [{ name: '示例乙', identityNumber: '３２０９９９２００８１１１１００２ｘ', x: 'y' }],
      },
    ]
    const taken = await core.call('collection.take', { ...duty, entries })
    expect(taken.map(({ key, problem }) => [key, problem === null])).toEqual([
      [entry.key, true],
      ['没有视频的', false],
      ['不是视频的', false],
      ['多一栏的', false],
      ['再来一次的', false],
      ['只有表的', true],
    ])
    expect(taken[4]?.problem).toMatch(/已经收过了/)
    const listed = await core.call('videos.list', { noticeId: cityNotice })
    expect(listed.map(({ title }) => title).sort()).toEqual(['只有表的', '稻田里的一束光'])
    const first = listed.find(({ title }) => title === '稻田里的一束光')
    expect(first).toMatchObject({ collectedAt: '2022-05-09T08:30:00.000Z', video: { ok: true, displayWidth: 1280 } })
    const other = listed.find(({ title }) => title === '只有表的')
    const letter = await core.call('records.open', { recordId: other?.authorizationId ?? '' })
    expect(letter.values).toMatchObject({
      workTitle: '只有表的',
      participants: [{ name: '示例乙', identityNumber: '32099920081111002X' }],
    })
    const form = await core.call('records.open', { recordId: first?.entryId ?? '' })
    expect(form.values).toEqual(example)
    expect(form.findings.filter(({ severity }) => severity === 'block')).toEqual([])

    // Once more: it is known, asked, and not made again; joined to the old one it only fills gaps.
    const again = only(await read(core, dir))
    expect(again.existing?.entryId).toBe(first?.entryId)
    expect(codes(again)[0]).toBe('same-entry')
    const [twice] = await core.call('collection.take', { ...duty, entries: [taking(again)] })
    expect(twice?.problem).toMatch(/已经收过了/)
    const joined = { ...taking(again, { entryId: other?.entryId, participants: null }), values: { wechat: 'shili-1' } }
    const [grown] = await core.call('collection.take', { ...duty, entries: [joined] })
    expect(grown).toMatchObject({ entryId: other?.entryId, problem: null, title: '只有表的' })
    const after = await core.call('videos.open', { entryId: other?.entryId ?? '' })
    expect(after.videos).toHaveLength(1)
    const kept = await core.call('records.open', { recordId: other?.entryId ?? '' })
    expect(kept.values).toEqual({ ...example, workTitle: '只有表的', wechat: 'shili-1' })
    expect(await core.call('videos.list', { noticeId: cityNotice })).toHaveLength(2)
  })
})

describe('signed letters', () => {
  it('go to the entry that their code names, with a folder of it or alone; others are told', async () => {
    const core = await openCounty()
    const works = ['稻田里的一束光', '追星星的人'].map((workTitle) => ({
      key: workTitle,
      entryId: null,
      values: { ...example, workTitle },
      participants: [{ name: '示例甲', identityNumber: '320999198808080018' }],
      videoPath: null,
      scanPaths: [],
    }))
    await core.call('collection.take', { ...duty, entries: works })
    const entries = await core.call('videos.list', { noticeId: cityNotice })
    const dir = folder()
    for (const { title, authorizationId } of entries) {
      const recordId = authorizationId ?? ''
      await core.call('records.freeze', { recordId })
      const { footer } = await core.call('records.printDocument', { recordId, revision: 1 })
      await writeScan(footer?.qrText ?? '', path.join(dir, `IMG_${title}.jpg`), 1)
    }
    makePhoto(path.join(dir, '现场.png'), 300, 300)
    docx(path.join(dir, '稻田.docx'), [annex()])
    const proposal = await read(core, dir)
    expect(proposal.entries.map(({ title, scanPaths }) => [title, scanPaths.map((one) => path.basename(one))])).toEqual(
      [
        ['稻田里的一束光', ['IMG_稻田里的一束光.jpg']],
        ['追星星的人', ['IMG_追星星的人.jpg']],
      ],
    )
    const taken = await core.call('collection.take', {
      ...duty,
      entries: proposal.entries.map((entry) => ({
        ...taking(entry, { entryId: entry.existing?.entryId ?? null, participants: null }),
        scanPaths: [...entry.scanPaths, path.join(dir, '现场.png')],
      })),
    })
    for (const one of taken) {
      expect(one).toMatchObject({
        problem: null,
        scans: 1,
        scansLeft: [{ message: expect.stringContaining('没有认出') }],
      })
      const entry = entries.find(({ entryId }) => entryId === one.entryId)
      expect(await core.call('scans.list', { recordId: entry?.authorizationId ?? '' })).toMatchObject([
        { verdict: 'match' },
      ])
    }
  })
})
