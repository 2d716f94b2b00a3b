import type { PackageFinding } from '../../../shared/problems.ts'
import {
  type FindingSeverity,
  type PackageFindingCode,
  packageFindings,
  packageFindingText,
} from '../../../shared/wording/package-findings.ts'

/** Shortens a hostile name or value before it is shown or logged: no control or bidi character survives. */
export function printable(text: string, max = 200): string {
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '\uFFFD')
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
