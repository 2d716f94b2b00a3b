import { expect, test } from '@playwright/test'
import fc from 'fast-check'
import { contract } from '../../shared/api/contract.ts'
import { type Desk, launchDesk } from './support/launch.ts'
import { openRawPort } from './support/raw-port.ts'

let desk: Desk
test.beforeEach(async () => {
  desk = await launchDesk()
})
test.afterEach(() => desk.close())

test('the page has no Node, runs isolated and sandboxed', async () => {
  const seen = await desk.page.evaluate(() => ({
    process: typeof (globalThis as Record<string, unknown>).process,
    require: typeof (globalThis as Record<string, unknown>).require,
    module: typeof (globalThis as Record<string, unknown>).module,
    bridge: Object.keys(window.kexie).sort(),
    origin: window.location.origin,
  }))
  expect(seen).toMatchObject({ process: 'undefined', require: 'undefined', module: 'undefined', origin: 'kexie://app' })
  expect(seen.bridge).not.toContain('send')
  expect(seen.bridge).not.toContain('invoke')

  const preferences = await desk.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    const contents = window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    return contents.getLastWebPreferences()
  })
  expect(preferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  })
})

test('the policy allows no evaluated code, no foreign script and no network', async () => {
  const response = await desk.page.evaluate(async () => {
    // In a task of its own: the debugger's own evaluation is exempt from the policy.
    const attempt = (work: () => unknown) =>
      new Promise<string>((resolve) => {
        setTimeout(() => {
          try {
            work()
            resolve('ran')
          } catch (error) {
            resolve((error as Error).name)
          }
        })
      })
    const inline = document.createElement('script')
    inline.textContent = 'window.inlineRan = true'
    document.body.append(inline)
    return {
      // biome-ignore lint/security/noGlobalEval: the test is that it throws
      eval: await attempt(() => window.eval('1')),
      Function: await attempt(() => new Function('return 1')()),
      inline: 'inlineRan' in window,
      fetch: await fetch('https://example.invalid/').then(
        () => 'went out',
        () => 'refused',
      ),
      own: await fetch('kexie://app/index.html').then(
        () => 'went out',
        () => 'refused',
      ),
    }
  })
  expect(response).toEqual({
    eval: 'EvalError',
    Function: 'EvalError',
    inline: false,
    fetch: 'refused',
    own: 'refused',
  })

  const policy = await desk.app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    const answer = await window?.webContents.session.fetch('kexie://app/index.html')
    return answer?.headers.get('content-security-policy') ?? ''
  })
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self';")
  expect(policy).not.toContain('unsafe-eval')
  expect(policy).not.toContain('unsafe-inline')
})

test('the nonce changes with every load', async () => {
  const first = await desk.page.evaluate(() => window.kexie.cspNonce())
  await desk.page.reload()
  const second = await desk.page.evaluate(() => window.kexie.cspNonce())
  expect(first).toMatch(/^[A-Za-z0-9+/]{24}$/)
  expect(second).toMatch(/^[A-Za-z0-9+/]{24}$/)
  expect(second).not.toBe(first)
})

