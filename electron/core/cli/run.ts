/** One command of the command line from its words to its exit code. Prints JSON on stdout, Chinese on stderr. */
import { Problem } from '../../../shared/problems.ts'
import { problemLine } from '../../../shared/wording/problem-sentences.ts'
import type { Answer } from './answer.ts'
import { commands } from './commands.ts'
import type { CoreCalls } from './core-calls.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'
import { givenPassphrase } from './passphrase.ts'
import { usageText } from './usage.ts'
import { type Command, parseCommand, UsageError } from './words.ts'

export interface Terminal {
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Opens the store, or reaches the core that holds it. */
  readonly open: (dataDir: string) => Promise<CoreCalls & { readonly remote: boolean }>
  /** For words that need no store. */
  readonly storeless: CoreCalls
}

/** @returns the exit code */
export async function runCommandLine(argv: readonly string[], real: Terminal): Promise<number> {
  const terminal: Terminal = { ...real, out: (text) => real.out(escaped(text)), err: (text) => real.err(shown(text)) }
  try {
    if (argv.length === 0 || argv.includes('--help') || argv.includes('-h')) throw new UsageError('')
    const answer = await answerOf(parseCommand(argv), terminal)
    terminal.out(`${JSON.stringify(answer.result, null, 2)}\n`)
    terminal.err(`${answer.say}\n`)
    return answer.exitCode
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.err(`${error.message === '' ? '' : `${error.message}\n\n`}${usageText}`)
      return exitCodes.usage
    }
    const problem =
      error instanceof Problem ? error.toData() : new Problem('internal', { logId: errorName(error) }).toData()
    terminal.out(`${JSON.stringify({ problem }, null, 2)}\n`)
    terminal.err(`${problemLine(problem)}\n`)
    return exitCodeOf(problem.code)
  }
}

async function answerOf(command: Command, terminal: Terminal): Promise<Answer> {
  const passphrase = givenPassphrase(terminal.env, command.passphraseFile)
  const run = commands[command.word]
  const dataDir = command.maybe('data')
  if (dataDir === null) return run(command, { core: terminal.storeless, passphrase, cwd: terminal.cwd })
  const core = await terminal.open(dataDir)
  let unlocked = false
  try {
    if (passphrase !== null && (await core.call('app.state', {})).keys.state === 'locked') {
      await core.call('keys.unlock', { passphrase })
      unlocked = true
    }
    return await run(command, { core, passphrase, cwd: terminal.cwd })
  } finally {
    // A window that was locked stays locked for whoever sits in front of it.
    if (unlocked && core.remote) await core.call('keys.lock', {}).catch(() => undefined)
    await core.close()
  }
}

/** Names of files and offices are other people's: none may turn a line around or speak to the terminal. */
const spoken = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu
const shown = (text: string): string => text.replace(spoken, '\uFFFD')
/** In JSON the same text, spelled. */
const escaped = (text: string): string =>
  text.replace(spoken, (one) =>
    Array.from({ length: one.length }, (_, at) => `\\u${one.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  )

/** Never the message: it may quote what was typed. */
const errorName = (error: unknown): string => (error instanceof Error ? error.name : typeof error)
