/** Exit codes of the command line: one a family of problems, so that a script can tell them apart. */
import type { ProblemCode } from '../../../shared/problems.ts'

export const exitCodes = {
  done: 0,
  refused: 1,
  held: 2,
  internal: 10,
  cancelled: 11,
  store: 20,
  diskFull: 21,
  file: 22,
  office: 30,
  keys: 31,
  trust: 32,
  content: 40,
  package: 50,
  input: 60,
  usage: 64,
} as const

const single: Partial<Record<ProblemCode, number>> = {
  'package.refused': exitCodes.refused,
  'package.held': exitCodes.held,
  cancelled: exitCodes.cancelled,
  'disk.full': exitCodes.diskFull,
  'package.target-missing': exitCodes.file,
  'table.unreadable': exitCodes.refused,
  'video.unreadable': exitCodes.refused,
  'office.not-trusted': exitCodes.trust,
  'input.invalid': exitCodes.input,
}

const families: Readonly<Record<string, number>> = {
  store: exitCodes.store,
  file: exitCodes.file,
  office: exitCodes.office,
  keys: exitCodes.keys,
  card: exitCodes.trust,
  notice: exitCodes.content,
  form: exitCodes.content,
  record: exitCodes.content,
  field: exitCodes.content,
  revision: exitCodes.content,
  attachment: exitCodes.content,
  print: exitCodes.content,
  package: exitCodes.package,
  receipt: exitCodes.package,
  roster: exitCodes.content,
  chase: exitCodes.content,
  paper: exitCodes.content,
  return: exitCodes.content,
  phrase: exitCodes.content,
  intake: exitCodes.package,
  task: exitCodes.package,
}

/** @returns 1–63 */
export function exitCodeOf(code: ProblemCode): number {
  return single[code] ?? families[code.split('.')[0] ?? ''] ?? exitCodes.internal
}
