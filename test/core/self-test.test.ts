/** 自检 in words that a clerk can act on; what is really printed is looked at by test/e2e/packaged.e2e.ts. */
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { CoreOptions } from '../../electron/core/core.ts'
import { fontsIn } from '../../electron/core/upkeep/paper-check.ts'
import type { MachineFacts, SelfTest } from '../../shared/api/upkeep.ts'
import { projectDir, TestCore } from '../support/core.ts'

const machine: MachineFacts = {
  runtime: { electron: '45.4.1', chromium: '150.0.0.0', node: '24.0.0' },
  packaged: true,
  sandboxed: true,
  keychain: 'good',
  printers: 2,
}
const font = (name: string) => `<</Type /FontDescriptor /FontName /AAAAAA+${name} /FontFile2 9 0 R>>\n`
const page = '%PDF-1.4\n<</Type /Page>>\n'
const fourFaces = page + ['NotoSerifSC-Bold', 'NotoSerifSC-Regular', 'LXGWWenKai-Regular', 'SimHei'].map(font).join('')

function main(facts: Partial<MachineFacts>, pdf = fourFaces): NonNullable<CoreOptions['ask']> {
  return async (method) => {
    if (method === 'upkeep.machine') return { ...machine, ...facts }
    if (method === 'print.render') return new Uint8Array(Buffer.from(pdf))
    throw new Error('keychain unavailable')
  }
}

async function opened(options: ConstructorParameters<typeof TestCore>[0]): Promise<TestCore> {
  const core = await new TestCore(options).open()
  onTestFinished(() => core.close())
  return core
}
const verdicts = ({ checks }: SelfTest) => Object.fromEntries(checks.map(({ name, verdict }) => [name, verdict]))

it('says of a sound computer that it is sound, and leaves nothing behind', async () => {
  const core = await opened({ ask: main({}) })
  const before = readdirSync(core.dataDir, { recursive: true }).length
  const test = await core.call('upkeep.selfTest', {})
  expect(verdicts(test)).toEqual({
    store: 'good',
    primitives: 'good',
    fonts: 'good',
    print: 'good',
    keychain: 'good',
    disk: expect.stringMatching(/good|unsure/),
    packs: 'good',
    clock: 'good',
    window: 'good',
  })
  // Its own result, and nothing else.
  expect(readdirSync(core.dataDir, { recursive: true })).toHaveLength(before + 1)
  expect(existsSync(join(core.dataDir, 'logs', 'self-test.json'))).toBe(true)
  for (const { sentence } of test.checks) expect(sentence).toMatch(/[。]$/)
})

it('tells what is wrong and what to do', async () => {
  const resourcesDir = mkdtempSync(join(tmpdir(), 'kexie-resources-'))
  onTestFinished(() => rmSync(resourcesDir, { recursive: true, force: true }))
  cpSync(join(projectDir, 'resources', 'notices'), join(resourcesDir, 'notices'), { recursive: true })
  writeFileSync(join(resourcesDir, 'notices', 'jiangsu-2022-workers-day', '1', 'notice.json'), '{')
  const ask = main({ keychain: 'bad', printers: 0, sandboxed: false }, `${page}${font('A')}<</Subtype /Type3>>`)
  const core = await opened({ ask, resourcesDir })
  rmSync(join(core.dataDir, 'staging'), { recursive: true })
  writeFileSync(join(core.dataDir, 'staging'), 'in the way')
  const test = await core.call('upkeep.selfTest', {})
  expect(verdicts(test)).toMatchObject({
    store: 'bad',
    fonts: 'bad',
    print: 'unsure',
    keychain: 'bad',
    packs: 'bad',
    window: 'unsure',
  })
  for (const { verdict, sentence } of test.checks) if (verdict === 'bad') expect(sentence).toMatch(/请/)
})

it('without a window it says what it could not look at', async () => {
  const core = await opened({})
  const test = await core.call('upkeep.selfTest', {})
  expect(verdicts(test)).toMatchObject({ store: 'good', fonts: 'unsure', print: 'unsure', keychain: 'unsure' })
})

it('is due once after an installation, and its result is kept', async () => {
  process.env.KEXIE_PACKAGED = '1'
  onTestFinished(() => void delete process.env.KEXIE_PACKAGED)
  const core = await opened({ ask: main({}) })
  expect(await core.call('upkeep.lastSelfTest', {})).toEqual({ test: null, due: true })
  const test = await core.call('upkeep.selfTest', {})
  expect(await core.call('upkeep.lastSelfTest', {})).toEqual({ test, due: false })
  await core.reopen()
  expect(await core.call('upkeep.lastSelfTest', {})).toEqual({ test, due: false })
  // An update brings another version.
  writeFileSync(join(core.dataDir, 'logs', 'self-test.json'), JSON.stringify({ version: '0.0.9', test }))
  expect((await core.call('upkeep.lastSelfTest', {})).due).toBe(true)
})

it('never by itself for whoever runs the source', async () => {
  const core = await opened({ ask: main({}) })
  expect(await core.call('upkeep.lastSelfTest', {})).toEqual({ test: null, due: false })
})

it('counts the faces of a PDF, embedded or not', () => {
  expect(fontsIn(Buffer.from(fourFaces))).toEqual({
    faces: ['LXGWWenKai-Regular', 'NotoSerifSC-Bold', 'NotoSerifSC-Regular', 'SimHei'],
    embedded: 4,
    type3: 0,
  })
  expect(fontsIn(Buffer.from(`${page}<</FontName /Arial>>`))).toEqual({ faces: ['Arial'], embedded: 0, type3: 0 })
})
