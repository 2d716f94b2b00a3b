import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../db/connection.ts'
import { revisionDigest } from '../../electron/core/package/canonical.ts'
import { frozenRevision } from '../../electron/core/package/schema.ts'
import { countyNotice, f2Input, f2Values, newF2, newFolder, openCounty, type TestCore } from '../support/core.ts'
import { makePng } from '../support/pictures.ts'

const blockers = (findings: readonly { path: string; severity: string }[]): string[] =>
  findings.filter((finding) => finding.severity === 'block').map((finding) => finding.path)

async function withDatabase<T>(
  core: TestCore,
  work: (db: ReturnType<typeof openDatabase>['db']) => Promise<T>,
): Promise<T> {
  await core.close()
  const { db } = openDatabase(path.join(core.dataDir, 'kexie.sqlite'), { backupDir: core.dataDir, now: new Date() })
  try {
    return await work(db)
  } finally {
    await db.destroy()
    await core.open()
  }
}

describe('drafts', () => {
  test('what was saved is there after a new start, personal fields too', async () => {
    const core = await openCounty()
    const created = await core.call('records.create', { noticeId: countyNotice, formId: 'JS-F2' })
    const { recordId } = created.summary
    expect(created).toMatchObject({ draftSeq: 0, values: {}, revisions: [], changedSinceRevision: false })
    expect(created.summary).toMatchObject({ state: 'draft', own: true, title: '筹备方案', code: null })
    expect(created.summary.blocking).toBe(blockers(created.findings).length)
    const first = await core.call('records.saveDraft', {
      recordId,
      draftSeq: 0,
      changes: { activityName: '科技志愿者进乡村', mobile: f2Values.mobile },
    })
    const second = await core.call('records.saveDraft', {
      recordId,
      draftSeq: first.draftSeq,
      changes: { ...f2Input(), plan: '第一行\r\n第二行' },
    })
    expect(second).toMatchObject({ draftSeq: 2, state: 'draft' })
    expect(blockers(second.findings)).toEqual([])
    await core.reopen()
    const open = await core.call('records.open', { recordId })
    expect(open.values).toEqual({ ...f2Input(), plan: '第一行\n第二行' })
    expect(open.draftSeq).toBe(2)
    expect(open.savedAt).toBe(second.savedAt)
    expect(await core.call('records.list', {})).toEqual([open.summary])
  })

  test('an older counter is a conflict and overwrites nothing', async () => {
    const core = await openCounty()
    const recordId = await newF2(core)
    await core.call('records.saveDraft', { recordId, draftSeq: 0, changes: { scale: '先到的' } })
    expect(
      (await core.problem('records.saveDraft', { recordId, draftSeq: 0, changes: { scale: '晚到的' } })).toData(),
    ).toEqual({ code: 'record.conflict', details: { recordId } })
    expect((await core.call('records.open', { recordId })).values.scale).toBe('先到的')
  })

  test('of many saves with the same counter exactly one wins', async () => {
    const core = await openCounty()
    const recordId = await newF2(core)
    const ends = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        core.call('records.saveDraft', { recordId, draftSeq: 0, changes: { scale: `第${i}个` } }),
      ),
    )
    expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(1)
    expect((await core.call('records.open', { recordId })).draftSeq).toBe(1)
  })

  test('only what changed is sent; null empties a field', async () => {
    const core = await openCounty()
    const recordId = await newF2(core)
    const saved = await core.call('records.saveDraft', {
      recordId,
      draftSeq: 0,
      changes: { scale: null, mobile: null, modules: ['jianjia', 'weimin'] },
    })
    expect(blockers(saved.findings)).toEqual(['scale', 'mobile'])
    const { values } = await core.call('records.open', { recordId })
    expect(values.scale).toBeUndefined()
    expect(values.mobile).toBeUndefined()
    expect(values.modules).toEqual(['jianjia', 'weimin'])
    expect(values.hostName).toBe(f2Values.hostName)
  })

  test('digits of a Chinese input method become plain ones; text becomes NFC without control characters', async () => {
    const core = await openCounty()
    const recordId = await newF2(core)
    const changes = {
      mobile: '１３９００００１２３４',
      email: ' ｋｅｘｉｅ＠example.cn',
      reportDate: '２０２２-０５-１２',
      scale: 'Cafe\u0301 \u0000\u0007\ud800 300人',
    }
    const saved = await core.call('records.saveDraft', { recordId, draftSeq: 0, changes })
    expect(blockers(saved.findings)).toEqual([])
    const { values } = await core.call('records.open', { recordId })
    expect(values).toMatchObject({
      mobile: '13900001234',
      email: 'kexie@example.cn',
      reportDate: '2022-05-12',
      scale: 'Caf\u00e9 \ufffd 300人',
    })
  })

  test('an unknown field is refused and nothing of that call is saved', async () => {
    const core = await openCounty()
    const recordId = await newF2(core)
    for (const field of ['nobodyKnows', 'photos', 'constructor']) {
      const changes = Object.fromEntries([
        ['scale', '改了'],
        [field, 'x'],
      ])
      const problem = await core.problem('records.saveDraft', { recordId, draftSeq: 0, changes })
      expect(problem.toData()).toEqual({ code: 'field.unknown', details: { fieldId: field } })
    }
    expect((await core.call('records.open', { recordId })).values.scale).toBe(f2Values.scale)
  })

  test('all findings at once, each with field and severity', async () => {
    const core = await openCounty()
    const recordId = await newF2(core)
    const changes = {
      mobile: '12345',
      email: 'nobody',
      reportDate: '2022-02-30',
      modules: ['nowhere'],
      plan: '计'.repeat(501),
      hostName: '单'.repeat(61),
    }
    const { findings } = await core.call('records.saveDraft', { recordId, draftSeq: 0, changes })
    expect(findings.map(({ path, code, severity }) => `${path} ${code} ${severity}`).sort()).toEqual(
      [
        'reportDate not-a-date block',
        'hostName too-long block',
        'modules unknown-option block',
        'mobile not-a-mobile block',
        'email not-an-email block',
        'plan over-soft-limit warn',
      ].sort(),
    )
  })

  test('discarded: gone from the lists, back again with everything', async () => {
    const core = await openCounty()
    const recordId = await newF2(core)
    await core.call('records.discard', { recordId })
    expect(await core.call('records.list', {})).toEqual([])
    expect((await core.problem('records.open', { recordId })).code).toBe('record.unknown')
    expect((await core.call('records.restore', { recordId })).title).toBe(f2Values.activityName)
    expect((await core.call('records.open', { recordId })).values).toEqual(f2Input())
  })
})

