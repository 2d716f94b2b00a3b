import { mkdirSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contract, type MethodName } from '../../shared/api/contract.ts'
import { Problem } from '../../shared/problems.ts'
import { cityNotice, countyNotice, newF2, newFolder, openCounty, type TestCore } from '../support/core.ts'

/** Keys last: locked, the others would only say so. */
const isKeys = (method: string): boolean => method.startsWith('keys.')
const names = Object.keys(contract) as MethodName[]
const methods = [...names.filter((method) => !isKeys(method)), ...names.filter(isKeys)]
/** A passphrase costs a fifth of a second by design; without any input one round is as good as another. */
const roundsOf = (method: MethodName): number => {
  const keys = Object.keys(contract[method].input.shape)
  if (keys.length === 0) return 2
  return isKeys(method) || keys.includes('passphrase') ? 6 : 25
}

/** Nothing but a value or a Problem that is not `internal` may come out. */
async function answer(core: TestCore, method: string, input: unknown): Promise<void> {
  try {
    await core.raw(method, input)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (error.code === 'internal') throw new Error(`${method} ended as internal`)
    expect(JSON.parse(JSON.stringify(error.toData()))).toEqual(error.toData())
  }
}

test('any value at all as input of any method gives a value or a problem', { timeout: 60_000 }, async () => {
  const core = await openCounty()
  for (const method of methods) {
    await fc.assert(
      fc.asyncProperty(fc.anything({ withBigInt: true, withMap: true, withNullPrototype: true }), (input) =>
        answer(core, method, input),
      ),
      { numRuns: roundsOf(method), seed: 20220510 },
    )
  }
})

test('unknown methods, also names that every object has', async () => {
  const core = await openCounty()
  for (const method of ['', 'records', 'records.', 'toString', '__proto__', 'constructor', 'x'.repeat(10_000)]) {
    await expect(core.raw(method, {})).rejects.toMatchObject({ code: 'method.unknown' })
  }
})

test('the right keys with values of the wrong kind, unknown ids and odd texts', { timeout: 60_000 }, async () => {
  const core = await openCounty()
  const recordId = await newF2(core)
  await core.call('records.freeze', { recordId })
  const { officeId } = await core.call('offices.fingerprint', {})
  const folder = newFolder()
  mkdirSync(path.join(folder, 'sub'))
  // Paths stay inside the test's own folder.
  const paths = fc.constantFrom(
    folder,
    path.join(folder, 'none', 'a.zip'),
    path.join(folder, 'sub'),
    path.join(folder, 'a\u0000b'),
    '',
    7,
    null,
  )
  const values = fc.oneof(
    fc.constantFrom<unknown[]>(
      recordId,
      officeId,
      countyNotice,
      cityNotice,
      'JS-F2',
      'T12',
      'photos',
      'plan',
      'thumb',
      'accepted',
      'take',
      'county',
    ),
    fc.constantFrom<unknown[]>(
      0,
      1,
      2,
      -1,
      Number.MAX_SAFE_INTEGER,
      null,
      true,
      [],
      {},
      '',
      '2022-05-13T17:30:00+08:00',
      'f'.repeat(64),
    ),
    fc.uuid(),
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.dictionary(
      fc.constantFrom('plan', 'mobile', 'T12', 'unit', 'nobodyKnows'),
      fc.oneof(fc.string({ unit: 'binary' }), fc.constant(null)),
    ),
  )
  const pathKeys = new Set(['out', 'path', 'card'])
  for (const method of methods) {
    const shape = Object.keys(contract[method].input.shape)
    const input = fc.record(Object.fromEntries(shape.map((key) => [key, pathKeys.has(key) ? paths : values])), {
      requiredKeys: [],
    })
    await fc.assert(
      fc.asyncProperty(input, (value) => answer(core, method, value)),
      { numRuns: roundsOf(method), seed: 20220511 },
    )
  }
  expect((await core.call('app.state', {})).office?.officeId).toBe(officeId)
})
