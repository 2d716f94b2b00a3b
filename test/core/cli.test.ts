import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { read, utils } from 'xlsx'
import { serveSocket } from '../../electron/core/cli/socket.ts'
import { createCore } from '../../electron/core/core.ts'
import { type Bundled, bundleProgram, type Ran, runProgram } from '../support/bundled.ts'
import { countyNotice, newRoot, projectDir, sampleDir } from '../support/desks.ts'
import { findPlanted } from '../support/planted.ts'

let cli: Bundled
let root: ReturnType<typeof newRoot>
beforeAll(async () => {
  cli = await bundleProgram('electron/core/cli/index.ts')
  root = newRoot('kexie-cli-')
})
afterAll(() => {
  cli.remove()
  root.remove()
})

const secret = '口令：春风又绿江南岸'
const run = (
  line: readonly string[],
  env: NodeJS.ProcessEnv = { KEXIE_PASSPHRASE: secret },
  cwd = root.dir,
): Promise<Ran> => runProgram(cli.file, line, env, cwd)
const json = <T>(ran: Ran): T => JSON.parse(ran.stdout) as T
const at = (...names: string[]): string => path.join(root.dir, ...names)

describe('the command line as a process', () => {
  // Two dozen processes, one after the other.
  it('walks the whole road on the samples', { timeout: 180_000 }, async () => {
    mkdirSync(at('stick'))
    const offices: Record<string, string> = {}
    for (const who of ['county', 'city']) {
      copyFileSync(path.join(sampleDir, who, 'office.json'), at(`${who}.json`))
      // Relative names mean the folder one stands in.
      const init = await run(['office', 'init', '--data', who, '--file', `${who}.json`])
      expect(init).toMatchObject({ code: 0 })
      const office = json<{ officeId: string; recoveryCode: string }>(init)
      offices[who] = office.officeId
      expect(office.recoveryCode).toMatch(/^([0-9A-Z]{4}-){8}[0-9A-Z]{4}$/)
      expect(init.stderr).toMatch(/[\u4e00-\u9fff]/)
      expect(await run(['office', 'card', '--data', who, '--out', `stick/${who}.card.zip`])).toMatchObject({ code: 0 })
    }
    for (const [a, b] of [
      ['county', 'city'],
      ['city', 'county'],
    ] as const) {
      const print = json<{ groups: string[] }>(
        await run(['office', 'fingerprint', '--card', `stick/${b}.card.zip`], {}),
      )
      expect(json(await run(['office', 'fingerprint', '--data', b]))).toMatchObject({ groups: print.groups })
      const wrong = await run([
        'office',
        'trust',
        '--data',
        a,
        '--card',
        `stick/${b}.card.zip`,
        '--fingerprint',
        '12345 '.repeat(8).trim(),
      ])
      expect(wrong.code).toBe(32)
      expect(json(wrong)).toMatchObject({ problem: { code: 'card.fingerprint-mismatch' } })
      expect(
        json(
          await run([
            'office',
            'trust',
            '--data',
            a,
            '--card',
            `stick/${b}.card.zip`,
            '--fingerprint',
            print.groups.join(' '),
          ]),
        ),
      ).toMatchObject({ trusted: true })
    }
    expect(
      json<{ id: string }[]>(await run(['notice', 'list', '--data', 'county'])).map((notice) => notice.id),
    ).toContain(countyNotice)
    expect(json(await run(['form', 'show', '--data', 'county', '--form', 'JS-F2']))).toMatchObject({
      type: 'object',
      properties: { activityName: {} },
    })
    const put = await run([
      'record',
      'put',
      '--data',
      'county',
      '--notice',
      countyNotice,
      '--form',
      'JS-F2',
      '--file',
      path.join(sampleDir, 'county/values.json'),
      '--attach',
      `photos=${path.join(sampleDir, 'county/photo-1-field.jpg')}`,
      '--attach',
      `photos=${path.join(sampleDir, 'county/photo-2-hall.jpg')}`,
    ])
    expect(put.code).toBe(0)
    const record = json<{ recordId: string; findings: { severity: string }[] }>(put)
    expect(record.findings.filter((finding) => finding.severity === 'block')).toEqual([])
    expect(
      json<{ recordId: string }[]>(await run(['record', 'list', '--data', 'county'])).map((one) => one.recordId),
    ).toEqual([record.recordId])

    // The passphrase from a file: its first line.
    writeFileSync(at('passphrase.txt'), `${secret}\r\n第二行不算\n`)
    const exported = await run(
      [
        'package',
        'export',
        '--data',
        'county',
        '--notice',
        countyNotice,
        '--to',
        offices.city ?? '',
        '--out',
        'stick',
        '--passphrase-file',
        'passphrase.txt',
      ],
      {},
    )
    expect(exported).toMatchObject({ code: 0 })
    const { files, packageId } = json<{ files: { path: string; sha256: string }[]; packageId: string }>(exported)
    const file = files[0]?.path ?? ''
    expect(path.dirname(file)).toBe(at('stick'))

    const anybody = await run(['package', 'verify', file], {})
    expect(anybody.code).toBe(0)
    expect(json(anybody)).toMatchObject({
      ok: true,
      trusted: false,
      kind: 'submission',
      sender: { officeId: offices.county },
      recipient: { officeId: offices.city },
      bagit: { valid: true, version: '1.0', findings: [] },
    })
    expect(json(await run(['package', 'verify', file, '--data', 'city']))).toMatchObject({
      ok: true,
      trusted: true,
      findings: [],
    })
    // The whole stick at once: the package, the county's card that is known, the city's own.
    const taken = await run(['intake', 'run', '--data', 'city', '--inbox', 'stick'])
    expect(taken).toMatchObject({ code: 0, stderr: '收入 1 个，2 个以前收过。\n' })
    expect(json(taken)).toMatchObject({
      state: 'done',
      counts: { files: 3, waiting: 0, imported: 1, duplicate: 2, held: 0, refused: 0, failed: 0, other: 0 },
    })
    const report = ['intake', 'report', '--data', 'city', '--notice', countyNotice, '--format', 'xlsx']
    expect(await run([...report, '--out', 'report.xlsx'])).toMatchObject({ code: 0 })
    const sheet = read(readFileSync(at('report.xlsx'))).Sheets.报送情况表 ?? {}
    expect(utils.sheet_to_csv(sheet)).toContain('示例县科学技术协会')

    const all = await run(['receipt', 'write', '--data', 'city', '--out', 'stick'])
    expect(all.code).toBe(0)
    const written = json<{ files: { path: string }[] }>(all)
    expect(written).toMatchObject({ files: [{}], unchanged: 0, skipped: [] })
    // Asked for by the number of the package, it is the same one.
    const receipt = await run(['receipt', 'write', '--data', 'city', '--package', packageId, '--out', 'stick'])
    expect(receipt.code).toBe(0)
    const [made = '', same] = [written.files[0]?.path, json<{ path: string }>(receipt).path]
    expect(readFileSync(same)).toEqual(readFileSync(made))
    const answered = await run(['package', 'import', '--data', 'county', made, same])
    expect(json(answered)).toMatchObject({ results: [{ result: 'imported' }, { result: 'duplicate' }] })
    expect(json<{ state: string }[]>(await run(['record', 'list', '--data', 'county']))[0]?.state).toBe('received')

    const half = at('half.zip')
    writeFileSync(half, readFileSync(file).subarray(0, 4000))
    const bad = await run(['package', 'verify', half])
    expect(bad.code).toBe(1)
    expect(json<{ ok: boolean; findings: { code: string }[] }>(bad)).toMatchObject({
      ok: false,
      findings: [{ severity: 'error' }],
    })
    expect((await run(['package', 'import', '--data', 'city', half])).code).toBe(1)
    expect(findPlanted(root.dir, [secret], (name) => name === 'passphrase.txt')).toEqual([])
  })

  it('refuses with the problem on stdout, a Chinese sentence on stderr, and the family as exit code', async () => {
    const stranger = at('stranger')
    writeFileSync(at('bad.json'), '{"name": "某', 'utf8')
    writeFileSync(at('wrong.json'), '{"name": "某县科协", "level": "village"}', 'utf8')
    expect(await run(['office', 'init', '--data', stranger, '--file', at('bad.json')])).toMatchObject({ code: 22 })
    const wrong = await run(['office', 'init', '--data', stranger, '--file', at('wrong.json')])
    expect(wrong.code).toBe(60)
    expect(json(wrong)).toMatchObject({ problem: { code: 'input.invalid', details: { issues: [{ path: 'level' }] } } })
    expect(wrong.stderr).not.toMatch(/[a-z]{12,}/)
    expect(await run(['office', 'card', '--data', stranger, '--out', at('x.zip')])).toMatchObject({ code: 30 })
    // Without a passphrase: set up later, asked for at the first signed export.
    expect(
      await run(['office', 'init', '--data', stranger, '--file', path.join(sampleDir, 'county/office.json')], {}),
    ).toMatchObject({ code: 0 })
    expect(
      await run(['office', 'init', '--data', stranger, '--file', path.join(sampleDir, 'county/office.json')], {}),
    ).toMatchObject({ code: 30 })
    const exported = await run(
      ['package', 'export', '--data', stranger, '--notice', countyNotice, '--to', 'KX0000000000', '--out', root.dir],
      {},
    )
    expect(exported.code).toBe(31)
    expect(json(exported)).toMatchObject({ problem: { code: 'keys.not-set-up' } })
    expect(await run(['package', 'verify', at('absent.zip')])).toMatchObject({ code: 22 })
    expect(await run(['form', 'show', '--data', stranger, '--form', 'F99'])).toMatchObject({ code: 40 })
    expect(await run(['frobnicate'])).toMatchObject({ code: 64, stdout: '' })
    // A wrong passphrase for a store that is protected.
    const guarded = at('guarded')
    await run(['office', 'init', '--data', guarded, '--file', path.join(sampleDir, 'county/office.json')])
    expect(json(await run(['record', 'list', '--data', guarded], { KEXIE_PASSPHRASE: 'not this one' }))).toMatchObject({
      problem: { code: 'keys.passphrase-wrong' },
    })
    expect(json(await run(['office', 'card', '--data', guarded, '--out', at('y.zip')], {}))).toMatchObject({
      problem: { code: 'keys.locked' },
    })
  })

  it('talks to the core that holds the store, and leaves its keys as they were', async () => {
    const dir = at('held')
    await run(['office', 'init', '--data', dir, '--file', path.join(sampleDir, 'county/office.json')])
    const core = await createCore({
      dataDir: dir,
      resourcesDir: path.join(projectDir, 'resources'),
      appVersion: 'test',
      now: () => new Date(),
      ask: null,
      emit: () => undefined,
    })
    expect(json(await run(['notice', 'list', '--data', dir]))).toMatchObject({ problem: { code: 'store.locked' } })
    const socket = await serveSocket(dir, core.dispatch, () => 'id')
    expect(json<unknown[]>(await run(['notice', 'list', '--data', dir])).length).toBeGreaterThan(0)
    const card = await run(['office', 'card', '--data', dir, '--out', at('held.card.zip')])
    expect(card.code).toBe(0)
    expect(readdirSync(root.dir)).toContain('held.card.zip')
    // What a script asks while the window is open: an inbox, the state of things, receipts.
    mkdirSync(at('inbox'))
    copyFileSync(at('held.card.zip'), at('inbox', 'own.zip'))
    writeFileSync(at('inbox', '坏.zip'), '坏')
    const intake = await run(['intake', 'run', '--data', dir, '--inbox', 'inbox'])
    expect(intake.code).toBe(1)
    expect(json(intake)).toMatchObject({ state: 'done', counts: { files: 2, refused: 1 } })
    expect(json(await run(['intake', 'report', '--data', dir, '--notice', countyNotice, '--format', 'json']))).toEqual(
      expect.objectContaining({ noticeId: countyNotice, rows: [] }),
    )
    expect(json(await run(['receipt', 'write', '--data', dir, '--out', root.dir]))).toMatchObject({ files: [] })
    expect(await core.dispatch('app.state', {})).toMatchObject({ keys: { state: 'locked' } })
    await socket.close()
    await core.close()
  })
})