describe('定稿', () => {
  test('blocked while findings block; all of them are told and nothing is frozen', async () => {
    const core = await openCounty()
    const recordId = await newF2(core, { mobile: '123', plan: '', scale: '' })
    const problem = await core.problem('records.freeze', { recordId })
    expect(problem.code).toBe('record.invalid')
    const { findings } = problem.details as { findings: { path: string; severity: string }[] }
    expect(blockers(findings)).toEqual(['scale', 'mobile', 'plan'])
    expect((await core.call('records.open', { recordId })).revisions).toEqual([])
  })

  test('frozen twice without a change is one revision; a change makes the next, chained to the first', async () => {
    const core = await openCounty()
    const recordId = await newF2(core)
    const first = await core.call('records.freeze', { recordId })
    expect(first).toMatchObject({ revision: 1, stampedAt: null, sentIn: [], receipt: null })
    expect(first.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/)
    expect(await core.call('records.freeze', { recordId })).toEqual(first)
    const [a, b] = await Promise.all([
      core.call('records.freeze', { recordId }),
      core.call('records.freeze', { recordId }),
    ])
    expect([a.digest, b.digest]).toEqual([first.digest, first.digest])
    await core.call('records.saveDraft', { recordId, draftSeq: 0, changes: { mobile: '13900009999' } })
    expect((await core.call('records.open', { recordId })).changedSinceRevision).toBe(true)
    // Only a personal field changed: the commitment, and so the digest, is another.
    const second = await core.call('records.freeze', { recordId })
    expect(second.revision).toBe(2)
    const rows = await withDatabase(core, (db) => db.selectFrom('revisions').selectAll().orderBy('revision').execute())
    const frozen = rows.map((row) => frozenRevision.parse(JSON.parse(row.frozen_json)))
    expect(frozen.map(revisionDigest)).toEqual([first.digest, second.digest])
    expect(frozen[1]?.parentDigest).toBe(first.digest)
    expect(Object.keys(frozen[0]?.values ?? {})).not.toContain('mobile')
    expect(frozen[0]?.personalCommitment).not.toBe(frozen[1]?.personalCommitment)
  })

  test('changed and changed back is no change', async () => {
    const core = await openCounty()
    const recordId = await newF2(core)
    const first = await core.call('records.freeze', { recordId })
    await core.call('records.saveDraft', { recordId, draftSeq: 0, changes: { scale: '别的' } })
    const back = await core.call('records.saveDraft', { recordId, draftSeq: 1, changes: { scale: f2Values.scale } })
    expect(back.state).toBe('to-stamp')
    expect((await core.call('records.open', { recordId })).changedSinceRevision).toBe(false)
    expect((await core.call('records.freeze', { recordId })).digest).toBe(first.digest)
  })

  test('待盖章 until stamped, then 待报送; another change is 填写中 again', async () => {
    const core = await openCounty()
    const recordId = await newF2(core)
    const state = async () => (await core.call('records.list', {}))[0]?.state
    await core.call('records.freeze', { recordId })
    expect(await state()).toBe('to-stamp')
    expect((await core.call('desk.overview', {})).stuck.map((record) => record.recordId)).toEqual([recordId])
    const stamped = await core.call('records.stamp', { recordId, revision: 1, stamped: true })
    expect(stamped.stampedAt).toBe('2022-05-10T01:00:00.000Z')
    expect(await state()).toBe('to-send')
    await core.call('records.stamp', { recordId, revision: 1, stamped: false })
    expect(await state()).toBe('to-stamp')
    expect((await core.problem('records.stamp', { recordId, revision: 7, stamped: true })).code).toBe(
      'revision.unknown',
    )
    await core.call('records.saveDraft', { recordId, draftSeq: 0, changes: { scale: '约800人' } })
    expect(await state()).toBe('draft')
  })
})

