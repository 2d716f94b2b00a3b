import { closeSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runCommandLine } from '../../electron/core/cli/run.ts'
import { storelessCalls } from '../../electron/core/cli/storeless.ts'
import { videoContainerOf } from '../../electron/core/videos/box-walk.ts'
import { CountedSource, fileSource, maxBytesRead, memorySource } from '../../electron/core/videos/byte-source.ts'
import { inspectVideo } from '../../electron/core/videos/inspect.ts'
import { factsOf } from '../../electron/core/videos/structure.ts'
import type { VideoFacts } from '../../shared/domain/video-facts.ts'
import { usualVideoLimits, videoVerdicts } from '../../shared/domain/video-rules.ts'
import { Problem, type ProblemData } from '../../shared/problems.ts'
import { problemLine } from '../../shared/wording/problem-sentences.ts'
import { videoVerdictTable } from '../fixtures/video-verdicts.ts'
import { storedVideo } from '../support/stored-videos.ts'

const dir = mkdtempSync(path.join(tmpdir(), 'kexie-videos-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const place = (name: string, bytes: Uint8Array | string): string => {
  const file = path.join(dir, name)
  writeFileSync(file, bytes)
  return file
}
const problemOf = async (promise: Promise<unknown>): Promise<ProblemData> => {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Problem)) throw new Error('no Problem', { cause: error })
  return error.toData()
}
const factsIn = async (bytes: Buffer, name = 'a.mp4'): Promise<VideoFacts> => {
  const answer = await factsOf(memorySource(bytes), name)
  if (!('facts' in answer)) throw new Error(JSON.stringify(answer))
  return answer.facts
}

describe('the table of made-up files', () => {
  it.each(videoVerdictTable.map((row) => [row.name, row] as const))('%s', async (name, row) => {
    const answer = await factsOf(memorySource(storedVideo(row.stored)), name)
    if ('unreadable' in row) {
      expect(answer).toMatchObject({ unreadable: row.unreadable })
      return
    }
    if (!('facts' in answer)) throw new Error(JSON.stringify(answer))
    const { facts, bytesRead } = answer
    const { container, brand, complete, probed, faults } = row
    expect(facts).toMatchObject({ container, majorBrand: brand, complete, faults, rotationClockwise: probed.turned })
    expect(Math.abs((facts.durationSeconds ?? -1) - probed.seconds)).toBeLessThan(0.05)
    const [coded, display] = [probed.coded ?? [null, null], probed.display ?? [null, null]]
    expect([facts.codedWidth, facts.codedHeight]).toEqual(coded)
    expect([facts.displayWidth, facts.displayHeight]).toEqual(display)
    expect([facts.videoCodec, facts.audioCodec]).toEqual(probed.codecs)
    expect(facts.frameRate === null ? null : Math.round(facts.frameRate * 100)).toBe(
      probed.rate === null ? null : Math.round(probed.rate * 100),
    )
    expect(bytesRead).toBeLessThan(1_000_000)
    const verdicts = videoVerdicts(facts, usualVideoLimits)
    const broken = (grade: string) => verdicts.filter((one) => !one.ok && one.grade === grade).map(({ rule }) => rule)
    expect({ blocks: broken('block'), warns: broken('warn') }).toEqual({ blocks: row.blocks, warns: row.warns })
    for (const { message, actual } of verdicts) expect(`${actual}${message}`).toMatch(/[\u4e00-\u9fff].*[。）]$/)
    expect(verdicts.at(-1)).toMatchObject({ rule: 'unseen', grade: 'info', actual: '未检查画面' })
  })
})

