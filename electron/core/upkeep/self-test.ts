/** 自检: what was never tried on this computer is tried on it, once after an installation and whenever somebody asks. */
import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { LastSelfTest, MachineFacts, SelfCheck, SelfTest } from '../../../shared/api/upkeep.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { failingPrimitives } from '../package/self-test.ts'
import { targetDisk } from '../package/target-disk.ts'
import { checkFonts } from './paper-check.ts'
import { lastSelfTest, rememberSelfTest } from './remembered.ts'
import { checkStore } from './store-check.ts'

/** Bytes. Below the first nothing large can be received, below the second it will soon be so. */
const room = { least: 500e6, enough: 2e9 }

/** Nothing was written with this program before; a clock that says so stands wrong. */
const notBefore = '2026-01-01T00:00:00Z'
const mostYearsAhead = 20

type Verdict = SelfCheck['verdict']
const check = (name: string, verdict: Verdict, sentence: string, facts: SelfCheck['facts'] = {}): SelfCheck => ({
  name,
  verdict,
  sentence,
  facts,
})

export async function runSelfTest(ctx: HandlerContext, call: Call): Promise<SelfTest> {
  const machine = ctx.ask ? ((await ctx.ask('upkeep.machine', {}).catch(() => null)) as MachineFacts | null) : null
  const steps: (() => SelfCheck | Promise<SelfCheck>)[] = [
    () => checkStore(ctx.store),
    checkPrimitives,
    () => checkFonts(ctx),
    () => checkPrinters(machine),
    () => checkKeychain(machine),
    () => checkDisk(ctx),
    () => checkPacks(ctx),
    () => checkClock(ctx),
    () => checkWindow(machine),
  ]
  const checks: SelfCheck[] = []
  for (const step of steps) {
    call.signal.throwIfAborted()
    checks.push(await step())
    call.progress({ phase: '自检', done: checks.length, total: steps.length, unit: 'steps' })
  }
  const test = { at: ctx.now().toISOString(), checks }
  await keep(ctx, test)
  return rememberSelfTest(ctx.log, test)
}

async function checkPrimitives(): Promise<SelfCheck> {
  const failing = await failingPrimitives()
  return failing.length === 0
    ? check('primitives', 'good', '签名、加密、核对码正常：每一种运算都用标准答案核对过。')
    : check(
        'primitives',
        'bad',
        `签名和加密缺少必要的运算（${failing.join('、')}），报送包做不出来。请重新安装本程序；填表和打印不受影响。`,
        { failing: failing.join(' ') },
      )
}

function checkPrinters(machine: MachineFacts | null): SelfCheck {
  if (!machine) return check('print', 'unsure', '没有窗口，打印机没有检查。')
  const facts = { printers: machine.printers }
  return machine.printers > 0
    ? check('print', 'good', `打印机：系统里有 ${machine.printers} 台。纸张请选 A4，缩放请选“实际大小”。`, facts)
    : check('print', 'unsure', '系统里没有打印机。可以先“保存为 PDF”，拿到有打印机的电脑上打印。', facts)
}

function checkKeychain(machine: MachineFacts | null): SelfCheck {
  switch (machine?.keychain) {
    case 'good':
      return check('keychain', 'good', '系统的密码保管正常：没有设口令以前，钥匙由系统替您锁着。')
    case 'bad':
      return check(
        'keychain',
        'bad',
        '系统的密码保管不正常：存进去的取不出来。请尽快在“设置”里设口令、抄好恢复码，不要依赖系统。',
      )
    case 'none':
      return check('keychain', 'unsure', '这台电脑没有系统的密码保管。请尽早设口令：口令设好以后就不需要它。')
    default:
      return check('keychain', 'unsure', '没有窗口，系统的密码保管没有检查。')
  }
}