describe('print data and PDF of a revision', () => {
  test('the footer carries the code; masked pages show no personal field', async () => {
    const core = await openCounty()
    const recordId = await newF2(core)
    const { digest, code } = await core.call('records.freeze', { recordId })
    const full = await core.call('records.printDocument', { recordId, revision: 1 })
    expect(full).toMatchObject({ officeName: '示例县科学技术协会', masked: false, footer: { code, revision: 1 } })
    expect(full.footer?.qrText).toMatch(new RegExp(`^KX1/${recordId}/1/[0-9A-HJKMNP-TV-Z]{26}$`))
    expect(digest).toMatch(/^[0-9a-f]{64}$/)
    expect(JSON.stringify(full)).toContain(f2Values.mobile)
    const masked = JSON.stringify(await core.call('records.printDocument', { recordId, revision: 1, masked: true }))
    expect(masked).not.toContain(f2Values.mobile)
    expect(masked).not.toContain(f2Values.contactName)
    expect(masked).toContain('139****1234')
  })

  test('without a window there is no PDF, and that is said', async () => {
    const core = await openCounty()
    const recordId = await newF2(core)
    await core.call('records.freeze', { recordId })
    expect((await core.problem('records.pdf', { recordId, revision: 1 })).code).toBe('print.needs-window')
  })

  test('made once per revision and kind, the unmasked one sealed at rest; saved whole', async () => {
    let renders = 0
    const render = async (method: string, input: unknown) => {
      if (method !== 'print.render') throw new Error('no keychain')
      renders++
      return new Uint8Array(Buffer.from(`%PDF-1.7 ${JSON.stringify((input as { document: unknown }).document)}`))
    }
    const core = await openCounty({ ask: render })
    const recordId = await newF2(core)
    await core.call('records.freeze', { recordId })
    const one = await core.call('records.pdf', { recordId, revision: 1 })
    const again = await core.call('records.pdf', { recordId, revision: 1 })
    expect(again.digest).toBe(one.digest)
    expect(Buffer.from(again.bytes).toString('utf8')).toContain(f2Values.mobile)
    await core.call('records.pdf', { recordId, revision: 1, masked: true })
    expect(renders).toBe(2)
    expect(filesWith(path.join(core.dataDir, 'documents'), f2Values.mobile)).toEqual([])
    const out = path.join(newFolder(), '特色活动.pdf')
    const saved = await core.call('records.savePdf', { recordId, revision: 1, out })
    expect(saved).toEqual({ path: out, bytes: statSync(out).size })
    expect(readdirSync(path.dirname(out))).toEqual(['特色活动.pdf'])
    const missing = path.join(path.dirname(out), 'nowhere', 'a.pdf')
    expect((await core.problem('records.savePdf', { recordId, revision: 1, out: missing })).toData()).toEqual({
      code: 'file.unwritable',
      details: { path: missing, reason: 'no-folder' },
    })
  })
})

