/** The words of the command line: each with the options it takes. Nothing here touches a store. */
import { parseArgs } from 'node:util'

/** The person typed something that no word takes; answered with the usage text and exit code 64. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}

type OptionName =
  | 'data'
  | 'file'
  | 'out'
  | 'inbox'
  | 'card'
  | 'fingerprint'
  | 'form'
  | 'notice'
  | 'attach'
  | 'to'
  | 'package'
  | 'record'
  | 'revision'
  | 'format'
  | 'accept-gap'
  | 'passphrase-file'

interface Word {
  readonly required: readonly OptionName[]
  readonly optional: readonly OptionName[]
  /** How many file names may stand without an option. */
  readonly files: readonly [number, number]
}

const words = {
  'office init': { required: ['data', 'file'], optional: [], files: [0, 0] },
  'office card': { required: ['data', 'out'], optional: [], files: [0, 0] },
  'office fingerprint': { required: [], optional: ['data', 'card'], files: [0, 0] },
  'office trust': { required: ['data', 'card', 'fingerprint'], optional: [], files: [0, 0] },
  'notice list': { required: ['data'], optional: [], files: [0, 0] },
  'form show': { required: ['data', 'form'], optional: ['notice'], files: [0, 0] },
  'record put': { required: ['data', 'notice', 'form', 'file'], optional: ['attach'], files: [0, 0] },
  'record list': { required: ['data'], optional: ['notice'], files: [0, 0] },
  'record docx': { required: ['data', 'record', 'out'], optional: ['revision'], files: [0, 0] },
  'package export': { required: ['data', 'notice', 'to', 'out'], optional: [], files: [0, 0] },
  'package verify': { required: [], optional: ['data'], files: [1, 1] },
  'package import': { required: ['data'], optional: ['accept-gap'], files: [1, 1000] },
  'intake run': { required: ['data', 'inbox'], optional: [], files: [0, 0] },
  'intake report': { required: ['data', 'notice'], optional: ['format', 'out'], files: [0, 0] },
  'receipt write': { required: ['data', 'out'], optional: ['package', 'notice'], files: [0, 0] },
  'table read': { required: [], optional: ['data'], files: [1, 1] },
  'video inspect': { required: [], optional: ['data', 'notice'], files: [1, 1] },
} as const satisfies Record<string, Word>

export type WordName = keyof typeof words

export interface Command {
  readonly word: WordName
  readonly files: readonly string[]
  readonly attach: readonly { readonly field: string; readonly path: string }[]
  readonly acceptGap: boolean
  readonly passphraseFile: string | null
  /** The value of a required option of this word. */
  readonly text: (name: Exclude<OptionName, 'attach' | 'accept-gap'>) => string
  readonly maybe: (name: Exclude<OptionName, 'attach' | 'accept-gap'>) => string | null
}

const isWord = (name: string): name is WordName => Object.hasOwn(words, name)

/** @throws UsageError */
export function parseCommand(argv: readonly string[]): Command {
  const name = argv.slice(0, 2).join(' ')
  if (!isWord(name)) throw new UsageError(argv.length === 0 ? '没有写命令。' : `没有这个命令：${name}。`)
  const word: Word = words[name]
  const allowed = new Set<string>([...word.required, ...word.optional, 'passphrase-file'])
  let parsed: ReturnType<typeof parseWord>
  try {
    parsed = parseWord(argv.slice(2))
  } catch (error) {
    throw new UsageError(`选项写得不对：${optionIn(error)}。`)
  }
  const { values, positionals } = parsed
  for (const option of Object.keys(values))
    if (!allowed.has(option)) throw new UsageError(`“${name}”没有选项 --${option}。`)
  const given = values as Readonly<Record<string, string | string[] | boolean | undefined>>
  for (const option of word.required) {
    const value = given[option]
    if (value === undefined || value === '') throw new UsageError(`“${name}”缺少 --${option}。`)
  }
  if (positionals.length < word.files[0]) throw new UsageError(`“${name}”缺少文件。`)
  if (positionals.length > word.files[1])
    throw new UsageError(`“${name}”后面多了：${positionals.slice(word.files[1]).join(' ')}。`)
  const maybe: Command['maybe'] = (option) => {
    const value = given[option]
    return typeof value === 'string' ? value : null
  }
  if (name === 'office fingerprint' && (maybe('data') === null) === (maybe('card') === null)) {
    throw new UsageError('“office fingerprint”要 --data 或 --card 中的一个。')
  }
  if (name === 'receipt write' && maybe('package') !== null && maybe('notice') !== null)
    throw new UsageError('“receipt write”的 --package 和 --notice 只写一个。')
  if (name === 'video inspect' && maybe('notice') !== null && maybe('data') === null)
    throw new UsageError('“video inspect”的 --notice 要和 --data 一起用。')
  if (name === 'intake report') checkReport(maybe('format'), maybe('out'))
  return {
    word: name,
    files: positionals,
    attach: (values.attach ?? []).map(parseAttach),
    acceptGap: values['accept-gap'] === true,
    passphraseFile: maybe('passphrase-file'),
    maybe,
    text: (option) => {
      const value = maybe(option)
      if (value === null) throw new UsageError(`缺少 --${option}。`)
      return value
    },
  }
}

/** The matrix goes to stdout; a workbook cannot, and needs a file. */
function checkReport(format: string | null, out: string | null): void {
  if (format !== null && format !== 'json' && format !== 'xlsx')
    throw new UsageError('“intake report”的 --format 要写成 json 或 xlsx。')
  if (format === 'xlsx' && out === null) throw new UsageError('“intake report”写 xlsx 要加 --out 文件。')
  if (format !== 'xlsx' && out !== null) throw new UsageError('“intake report”的 --out 要和 --format xlsx 一起用。')
}

function parseWord(args: string[]) {
  const text = { type: 'string' } as const
  return parseArgs({
    args,
    strict: true,
    allowPositionals: true,
    options: {
      data: text,
      file: text,
      inbox: text,
      out: text,
      card: text,
      fingerprint: text,
      form: text,
      notice: text,
      to: text,
      package: text,
      record: text,
      revision: text,
      format: text,
      'passphrase-file': text,
      attach: { type: 'string', multiple: true },
      'accept-gap': { type: 'boolean' },
    },
  })
}

function parseAttach(text: string): { field: string; path: string } {
  const at = text.indexOf('=')
  if (at < 1 || at === text.length - 1) throw new UsageError(`--attach 要写成 栏目=文件：${text}。`)
  return { field: text.slice(0, at), path: text.slice(at + 1) }
}

/** parseArgs names the option in quotes; its English sentence is not for a clerk. */
function optionIn(error: unknown): string {
  const match = error instanceof Error ? /'(-[^' ]*)/.exec(error.message) : null
  return match?.[1] ?? '无法识别'
}
