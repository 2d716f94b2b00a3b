/** The verifier in another language (test/verifier), one process for many packages, and whether it says what our reader says. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { OfficeCard } from '../../electron/core/package/schema.ts'
import type { VerifyResult } from '../../electron/core/package/verify-state.ts'

export interface Verdict {
  readonly path: string
  readonly ok: boolean
  /** What refuses it: class and word, e.g. `bag.digest-mismatch`. */
  readonly reason?: string
  readonly where?: string
  readonly kind?: string
  readonly packageId?: string
  readonly sender?: string
  readonly trusted?: boolean
  readonly tagManifest?: string
  readonly records?: readonly { readonly record: string; readonly digest: string; readonly code: string }[]
  readonly verified?: readonly string[]
  readonly notVerified?: readonly string[]
  readonly card?: {
    readonly step: string | null
    readonly digest: string
    readonly fingerprint: readonly string[]
  } | null
}

let child: ChildProcessWithoutNullStreams | null = null
const waiting: { resolve(verdict: Verdict): void; reject(error: Error): void }[] = []

function verifier(): ChildProcessWithoutNullStreams {
  if (child) return child
  const started = spawn('python3', ['-B', path.resolve(import.meta.dirname, '../verifier/verify.py'), '--batch'])
  let complaint = ''
  started.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
  createInterface(started.stdout).on('line', (line) => waiting.shift()?.resolve(JSON.parse(line) as Verdict))
  started.on('close', () => {
    if (child === started) child = null
    for (const one of waiting.splice(0)) one.reject(new Error(`the verifier ended: ${complaint}`))
  })
  // It ends with its standard input, when this process does.
  started.unref()
  for (const stream of [started.stdin, started.stdout, started.stderr]) (stream as unknown as { unref(): void }).unref()
  child = started
  return started
}

export interface Knows {
  readonly us?: string | null
  /** Of offices whose 指纹码 was compared. */
  readonly cards?: readonly OfficeCard[]
}

/** @param file ZIP or folder */
export async function verifyElsewhere(file: string, { us, cards = [] }: Knows = {}): Promise<Verdict> {
  const dir = mkdtempSync(path.join(tmpdir(), 'kexie-verifier-'))
  try {
    const files = cards.map((card, at) => {
      const cardFile = path.join(dir, `${at}.json`)
      writeFileSync(cardFile, JSON.stringify(card))
      return ['--card', cardFile]
    })
    const line = JSON.stringify([...(us ? ['--us', us] : []), ...files.flat(), file])
    return await new Promise<Verdict>((resolve, reject) => {
      waiting.push({ resolve, reject })
      verifier().stdin.write(`${line}\n`)
    })
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** Throws unless the other verifier takes what our reader takes, and refuses for a reason of the same class what it refuses. */
export async function sameElsewhere(file: string, ours: VerifyResult, knows: Knows): Promise<Verdict> {
  const theirs = await verifyElsewhere(file, knows)
  const errors = ours.findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)
  const say = (what: string) =>
    new Error(`${what}: ours ${errors.join(', ') || 'ok'}, theirs ${theirs.reason ?? 'ok'} ${theirs.where ?? ''}`)
  if (theirs.ok !== ours.ok) throw say('the two readers differ')
  const classOf = (code: string): string => code.split('.')[0] ?? ''
  if (!theirs.ok && !errors.some((code) => classOf(code) === classOf(theirs.reason ?? ''))) throw say('another reason')
  return theirs
}
