/**
 * 请人帮忙: what whoever helps needs to know, and nothing of what the office does. Versions, sizes, counts, what failed;
 * never a name, a title, a value, a key or a path. The person reads all of it before it is written.
 */
import { readdir, readFile, stat, statfs } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { tableCounts } from '../../../db/queries/table-counts.ts'
import type { SelfTest, SupportPreview } from '../../../shared/api/upkeep.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'
import type { HandlerContext } from '../handlers/context.ts'
import type { Log } from '../store/log.ts'
import { cleanLine } from './clean-log.ts'
import { lastSelfTest, rememberedProblems } from './remembered.ts'

const mostLines = 120

interface Part {
  readonly name: string
  readonly what: string
  readonly lines: readonly string[]
}

const shown = new WeakMap<Log, SupportPreview>()

/** What was shown last, so that what is written is what was read. */
export const shownSupportFile = async (ctx: HandlerContext): Promise<SupportPreview> =>
  shown.get(ctx.log) ?? (await supportFile(ctx))

export async function supportFile(ctx: HandlerContext): Promise<SupportPreview> {
  const parts = [programPart(ctx), await storePart(ctx), await copiesPart(ctx), problemsPart(ctx), selfTestPart(ctx)]
  parts.push(await logPart(ctx))
  const head = [
    '科协报送台 情况说明',
    `写于 ${ctx.now().toISOString()}`,
    '里面没有单位名称、人名、号码、材料的标题和内容、口令、钥匙和文件夹路径。',
  ]
  const text = [
    ...head,
    ...parts.flatMap(({ name, lines }) => ['', `【${name}】`, ...(lines.length > 0 ? lines : ['（没有）'])]),
    '',
  ].join('\r\n')
  const preview = {
    parts: parts.map(({ name, what, lines }) => ({ name, what, bytes: Buffer.byteLength(lines.join('\r\n')) })),
    text,
  }
  shown.set(ctx.log, preview)
  return preview
}

function programPart({ appVersion, example }: HandlerContext): Part {
  const memory = bytesText(os.totalmem())
  return {
    name: '程序和电脑',
    what: '程序和系统的版本、内存大小',
    lines: [
      `程序 ${appVersion}${example ? '（示例单位）' : ''}`,
      `系统 ${process.platform} ${os.release()} ${process.arch}`,
      `Node ${process.versions.node}，SQLite 绑定 ABI ${process.versions.modules}`,
      `内存 ${memory}，处理器 ${os.cpus().length} 个`,
      `时区差 ${-new Date().getTimezoneOffset()} 分`,
    ],
  }
}

async function storePart(ctx: HandlerContext): Promise<Part> {
  const counts = await tableCounts(ctx.db)
  const [database, journal] = await Promise.all([sizeOf(ctx.store.database), sizeOf(`${ctx.store.database}-wal`)])
  const folders = await Promise.all(
    (['attachments', 'documents', 'outbox', 'held', 'staging'] as const).map(async (name) => {
      const { files, bytes } = await folderSize(ctx.store[name])
      return `${name} ${files} 个文件，${bytesText(bytes)}`
    }),
  )
  return {
    name: '数据',
    what: '各种内容有多少条、占多少空间',
    lines: [
      `数据文件 ${bytesText(database)}，日志文件 ${bytesText(journal)}`,
      `口令${ctx.vault.state === 'open' ? '未设置' : ctx.vault.state === 'locked' ? '已设置，锁着' : '已设置'}`,
      `磁盘剩余 ${await freeText(ctx.store.dataDir)}`,
      ...folders,
      ...counts.map(({ name, rows }) => `${name} ${rows}`),
    ],
  }
}

async function copiesPart(ctx: HandlerContext): Promise<Part> {
  const { files, bytes } = await folderSize(ctx.store.backups)
  return { name: '备份', what: '有几份、占多少空间', lines: [`${files} 个文件，${bytesText(bytes)}`] }
}

function problemsPart({ log }: HandlerContext): Part {
  return {
    name: '最近没办成的事',
    what: '打开程序以来出过的提示：时间、编号、是哪一步',
    lines: rememberedProblems(log).map(({ at, code, method }) => `${at} ${code} ${method}`),
  }
}

/** Versions and numbers of the self-test; a text among them only if it looks like a version. */
const factWord = (value: string | number): string =>
  typeof value === 'number' ? String(value) : /^[\w.+ -]{0,40}$/.test(value) ? value : '‹略›'

function selfTestLines({ at, checks }: SelfTest): string[] {
  return [
    at,
    ...checks.map(({ name, verdict, facts }) => {
      const words = Object.entries(facts).map(([key, value]) => `${key}=${factWord(value)}`)
      return [name, verdict, ...words].join(' ')
    }),
  ]
}

function selfTestPart({ log }: HandlerContext): Part {
  const test = lastSelfTest(log)
  return {
    name: '自检结果',
    what: '打开程序以来最后一次自检',
    lines: test === null ? ['还没有做过自检'] : selfTestLines(test),
  }
}

async function logPart(ctx: HandlerContext): Promise<Part> {
  const names = (await readdir(ctx.store.logs).catch(() => []))
    .filter((name) => /^core-\d{6}\.log$/.test(name))
    .sort()
    .slice(-2)
  const texts = await Promise.all(
    names.map((name) => readFile(path.join(ctx.store.logs, name), 'utf8').catch(() => '')),
  )
  const lines = texts.flatMap((text) => text.split('\n').filter((line) => line.trim() !== '')).slice(-mostLines)
  const clean = lines.map(cleanLine)
  const unread = clean.filter((line) => line === null).length
  return {
    name: '程序日志',
    what: '最近出错的位置；看着不像程序自己写的都略去',
    lines: [...clean.filter((line) => line !== null), ...(unread > 0 ? [`另有 ${unread} 行略去`] : [])],
  }
}

const sizeOf = async (file: string): Promise<number> => (await stat(file).catch(() => null))?.size ?? 0

async function freeText(folder: string): Promise<string> {
  const disk = await statfs(folder).catch(() => null)
  return disk ? bytesText(disk.bavail * disk.bsize) : '不知道'
}

async function folderSize(folder: string): Promise<{ files: number; bytes: number }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile())
  let bytes = 0
  for (const file of files) bytes += await sizeOf(path.join(file.parentPath, file.name))
  return { files: files.length, bytes }
}