describe('nothing personal in clear at rest', () => {
  test('not in the database, its WAL, logs or attachments; a number planted on purpose is found', async () => {
    const core = await openCounty()
    const recordId = await newF2(core)
    await core.call('records.saveDraft', {
      recordId,
      draftSeq: 0,
      changes: { contactName: '张测试某', mobile: '13512348765' },
    })
    const photo = path.join(newFolder(), `${f2Values.contactName}.png`)
    writeFileSync(photo, makePng(8, 8))
    await core.call('records.attach', { recordId, field: 'photos', path: photo })
    await core.call('records.freeze', { recordId })
    await core.problem('records.saveDraft', { recordId, draftSeq: 1, changes: { nowhere: '13512348765' } })
    await core.problem('records.saveDraft', {
      recordId,
      draftSeq: 1,
      changes: { mobile: 13512348765 as unknown as string },
    })
    const secrets = [f2Values.contactName, f2Values.mobile, '张测试某', '13512348765']
    const wal = path.join(core.dataDir, 'kexie.sqlite-wal')
    expect(statSync(wal).size).toBeGreaterThan(0)
    for (const secret of secrets) expect(filesWith(core.dataDir, secret)).toEqual([])
    await core.reopen()
    for (const secret of secrets) expect(filesWith(core.dataDir, secret)).toEqual([])
    // The scan itself works: the same number in a field that is not personal, and in UTF-16 in a log.
    await core.call('records.saveDraft', { recordId, draftSeq: 1, changes: { scale: '电话13512348765' } })
    writeFileSync(path.join(core.dataDir, 'logs', 'planted.log'), Buffer.from('number 13512348765', 'utf16le'))
    const found = filesWith(core.dataDir, '13512348765').map((file) => path.basename(file))
    expect(found).toEqual(expect.arrayContaining(['kexie.sqlite-wal', 'planted.log']))
  })
})

/** Files under `dir` whose bytes hold `text` in UTF-8 or UTF-16LE. */
function filesWith(dir: string, text: string): string[] {
  const wanted = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')]
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file)
      return wanted.some((needle) => bytes.includes(needle))
    })
}
