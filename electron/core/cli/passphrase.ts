/** The passphrase comes from the environment or a file, never from the command line, and goes into no log. */
import { readFileSync } from 'node:fs'
import { Problem } from '../../../shared/problems.ts'

/**
 * @returns the passphrase, or null when none was given
 * @throws Problem file.unreadable
 */
export function givenPassphrase(env: NodeJS.ProcessEnv, file: string | null): string | null {
  if (file !== null) {
    let text: string
    try {
      text = readFileSync(file, 'utf8')
    } catch (error) {
      throw new Problem('file.unreadable', {
        path: file,
        reason: error instanceof Error && 'code' in error ? String(error.code) : '',
      })
    }
    return text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? ''
  }
  const text = env.KEXIE_PASSPHRASE
  return text === undefined || text === '' ? null : text
}
