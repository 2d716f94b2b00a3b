import { describe, expect, it } from 'vitest'
import { exitCodeOf } from '../../electron/core/cli/exit-codes.ts'
import { runCommandLine, type Terminal } from '../../electron/core/cli/run.ts'
import { parseCommand, UsageError } from '../../electron/core/cli/words.ts'
import type { ProblemCode } from '../../shared/problems.ts'
import { problemSentences } from '../../shared/wording/problem-sentences.ts'

function terminal(): { terminal: Terminal; out: string[]; err: string[] } {
  const out: string[] = []
  const err: string[] = []
  const refuse = () => Promise.reject(new Error('no store in this test'))
  return {
    out,
    err,
    terminal: {
      env: {},
      cwd: '/',
      out: (text) => void out.push(text),
      err: (text) => void err.push(text),
      open: refuse,
      storeless: { call: refuse, close: async () => undefined },
    },
  }
}

describe('words of the command line', () => {
  it('takes every word of the issue', () => {
    const lines = [
      'office init --data D --file F',
      'office card --data D --out F',
      'office fingerprint --data D',
      'office fingerprint --card F',
      'office trust --data D --card F --fingerprint 12345',
      'notice list --data D',
      'form show --data D --form JS-F2',
      'record put --data D --notice N --form F --file V --attach photos=a.jpg --attach photos=b=c.jpg',
      'record list --data D',
      'package export --data D --notice N --to OFFICE --out O',
      'package verify FILE',
      'package verify FILE --data D',
      'package import --data D A B C',
      'receipt write --data D --package P --out O',
      'receipt write --data D --out O',
      'receipt write --data D --out O --notice N',
      'intake run --data D --inbox I',
      'intake report --data D --notice N',
      'intake report --data D --notice N --format xlsx --out F',
      'video inspect FILE',
      'video inspect FILE --data D --notice N',
    ]
    for (const line of lines) expect(() => parseCommand(line.split(' ')), line).not.toThrow()
    const put = parseCommand((lines[7] as string).split(' '))
    expect(put.attach).toEqual([
      { field: 'photos', path: 'a.jpg' },
      { field: 'photos', path: 'b=c.jpg' },
    ])
    expect(parseCommand((lines[12] as string).split(' ')).files).toEqual(['A', 'B', 'C'])
  })

  it.each([
    [''],
    ['office'],
    ['office found --data D'],
    ['video inspect'],
    ['video inspect FILE --notice N'],
    ['office init --data D'],
    ['office init --data D --file F extra'],
    ['office init --data D --file F --to X'],
    ['office init --data D --file F --passphrase secret'],
    ['office fingerprint'],
    ['office fingerprint --data D --card F'],
    ['package verify'],
    ['package verify A B'],
    ['package import --data D'],
    ['intake report --data D --notice N --format pdf'],
    ['intake report --data D --notice N --format xlsx'],
    ['intake report --data D --notice N --out F'],
    ['record put --data D --notice N --form F --file V --attach photos'],
  ])('answers %j with the usage and 64', async (line) => {
    const argv = line === '' ? [] : line.split(' ')
    const { terminal: t, out, err } = terminal()
    if (argv.length > 0) expect(() => parseCommand(argv)).toThrow(UsageError)
    expect(await runCommandLine(argv, t)).toBe(64)
    expect(out).toEqual([])
    expect(err.join('')).toContain('用法：')
  })

  it('never repeats a passphrase that was typed on the command line', async () => {
    const { terminal: t, err } = terminal()
    await runCommandLine(['office', 'init', '--passphrase', 'correct horse'], t)
    await runCommandLine(['office', 'init', '--passphrase=correct horse'], t)
    expect(err.join('')).not.toContain('correct')
  })

  it('gives every problem an exit code between 1 and 63', () => {
    for (const code of Object.keys(problemSentences) as ProblemCode[]) {
      expect(exitCodeOf(code), code).toBeGreaterThanOrEqual(1)
      expect(exitCodeOf(code), code).toBeLessThanOrEqual(63)
    }
    expect(exitCodeOf('package.refused')).toBe(1)
    expect(exitCodeOf('package.held')).toBe(2)
    expect(exitCodeOf('disk.full')).toBe(21)
    expect(exitCodeOf('office.not-trusted')).toBe(32)
  })
})
