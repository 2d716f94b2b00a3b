import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { ageHeaderFault, encryptBytes, generateAgeIdentity } from '../../electron/core/package/age.ts'
import { parseJsonFile } from '../../electron/core/package/json-text.ts'
import { serveCaller } from '../../electron/core/serve.ts'
import type { CoreFrame } from '../../shared/api/protocol.ts'
import { countyNotice, Desk, fillF2, foundOffice, newPair, newRoot, type Pair, passphrases } from '../support/desks.ts'

const open: { close: () => Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})
async function desk(name = 'desk'): Promise<{ desk: Desk; dir: string }> {
  const root = newRoot()
  const one = await Desk.open(path.join(root.dir, name))
  open.push({ close: () => one.close().then(root.remove) })
  return { desk: one, dir: root.dir }
}
async function pair(): Promise<Pair> {
  const one = await newPair()
  open.push(one)
  return one
}

describe('files at rest', () => {
  it('belong to this user alone, also in a folder that others may read', async () => {
    const root = newRoot()
    const dir = path.join(root.dir, 'shared')
    mkdirSync(dir)
    chmodSync(dir, 0o755)
    const one = await Desk.open(dir)
    open.push({ close: () => one.close().then(root.remove) })
    await foundOffice(one, 'county', null)
    await fillF2(one)
    const modes = (name: string) => statSync(path.join(dir, name)).mode & 0o077
    for (const name of readdirSync(dir))
      if (name.startsWith('kexie.sqlite') || statSync(path.join(dir, name)).isDirectory())
        expect(modes(name), name).toBe(0)
    expect(modes('keys/store.key')).toBe(0)
  })
})

describe('keys', () => {
  it('a second click makes no second recovery code', async () => {
    const { desk: one } = await desk()
    await foundOffice(one, 'county', null)
    const passphrase = passphrases.county
    const answers = await Promise.allSettled([
      one.call('keys.protect', { passphrase }),
      one.call('keys.protect', { passphrase: `${passphrase}！` }),
    ])
    expect(answers.map((answer) => answer.status)).toEqual(['fulfilled', 'rejected'])
    expect(answers[1]).toMatchObject({ reason: { code: 'keys.already-set-up' } })
    const { recoveryCode } = answers[0]?.status === 'fulfilled' ? answers[0].value : { recoveryCode: '' }
    await one.call('keys.lock', {})
    await one.call('keys.unlock', { passphrase: null, recoveryCode })
    expect((await one.call('app.state', {})).keys.state).toBe('protected')
  })
})

describe('input', () => {
  it('a pipe instead of a file is refused at once', async () => {
    const { desk: one, dir } = await desk()
    await foundOffice(one, 'county', null)
    const pipe = path.join(dir, 'pipe')
    execFileSync('mkfifo', [pipe])
    const recordId = await fillF2(one, {}, [])
    for (const call of [
      one.problem('packages.import', { path: pipe }),
      one.problem('packages.verify', { path: pipe }),
      one.problem('offices.cardFingerprint', { card: pipe }),
      one.problem('records.attach', { recordId, field: 'photos', path: pipe }),
    ])
      expect(await call).toMatchObject({ code: 'file.unreadable', details: { reason: 'not-a-file' } })
  })

  it('JSON that changes what an object descends from, or nests too deep, is refused', () => {
    for (const text of ['{"__proto__":{"a":1}}', '{"\\u005f_proto__":1}', '{"a":[{"__proto__":[]}]}'])
      expect(() => parseJsonFile(Buffer.from(text), 'x'), text).toThrow('json.syntax')
    expect(() => parseJsonFile(Buffer.from('['.repeat(5_000_000)), 'x')).toThrow('json.too-deep')
  })

  it('names that every object has are no fields of a form', async () => {
    const { desk: one } = await desk()
    await foundOffice(one, 'county', null)
    const recordId = await fillF2(one, {}, [])
    const { draftSeq } = await one.call('records.open', { recordId })
    for (const text of ['{"constructor":"x"}', '{"toString":"x"}', '{"hasOwnProperty":["x"]}'])
      expect(await one.problem('records.saveDraft', { recordId, draftSeq, changes: JSON.parse(text) })).toMatchObject({
        code: 'field.unknown',
      })
    await one
      .call('records.saveDraft', { recordId, draftSeq, changes: JSON.parse('{"__proto__":"x"}') })
      .catch(() => null)
    expect(Object.getPrototypeOf((await one.call('records.open', { recordId })).values)).toBe(Object.prototype)
  })

  it('an encrypted part for a crowd of recipients is refused before any of them is tried', async () => {
    const { recipient } = await generateAgeIdentity()
    const text = Buffer.from(await encryptBytes(Buffer.from('x'), [recipient])).toString('latin1')
    const stanza = `-> X25519 ${'A'.repeat(43)}\n${'B'.repeat(43)}\n`
    expect(ageHeaderFault(Buffer.from(text, 'latin1'))).toBeNull()
    const crowd = text.replace('-> X25519', `${stanza.repeat(300)}-> X25519`)
    expect(ageHeaderFault(Buffer.from(crowd, 'latin1'))).toBe('personal.header-too-large')
  })

  it('10,000 frames at once are all answered', async () => {
    const { desk: one } = await desk()
    await foundOffice(one, 'county', null)
    const replies = new Map<number, CoreFrame>()
    let done: () => void = () => undefined
    const all = new Promise<void>((resolve) => {
      done = resolve
    })
    const post = (frame: CoreFrame): void => {
      if ('ok' in frame) replies.set(frame.id, frame)
      if (replies.size === 10_000) done()
    }
    const take = serveCaller(
      { post },
      {
        dispatch: (method, input) => one.call(method as 'app.state', input as Record<string, never>),
        logError: () => '',
      },
    )
    for (let id = 0; id < 10_000; id++) {
      const method = ['app.state', 'records.list', 'nothing', 'records.open'][id % 4]
      take({ id, method, input: id % 4 === 3 ? { recordId: 'x' } : {} })
    }
    await all
    const failed = [...replies.values()].filter((frame) => 'ok' in frame && !frame.ok)
    expect(failed).toHaveLength(5000)
    expect((await one.call('app.state', {})).office).not.toBeNull()
  })
})