describe('the thread', () => {
  it('answers with facts and verdicts, the true value beside the limit', async () => {
    const video = await inspectVideo(place('长片.mp4', storedVideo('too-long-181s-720p.mp4')))
    expect(video).toMatchObject({ container: 'mp4', durationSeconds: 181, complete: true })
    expect(video.verdicts.find(({ rule }) => rule === 'duration')).toMatchObject({
      grade: 'block',
      ok: false,
      actual: '3 分 01 秒',
      limit: '3 分 00 秒',
    })
    const small = await inspectVideo(place('小片.mp4', storedVideo('low-480p.mp4')))
    const { message } = small.verdicts.find(({ rule }) => rule === 'short-side') ?? { message: '' }
    expect(message).toContain('短边 480 像素（至少 720）')
  })

  it('names what is no video, and never in the words of a program', async () => {
    const files: Record<string, [string, Uint8Array | string]> = {
      empty: ['0.mp4', ''],
      zeros: ['1.mp4', Buffer.alloc(50_000)],
      text: ['2.mp4', Buffer.from('活动名称：全国科技工作者日', 'utf8')],
      picture: ['3.mp4', Buffer.from('ffd8ffe000104a464946', 'hex')],
      pdf: ['4.mp4', '%PDF-1.7\n%'],
      archive: ['5.mp4', Buffer.from('504b03041400000000000000', 'hex')],
      office: ['6.mp4', Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.from('......[Content_Types].xml')])],
      audio: ['7.mp4', Buffer.from('4944330300000000', 'hex')],
      program: ['8.mp4', Buffer.from('4d5a900003000000', 'hex')],
      'header-only': ['9.mp4', storedVideo('header-only.mp4')],
      'no-index': ['10.mp4', storedVideo('truncated-no-moov.mp4')],
      unknown: ['11.mp4', Buffer.from('0102030405060708090a0b0c0d0e0f10', 'hex')],
    }
    for (const [reason, [name, bytes]] of Object.entries(files)) {
      const problem = await problemOf(inspectVideo(place(name, bytes)))
      expect(problem).toEqual({ code: 'video.unreadable', details: { fileName: name, reason } })
      expect(problemLine(problem)).not.toMatch(/[Aa]ssert|Error|undefined/)
    }
  })

  it('gives up what takes too long, is cancelled, is a folder or is not there', async () => {
    const file = place('慢.mp4', storedVideo('damaged-inside-mdat.mp4'))
    expect(await problemOf(inspectVideo(file, { timeout: 0 }))).toMatchObject({ details: { reason: 'too-slow' } })
    const matroska = await inspectVideo(place('慢.mkv', storedVideo('mkv-renamed.mp4')), { timeout: 0 })
    expect(matroska).toMatchObject({ container: 'matroska', durationSeconds: null, faults: ['index-lies'] })
    expect(matroska.verdicts.find(({ rule }) => rule === 'container')).toMatchObject({ ok: false, grade: 'block' })
    const abort = new AbortController()
    const stopped = problemOf(inspectVideo(file, { signal: abort.signal }))
    abort.abort()
    expect(await stopped).toMatchObject({ code: 'cancelled' })
    mkdirSync(path.join(dir, '文件夹.mp4'))
    for (const name of ['文件夹.mp4', '没有.mp4'])
      expect(await problemOf(inspectVideo(path.join(dir, name)))).toMatchObject({ code: 'file.unreadable' })
  })
})

describe('bytes', () => {
  it('reads under 2 MB of 5 GB with the index at the end', async () => {
    const whole = storedVideo('moov-at-end.mp4')
    const moov = whole.subarray(whole.indexOf('moov') - 4)
    const header = Buffer.alloc(16)
    header.writeUInt32BE(1, 0)
    header.write('mdat', 4, 'latin1')
    header.writeBigUInt64BE(5_000_000_000n, 8)
    const file = path.join(dir, '五个G.mp4')
    const handle = openSync(file, 'w')
    writeSync(handle, Buffer.concat([whole.subarray(0, 32), header]))
    ftruncateSync(handle, 32 + 5_000_000_000)
    writeSync(handle, moov, 0, moov.length, 32 + 5_000_000_000)
    closeSync(handle)
    const source = fileSource(file)
    const answer = await factsOf(source, '五个G.mp4')
    source.close()
    expect(answer).toMatchObject({ facts: { complete: true, durationSeconds: 6, displayWidth: 1280, faults: [] } })
    expect(source.size).toBeGreaterThan(5_000_000_000)
    expect(source.bytesRead).toBeLessThan(20_000)
    rmSync(file)
  })

  it('refuses more than the budget, and then still names the container', async () => {
    const limited = (limit: number) => {
      const bytes = storedVideo('mkv-renamed.mp4')
      return new CountedSource(bytes.length, (start, length) => bytes.subarray(start, start + length), limit)
    }
    expect(await factsOf(limited(4200), 'a.mkv')).toMatchObject({ facts: { container: 'matroska' } })
    expect(maxBytesRead).toBe(2_000_000)
  })

  it('tells containers by their first bytes', () => {
    const heads: Record<string, string> = {
      mp4: '00000018667479706d703432',
      quicktime: '000000146674797071742020',
      '3gpp': '000000186674797033677034',
      avi: '524946460000000041564920',
      flv: '464c5601050000000900000000',
      asf: '3026b2758e66cf11a6d900aa0062ce6c',
      ogg: '4f6767530002',
      'mpeg-ps': '000001ba4400',
    }
    for (const [container, hex] of Object.entries(heads))
      expect(videoContainerOf(Buffer.from(hex, 'hex'))).toBe(container)
    const camera = Buffer.from('0000001866747970686569630000', 'hex')
    expect(videoContainerOf(camera)).toBeNull()
  })
})