test('navigation, new windows, downloads and permissions are denied', async () => {
  const before = desk.page.url()
  const opened = await desk.page.evaluate(async () => {
    const other = window.open('https://example.invalid/')
    const link = document.createElement('a')
    link.href = 'https://example.invalid/'
    link.target = '_blank'
    document.body.append(link)
    link.click()
    window.location.href = 'https://example.invalid/'
    const states = await Promise.all(
      (['notifications', 'geolocation', 'microphone'] as PermissionName[]).map((name) =>
        navigator.permissions.query({ name }).then(({ state }) => state),
      ),
    )
    return { window: other === null, states, notify: await Notification.requestPermission() }
  })
  expect(opened).toEqual({ window: true, states: ['denied', 'denied', 'denied'], notify: 'denied' })
  expect(desk.page.url()).toBe(before)
  expect(await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('only our own scheme is asked for, and nothing on the console', async () => {
  await desk.app.evaluate(({ session }) => {
    const seen: string[] = []
    Object.assign(globalThis, { seenRequests: seen })
    for (const one of [session.fromPartition('kexie'), session.defaultSession]) {
      one.webRequest.onCompleted(({ url }) => void seen.push(url))
      one.webRequest.onErrorOccurred(({ url }) => void seen.push(url))
    }
  })
  await desk.page.reload()
  await expect(desk.page.locator('#root')).not.toBeEmpty()
  const loaded = await desk.page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
  expect(loaded.length).toBeGreaterThan(0)
  const seen = await desk.app.evaluate(() => (globalThis as unknown as { seenRequests: string[] }).seenRequests)
  expect([...loaded, ...seen].filter((address) => !/^(kexie|blob|data|devtools):/.test(address))).toEqual([])
  expect(desk.errors).toEqual([])
})

test('addresses that lead out of our folders find nothing', async () => {
  const statuses = await desk.app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    const addresses = [
      'kexie://app/..%2Fmain.cjs',
      'kexie://app/%2e%2e/main.cjs',
      'kexie://app/manual/..%2Fpackage-format.md',
      'kexie://app/manual/..%2F..%2F..%2Fmain.cjs',
      'kexie://app/manual/DESK.PNG',
      'kexie://app/..%5c..%5cpackage.json',
      'kexie://font/..%2F..%2Fmain.cjs',
      'kexie://file/../../etc/passwd',
      `kexie://thumb/${'0'.repeat(64)}`,
      'kexie://other/index.html',
    ]
    return Promise.all(
      addresses.map(async (address) => (await window?.webContents.session.fetch(address))?.status ?? 0),
    )
  })
  expect(statuses.length).toBe(10)
  expect(new Set(statuses)).toEqual(new Set([404]))
})

test('main refuses calls with wrong arguments', async () => {
  const refused = await desk.page.evaluate(async () => {
    const bridge = window.kexie as unknown as Record<string, (input: unknown) => Promise<unknown>>
    const outcome = (name: string, input: unknown) =>
      bridge[name]?.(input).then(
        () => 'accepted',
        () => 'refused',
      )
    return [
      await outcome('pickFiles', { title: 1 }),
      await outcome('pickFiles', { title: '', properties: ['openDirectory'] }),
      await outcome('saveAs', { title: '' }),
      await outcome('showInFolder', { path: '/' }),
      await outcome('print', { recordId: 'x', revision: 0 }),
    ]
  })
  expect(refused).toEqual(['refused', 'refused', 'refused', 'refused', 'refused'])
})

/** What a page could send as a value: clonable, often of the right kind in the wrong place. */
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.uuid(),
  fc.stringMatching(/^[0-9a-f]{64}$/),
  fc.constantFrom(
    '',
    '..',
    '../..',
    '/nowhere/at/all',
    '1022-06-01',
    "'; drop table records; --",
    '\u0000',
    '𠮷'.repeat(50),
  ),
  fc.integer(),
  fc.constant(null),
)

function inputFor(method: keyof typeof contract): fc.Arbitrary<unknown> {
  const schema: unknown = contract[method].input
  const shape = (schema as { shape?: Record<string, unknown> }).shape ?? {}
  const likely = fc.record(Object.fromEntries(Object.keys(shape).map((key) => [key, value])))
  return fc.oneof({ weight: 3, arbitrary: likely }, { weight: 2, arbitrary: value })
}

test('random input on every method gives problems, never a crash', async () => {
  await openRawPort(desk.page)
  const methods = Object.keys(contract) as (keyof typeof contract)[]
  const calls = methods.flatMap((method, index) =>
    fc.sample(inputFor(method), { numRuns: 25, seed: 2022 + index }).map((input) => ({ method, input })),
  )
  const bad = await desk.page.evaluate(async (given) => {
    for (const junk of [
      null,
      'x',
      7,
      [],
      {},
      { id: 'a' },
      { id: 1.5, method: 'app.state' },
      { cancel: 'x' },
      { page: 1 },
    ]) {
      window.rawPort.post(junk)
    }
    const replies = await Promise.all(
      given.map(async ({ method, input }) => ({ method, input, reply: await window.rawPort.call(method, input) })),
    )
    return replies
      .filter(({ reply }) => !reply.ok && (!reply.problem || reply.problem.code === 'internal'))
      .map(({ method, input }) => `${method} ${JSON.stringify(input)}`)
  }, calls)
  expect(bad).toEqual([])
  for (const method of ['', 'toString', '__proto__', 'constructor', 'records.nothing']) {
    expect(await desk.page.evaluate((name) => window.rawPort.call(name, {}), method)).toMatchObject({
      ok: false,
      problem: { code: 'method.unknown' },
    })
  }
  expect(await desk.page.evaluate(() => window.rawPort.call('app.state', {}))).toMatchObject({ ok: true })
  expect(await desk.page.evaluate(() => window.rawEvents.some(({ event }) => event === 'core.gone'))).toBe(false)
})