describe('exports', () => {
  it('two at once: two whole packages with two numbers, none of them given up', async () => {
    const { county, city, stick } = await pair()
    const ids = [await fillF2(county), await fillF2(county, { activityName: '第二项' })]
    const exported = await Promise.all(
      ids.map((id) =>
        county.call('packages.export', { noticeId: countyNotice, to: city.officeId, out: stick, recordIds: [id] }),
      ),
    )
    expect(exported.map((one) => one.sequence)).toEqual([1, 2])
    expect((await county.call('packages.outbox', {})).filter((one) => one.kind === 'submission')).toMatchObject([
      { state: 'written' },
      { state: 'written' },
    ])
    for (const one of exported)
      expect(await city.call('packages.import', { path: one.files[0]?.path ?? '' })).toMatchObject({
        result: 'imported',
      })
  })

  it('one that waits can be cancelled, and the one before it goes on', async () => {
    const { county, city, stick } = await pair()
    await fillF2(county)
    const order = { noticeId: countyNotice, to: city.officeId, out: stick }
    const abort = new AbortController()
    const first = county.call('packages.export', order)
    const second = county.call('packages.export', order, { signal: abort.signal })
    abort.abort()
    await expect(second).rejects.toMatchObject({ code: 'cancelled' })
    const { files } = await first
    expect(await city.call('packages.import', { path: files[0]?.path ?? '' })).toMatchObject({ result: 'imported' })
  })

  it('never into the own store', async () => {
    const { county, city } = await pair()
    await fillF2(county)
    for (const out of [county.dir, path.join(county.dir, 'attachments')])
      expect(await county.problem('packages.export', { noticeId: countyNotice, to: city.officeId, out })).toMatchObject(
        { code: 'file.unwritable', details: { reason: '这是本程序自己的数据文件夹' } },
      )
    const database = path.join(county.dir, 'kexie.sqlite')
    expect(await county.problem('offices.exportCard', { out: database })).toMatchObject({ code: 'file.unwritable' })
    expect((await county.call('app.state', {})).office).not.toBeNull()
  })

  it('a title or a name of an office never leads out of the folder', async () => {
    const { county, city, stick, dir } = await pair()
    await county.call('offices.rename', { name: '../../县/..\\科协' })
    await fillF2(county, { activityName: '../../../etc/passwd\\..\\x' })
    const before = readdirSync(dir).sort()
    const { files } = await county.call('packages.export', { noticeId: countyNotice, to: city.officeId, out: stick })
    expect(path.dirname(files[0]?.path ?? '')).toBe(stick)
    expect(readdirSync(dir).sort()).toEqual(before)
    expect(await city.call('packages.verify', { path: files[0]?.path ?? '' })).toMatchObject({ ok: true })
  })

  it("a stranger's file under the name of a package that was cut off is left alone", async () => {
    const { county, city, stick } = await pair()
    await fillF2(county)
    const order = { noticeId: countyNotice, to: city.officeId, out: stick }
    let target = ''
    const cut = county.call('packages.export', order, {
      progress: ({ phase }) => {
        const part = readdirSync(stick).find((name) => name.endsWith('.part'))
        if (phase !== 'write' || part === undefined || target !== '') return
        // The stick is pulled: the file under the final name becomes a folder.
        target = path.join(stick, part.slice(0, -'.part'.length))
        mkdirSync(target)
      },
    })
    await expect(cut).rejects.toMatchObject({ code: 'file.unwritable' })
    execFileSync('rmdir', [target])
    writeFileSync(target, 'the only copy of something else')
    await county.reopen(passphrases.county)
    expect((await county.call('packages.outbox', {}))[0]).toMatchObject({ kind: 'submission', state: 'frozen' })
    expect(await county.problem('packages.export', order)).toMatchObject({ code: 'file.exists' })
    expect(readFileSync(target, 'utf8')).toBe('the only copy of something else')
  })
})