describe('lies and losses', () => {
  const good = storedVideo('moov-at-end.mp4')

  it('sees media that run to the end of the file and stop too early', async () => {
    const first = storedVideo('ok-720p-h264-aac-20s.mp4')
    const at = first.indexOf('mdat')
    const open = Buffer.from(first)
    open.writeUInt32BE(0, at - 4)
    expect(await factsIn(open)).toMatchObject({ complete: true, faults: [] })
    expect(await factsIn(open.subarray(0, open.length >> 1))).toMatchObject({ complete: false, faults: ['cut-off'] })
  })

  it('does not take a tail that some cameras write for a loss', async () => {
    const tailed = Buffer.concat([good, Buffer.from('SEFT'), Buffer.alloc(60, 0xff)])
    expect(await factsIn(tailed)).toMatchObject({ complete: true, faults: [] })
    expect(await factsIn(Buffer.concat([good, Buffer.alloc(4096)]))).toMatchObject({ complete: true })
  })

  it('judges by the pictures where only the sound’s last block runs over', async () => {
    const facts = await factsIn(storedVideo('exactly-180s-720p.mp4'))
    const ok = (durationSeconds: number, pictureSeconds: number): boolean | undefined =>
      videoVerdicts({ ...facts, durationSeconds, pictureSeconds }, usualVideoLimits).find(
        ({ rule }) => rule === 'duration',
      )?.ok
    expect(ok(180, 180)).toBe(true)
    expect(ok(180.04, 180)).toBe(true)
    // One frame of 25 a second, and of 120.
    expect(ok(180.04, 180.04)).toBe(false)
    expect(ok(180.009, 180.009)).toBe(false)
    // Ten seconds of sound over a black screen are played too.
    expect(ok(190, 180)).toBe(false)
  })
})

describe('cli video inspect', () => {
  const run = async (file: string) => {
    const out: string[] = []
    const err: string[] = []
    const code = await runCommandLine(['video', 'inspect', file], {
      env: {},
      cwd: dir,
      out: (text) => void out.push(text),
      err: (text) => void err.push(text),
      open: () => Promise.reject(new Error('no store in this test')),
      storeless: storelessCalls({ signal: new AbortController().signal, onProgress: () => undefined }),
    })
    return { code, json: JSON.parse(out.join('')) as Record<string, unknown>, err: err.join('') }
  }

  it('prints the keys of the issue and exits 0 whatever the verdict', async () => {
    place('竖拍.mp4', storedVideo('ok-1080p-portrait-rotated.mp4'))
    const good = await run('竖拍.mp4')
    const keys =
      'container majorBrand complete durationSeconds codedWidth codedHeight displayWidth displayHeight rotationClockwise videoCodec audioCodec frameRate fragmented verdicts'
    expect(Object.keys(good.json).sort()).toEqual(keys.split(' ').sort())
    expect(good).toMatchObject({ code: 0, json: { displayWidth: 1080, displayHeight: 1920, rotationClockwise: 90 } })
    expect(good.json.verdicts).toContainEqual(
      expect.objectContaining({ rule: 'short-side', ok: true, actual: '1080 像素', limit: '720 像素' }),
    )
    place('超长.mp4', storedVideo('too-long-181s-720p.mp4'))
    const long = await run('超长.mp4')
    expect(long.code).toBe(0)
    expect(long.err).toContain('3 分 01 秒（上限 3 分 00 秒）')
  })

  it('exits 1 with the reason when it is no video', async () => {
    place('改名.mp4', '这不是视频')
    const none = await run('改名.mp4')
    expect(none).toMatchObject({
      code: 1,
      json: { problem: { code: 'video.unreadable', details: { fileName: '改名.mp4', reason: 'text' } } },
    })
    expect(none.err).toContain('不是视频，是文本文件改了后缀')
  })
})
