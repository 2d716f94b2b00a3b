import type { PackageFinding } from '../../../shared/problems.ts'
import {
  type FindingSeverity,
  type PackageFindingCode,
  packageFindings,
  packageFindingText,
} from '../../../shared/wording/package-findings.ts'

/** Shortens a hostile name or value before it is shown or logged: no control or bidi character survives. */
export function printable(text: string, max = 200): string {
  // A hostile name may be 64 kB long, and there may be thousands: what is not shown is not looked at.
  const clean = text.slice(0, 2 * max).replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '\uFFFD')
  return clean.length > max ? `${clean.slice(0, max)}…` : clean
}

/** `path` is the file inside the package ('' = the whole package); `detail` is appended in brackets. */
export function finding(code: PackageFindingCode, path = '', detail = '', severity?: FindingSeverity): PackageFinding {
  const shown = printable(path)
  const text = packageFindingText(code, shown, severity)
  return {
    code,
    severity: severity ?? packageFindings[code].severity,
    path: shown,
    message: detail === '' ? text : `${text}（${printable(detail)}）`,
  }
}

/** What a person can be shown and a store should keep of one file; what refuses it comes first. */
const maxFindings = 200

export function fewFindings(findings: readonly PackageFinding[]): PackageFinding[] {
  if (findings.length <= maxFindings) return [...findings]
  const rank = { error: 0, hold: 1, info: 2 } as const
  return [...findings].sort((a, b) => rank[a.severity] - rank[b.severity]).slice(0, maxFindings)
}

export const hasError = (findings: readonly PackageFinding[]): boolean => findings.some((f) => f.severity === 'error')

/** Bad input met while reading one entry; caught by the stage that reads, never shown raw. */
export class DamagedEntry extends Error {
  readonly finding: PackageFinding
  constructor(code: PackageFindingCode, path: string, detail = '') {
    super(code)
    this.name = 'DamagedEntry'
    this.finding = finding(code, path, detail)
  }
}