async function checkDisk({ store }: HandlerContext): Promise<SelfCheck> {
  const { freeBytes } = await targetDisk(store.dataDir)
  if (freeBytes === null) return check('disk', 'unsure', '看不出磁盘还剩多少空间，请自己看一眼。')
  const facts = { freeBytes }
  const left = bytesText(freeBytes)
  if (freeBytes < room.least) {
    return check('disk', 'bad', `磁盘快满了：只剩 ${left}。请先腾出空间，再收视频和备份。`, facts)
  }
  return freeBytes < room.enough
    ? check('disk', 'unsure', `磁盘还剩 ${left}，收一批视频可能不够。请腾出一些空间。`, facts)
    : check('disk', 'good', `磁盘空间够用：还剩 ${left}。`, facts)
}

/** Every pack that was installed is on the shelf: what is damaged is left out of it. */
async function checkPacks({ notices, resourcesDir }: HandlerContext): Promise<SelfCheck> {
  const installed = (await readdir(path.join(resourcesDir, 'notices'), { withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isDirectory() && entry.name !== 'library')
    .map(({ name }) => name)
  const missing = installed.filter((id) => !notices.find(id))
  const forms = notices.library().length
  const facts = { notices: installed.length, missing: missing.length, forms }
  return installed.length > 0 && missing.length === 0 && forms > 0
    ? check('packs', 'good', `通知和表格齐全：自带 ${installed.length} 份通知，可选用的表格 ${forms} 种。`, facts)
    : check('packs', 'bad', '自带的通知或表格不全，程序文件可能不完整。请重新安装本程序；已填的内容不受影响。', facts)
}

function checkClock({ now }: HandlerContext): SelfCheck {
  // The computer's own clock: the desk of an example or a test may stand on another day.
  const at = new Date()
  const late = at.getTime() < Date.parse(notBefore)
  const early = at.getUTCFullYear() > new Date(notBefore).getUTCFullYear() + mostYearsAhead
  const facts = { year: at.getFullYear(), zoneMinutes: -at.getTimezoneOffset() }
  if (late || early || Number.isNaN(now().getTime())) {
    return check(
      'clock',
      'bad',
      '电脑的日期不对：截止日期会算错，签名上的时间也会错。请先校准电脑的日期和时间。',
      facts,
    )
  }
  return facts.zoneMinutes === 480
    ? check('clock', 'good', '电脑的日期和时区正常。', facts)
    : check('clock', 'unsure', '电脑的时区不是北京时间，截止时间按北京时间计算。请看一下系统的时区。', facts)
}

function checkWindow(machine: MachineFacts | null): SelfCheck {
  const facts = { core: process.versions.node, platform: `${process.platform}-${process.arch}` }
  if (!machine) return check('window', 'unsure', '没有窗口，画面没有检查。', facts)
  const all = { ...facts, ...machine.runtime }
  return machine.sandboxed
    ? check('window', 'good', '画面正常，页面与系统隔离。', all)
    : check('window', 'unsure', '以系统管理员的身份打开，页面隔离没有启用。请用普通账户打开本程序。', all)
}

type Kept = { version: string; test: SelfTest }
const keptFile = (ctx: HandlerContext): string => path.join(ctx.store.logs, 'self-test.json')

/** Beside the log: it speaks of this computer and does not belong to what the office wrote. */
async function keep(ctx: HandlerContext, test: SelfTest): Promise<void> {
  const part = `${keptFile(ctx)}.part`
  try {
    await writeFile(part, JSON.stringify({ version: ctx.appVersion, test } satisfies Kept), { mode: 0o600 })
    await rename(part, keptFile(ctx))
  } catch (error) {
    // The check of the store has told of it already.
    ctx.log.error('self-test', error)
  }
}

async function readKept(ctx: HandlerContext): Promise<Kept | null> {
  try {
    const kept = JSON.parse(await readFile(keptFile(ctx), 'utf8')) as Kept
    return Array.isArray(kept.test.checks) && typeof kept.version === 'string' ? kept : null
  } catch {
    return null
  }
}

/** Due once a version, in an installed program only: whoever runs the source tests it otherwise. */
export async function showLastSelfTest(ctx: HandlerContext): Promise<LastSelfTest> {
  const kept = await readKept(ctx)
  const test = lastSelfTest(ctx.log) ?? (kept ? rememberSelfTest(ctx.log, kept.test) : null)
  const installed = process.env.KEXIE_PACKAGED === '1' && ctx.example === null
  return { test, due: installed && kept?.version !== ctx.appVersion }
}
