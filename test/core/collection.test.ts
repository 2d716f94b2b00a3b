/** 收作品: folders as they really arrive, read into proposals; nothing lost, nothing guessed in silence. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { pack } from '../../electron/core/documents/docx/fixed-zip.ts'
import type { ProposedEntry } from '../../shared/api/collection.ts'
import {
  annex,
  at,
  clip,
  codes,
  docx,
  duty,
  example,
  folder,
  names,
  only,
  put,
  read,
  sheets,
  withClips,
} from '../support/collected-files.ts'
import { openCounty, problemOf } from '../support/core.ts'
import { makePhoto } from '../support/photo.ts'

withClips()

describe('reading', () => {
  it('a folder with the annex in Word, a video, photos and litter is one work, read to the letter', async () => {
    const core = await openCounty()
    const dir = folder('稻田')
    docx(path.join(dir, '报名表.docx'), ['附件4', annex()])
    put(clip('one'), dir, '稻田里的一束光（终稿）.MP4')
    makePhoto(path.join(dir, '现场.png'), 300, 300)
    for (const name of ['Thumbs.db', '.DS_Store', '~$报名表.docx', 'desktop.ini'])
      writeFileSync(path.join(dir, name), 'x')
    const proposal = await read(core, dir)
    const entry = only(proposal)
    expect(entry.values).toEqual(example)
    expect(entry.title).toBe('稻田里的一束光')
    expect(entry.questions).toEqual([])
    expect(entry.participants).toEqual([{ name: '示例甲' }, { name: '示例乙' }])
    expect(entry.video?.inspected).toMatchObject({ container: 'mp4', displayWidth: 1280, displayHeight: 720 })
    expect(names(entry.files)).toEqual([
      'picture 现场.png',
      'registration 报名表.docx',
      'video 稻田里的一束光（终稿）.MP4',
    ])
    expect(entry.files.find(({ kind }) => kind === 'picture')?.message).toMatch(/请人看一下/)
    expect(proposal.leftOver).toEqual([])
  })

  it('a folder per work: names of phones are told apart by where they lie', async () => {
    const core = await openCounty()
    const dir = folder()
    for (const [name, title, file] of [
      ['01', '稻田里的一束光', 'mmexport1652345678901.mp4'],
      ['02', '手机', '视频(1).mp4'],
    ] as const) {
      mkdirSync(path.join(dir, name))
      docx(path.join(dir, name, '登记表.docx'), [annex({ workTitle: title })])
      put(clip(name === '01' ? 'one' : 'two'), dir, name, '视频', file)
    }
    const { entries, leftOver } = await read(core, dir)
    expect(entries.map(({ title, video }) => [title, path.basename(video?.path ?? '')])).toEqual([
      ['稻田里的一束光', 'mmexport1652345678901.mp4'],
      ['手机', '视频(1).mp4'],
    ])
    expect(entries.flatMap(codes)).toEqual([])
    expect(leftOver).toEqual([])
  })

  it('everything in one heap: by title, by unit, by what is left; what cannot be known stays with nobody', async () => {
    const core = await openCounty()
    const dir = folder()
    const works = { 稻田里的一束光: '农技中心', 追星星的人: '实验中学', 月亮湾: '科技馆', 大桥: '交通局' }
    for (const [workTitle, workUnit] of Object.entries(works))
      docx(path.join(dir, `${workUnit}.docx`), [annex({ workTitle, workUnit, creatorName: `${workUnit}甲` })])
    put(clip('one'), dir, '《稻田里 的一束光》 定稿.mp4')
    put(clip('two'), dir, '实验中学报送.mp4')
    put(clip('small'), dir, 'mmexport1.mp4')
    put(clip('small'), dir, 'VID_20220511_080000.mp4')
    const { entries, leftOver } = await read(core, dir)
    const of = (title: string) => entries.find((entry) => entry.title === title)
    expect(path.basename(of('稻田里的一束光')?.video?.path ?? '')).toBe('《稻田里 的一束光》 定稿.mp4')
    expect(path.basename(of('追星星的人')?.video?.path ?? '')).toBe('实验中学报送.mp4')
    expect(of('追星星的人')?.questions.map(({ code }) => code)).toEqual(['titles-differ'])
    for (const title of ['月亮湾', '大桥']) {
      expect(of(title)?.video).toBeNull()
      expect(of(title)?.questions).toMatchObject([
        { code: 'no-video', message: expect.stringContaining('mmexport1.mp4') },
      ])
    }
    expect(names(leftOver)).toEqual(['video VID_20220511_080000.mp4', 'video mmexport1.mp4'])
  })

  it('several videos, a paper twice, another title in the letter, and a video alone are all asked', async () => {
    const core = await openCounty()
    const dir = folder()
    mkdirSync(path.join(dir, 'A'))
    docx(path.join(dir, 'A', '登记表.docx'), [annex()])
    docx(path.join(dir, 'A', '登记表（1）.docx'), [annex()])
    docx(path.join(dir, 'A', '授权书.docx'), [
      '参赛人姓名：示例甲、示例乙\n参赛作品名称：《稻田的一束光》\n特此授权。\n参赛人签名：\n身份证号：３２０９９９１９８８０８０８００１８\n参赛人签名：\n身份证号：32099920081111002X\n监护人（示例丙）签名：',
    ])
    put(clip('one'), dir, 'A', 'mmexport1.mp4')
    put(clip('small'), dir, 'A', 'mmexport2.mp4')
    put(clip('two'), dir, 'B', '追星星的人.mp4')
    const { entries, leftOver } = await read(core, dir)
    const [first, second] = entries
    expect(entries).toHaveLength(2)
    expect(first?.questions.map(({ code }) => code)).toEqual([
      'titles-differ',
      'several-videos',
      'not-sure-of-column',
      'not-sure-of-column',
    ])
    expect(first?.participants).toEqual([
      { name: '示例甲', identityNumber: '320999198808080018' },
      { name: '示例乙', identityNumber: '32099920081111002X', guardian: '示例丙' },
    ])
    expect(first?.files.find(({ path: file }) => file.includes('（1）'))?.message).toMatch(/完全一样/)
    expect(second).toMatchObject({ title: '追星星的人', values: { workTitle: '追星星的人' } })
    expect(second && codes(second)).toEqual(['no-registration', 'value-odd workTitle'])
    expect(leftOver).toEqual([])
  })

  it('numbers of identity: as a number refused, a wrong one asked, full-width taken', async () => {
    const core = await openCounty()
    const dir = folder()
    sheets(path.join(dir, '汇总.xlsx'), {
      作品: [
        ['视频作品登记'],
        ['作品名称', '作者', '工作单位', '联系人', '身份证号', '手机', '备注'],
        ['稻田里的一束光', '示例甲,示例乙', '农技中心', '示例甲', Number('320999198808080018'), 19900000000, ''],
        ['追星星的人', '示例丙', '实验中学', '示例丙', '320999198808080019', '１９９０００００００１', ''],
      ],
      参赛人: [
        ['作品名称', '姓名', '身份证号', '手机'],
        ['稻田里的一束光', '示例甲', '３２０９９９１９８８０８０８００１８', 19900000000],
        ['', '示例乙', 320999200811110000, ''],
        ['追星星的人', '示例丙', '320999********0019', ''],
        ['没有这件', '示例丁', '', '19900000003'],
      ],
    })
    const { entries, leftOver } = await read(core, dir)
    const [first, second, third] = entries
    expect(first?.values).toEqual({
      workTitle: '稻田里的一束光',
      creatorName: '示例甲,示例乙',
      workUnit: '农技中心',
      contactName: '示例甲',
      mobile: '19900000000',
    })
    expect(first?.participants).toEqual([
      { name: '示例甲', identityNumber: '320999198808080018', phone: '19900000000' },
      { name: '示例乙' },
    ])
    expect(first?.questions.map(({ code, field, row }) => [code, field, row])).toEqual([
      ['no-video', null, null],
      ['not-sure-of-column', 'creatorName', null],
      ['identity-as-number', 'contactIdentity', null],
      ['identity-as-number', 'identityNumber', 1],
    ])
    expect(second?.values.mobile).toBe('19900000001')
    expect(second?.questions.map(({ code, field, row }) => [code, field, row])).toEqual([
      ['no-video', null, null],
      ['not-sure-of-column', 'creatorName', null],
      ['value-odd', 'contactIdentity', null],
      ['value-odd', 'identityNumber', 0],
    ])
    expect(JSON.stringify([first?.questions, second?.questions])).not.toMatch(/\d{6}/)
    expect(third && [third.title, ...codes(third)]).toEqual(['没有这件', 'no-registration', 'no-video'])
    expect(leftOver).toEqual([])
  })

  it('a list as offices keep it: what is said of length, picture and letter, and what of it is not certain', async () => {
    const core = await openCounty()
    const { entries } = await read(core, listFile)
    expect(entries.map(({ stated }) => stated)).toEqual(
      listed.map(([seconds, askSeconds, frame, signed]) => ({ seconds, askSeconds, frame, signed })),
    )
    expect(entries[0]?.values).toEqual({ workTitle: '《全国科技工作者日宣传活动》（终稿）', creatorName: '丁测一' })
    expect(entries.every(({ questions }) => questions.some(({ code }) => code === 'no-video'))).toBe(true)
    const dir = folder()
    put(clip('one'), dir, '食品安全知识讲座.mp4')
    const again = await read(core, dir, listFile)
    const food = again.entries.find(({ title }) => title.includes('食品安全'))
    expect(food?.questions.map(({ message }) => message)).toEqual(
      expect.arrayContaining([expect.stringContaining('3分05秒，视频实际是2秒')]),
    )
  })

  it('each bad file is told for itself and the rest is read', async () => {
    const core = await openCounty()
    const dir = folder()
    docx(path.join(dir, '登记表.docx'), [annex({ contactName: '', mobile: '', idea: '' })])
    put(clip('one'), dir, '稻田里的一束光.mp4')
    writeFileSync(
      path.join(dir, '坏.docx'),
      Buffer.concat([readFileSync(path.join(dir, '登记表.docx')).subarray(0, 200)]),
    )
    writeFileSync(path.join(dir, '空.mp4'), '')
    writeFileSync(path.join(dir, '文字.mp4'), '这不是视频，是一段文字'.repeat(20))
    writeFileSync(path.join(dir, '旧.wps'), Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)]))
    writeFileSync(path.join(dir, '打包.zip'), pack([{ name: '视频/a.mp4', bytes: Buffer.from('x') }], at))
    writeFileSync(path.join(dir, '打包.rar'), 'Rar!\x1a\x07\x00xxxxxxxxxxxx')
    writeFileSync(path.join(dir, '通知.pdf'), '%PDF-1.4 ...')
    symlinkSync('/etc', path.join(dir, '链接'))
    writeFileSync(path.join(dir, '锁住.docx'), 'x')
    chmodSync(path.join(dir, '锁住.docx'), 0)
    for (let n = 1; n <= 200; n++) writeFileSync(path.join(dir, `现场${n}.jpg`), Buffer.from('ffd8ffe0', 'hex'))
    const gone = path.join(dir, '没有了.docx')
    const { entries, leftOver } = await read(core, dir, gone)
    const told = new Map(
      [...entries.flatMap(({ files }) => files), ...leftOver].map((file) => [path.basename(file.path), file]),
    )
    expect(told.size).toBe(212)
    expect(told.get('坏.docx')?.message).toMatch(/不完整/)
    expect(told.get('旧.wps')?.message).toMatch(/另存为 docx/)
    expect(told.get('打包.zip')?.message).toMatch(/解压/)
    expect(told.get('打包.rar')?.message).toMatch(/解压/)
    expect(told.get('通知.pdf')?.message).toMatch(/PDF/)
    expect(told.get('链接')?.message).toMatch(/链接/)
    expect(told.get('没有了.docx')?.message).toMatch(/不在了/)
    // The superuser may read everything.
    if (process.getuid?.() !== 0) expect(told.get('锁住.docx')?.message).toMatch(/权限/)
    expect(told.get('空.mp4')).toMatchObject({ kind: 'video', message: expect.stringContaining('0 字节') })
    expect(told.get('文字.mp4')).toMatchObject({ kind: 'video', message: expect.stringContaining('不是视频') })
    const whole = entries.find(({ title }) => title === '稻田里的一束光')
    expect(whole?.questions).toEqual([])
    expect(whole?.values).toMatchObject({ workUnit: example.workUnit, contactIdentity: example.contactIdentity })
    expect(whole?.values).not.toHaveProperty('contactName')
    expect(whole?.values).not.toHaveProperty('idea')
  })

  it('a file that goes while the others are read, a GBK list, too many files, and giving up', async () => {
    const core = await openCounty()
    const dir = folder()
    const csv =
      '作品名称,主创姓名,工作单位,联系人姓名,身份证,手机\r\n稻田里的一束光,示例甲,农技中心,示例甲,3.20999E+17,19900000000\r\n'
    execFileSync('iconv', ['-f', 'utf-8', '-t', 'gb18030', '-o', path.join(dir, '列表.csv')], { input: csv })
    const entry = only(await read(core, dir))
    expect(entry.values).toMatchObject({ workTitle: '稻田里的一束光', workUnit: '农技中心', mobile: '19900000000' })
    expect(codes(entry)).toEqual(['no-video', 'identity-as-number contactIdentity'])

    docx(path.join(dir, '登记表.docx'), [annex()])
    put(clip('one'), dir, '稻田里的一束光.mp4')
    const reading = read(core, dir)
    rmSync(path.join(dir, '登记表.docx'))
    const proposal = await reading
    expect(proposal.entries.some(({ video }) => video?.inspected)).toBe(true)

    const abort = new AbortController()
    const given = core.call('collection.read', { ...duty, paths: [dir] }, abort.signal)
    abort.abort()
    expect((await problemOf(given)).code).toBe('cancelled')
    for (let n = 0; n < 501; n++) writeFileSync(path.join(dir, `f${n}.txt`), '')
    expect((await core.problem('collection.read', { ...duty, paths: [dir] })).code).toBe('collection.too-many')
    expect((await core.problem('collection.read', { ...duty, deliverableId: 'T16', paths: [dir] })).code).toBe(
      'collection.not-asked',
    )
  })
})

/** Of the committed list, row by row: seconds, asked, picture, letter. */
const listFile = path.join(import.meta.dirname, '../fixtures/collection/视频登记表.xlsx')
type Listed = [number | null, boolean, NonNullable<ProposedEntry['stated']>['frame'], boolean | null]
const listed: Listed[] = [
  [150, false, { height: 1080 }, true],
  [150, true, { width: 1920, height: 1080 }, true],
  [150, false, { width: 1920, height: 1080 }, true],
  [150, false, { width: 1280, height: 720 }, null],
  [180, false, { height: 720 }, true],
  [185, false, { label: '4K' }, false],
  [65, false, { ask: true }, true],
  [179, false, null, true],
  [180, true, { width: 1280, height: 720 }, true],
  [120, false, { height: 1080, portrait: true, ask: true }, null],
  [150, true, { height: 720, ask: true }, true],
  [null, true, { width: 1280, height: 544 }, false],
  [null, true, { width: 3840, height: 2160 }, true],
  [150, false, { ask: true }, true],
]
