/** Checks of a filled-in form. All findings are returned, never only the first. */
import type { FieldDefinition, FieldValue, FormDefinition, FormValues } from './definition.ts'

/** 强制 blocks, 核实 needs a reason, 提示 warns. */
export type Severity = 'block' | 'verify' | 'warn'
export type FindingCode =
  | 'required'
  | 'too-long'
  | 'over-soft-limit'
  | 'not-a-date'
  | 'not-a-mobile'
  | 'not-a-phone'
  | 'not-an-email'
  | 'unknown-option'
  | 'too-few-choices'
  | 'too-many-choices'
  | 'too-few-attachments'
  | 'too-many-attachments'
  | 'wrong-type'
export type Finding = {
  /** Field id. */
  path: string
  code: FindingCode
  severity: Severity
  /** What was found and what is allowed, in the unit of the check (characters, files, choices). */
  actual: number | null
  limit: number | null
}

/** Characters as Chinese offices count: code points, white space left out. */
export function countCharacters(text: string): number {
  let count = 0
  for (const character of text) if (!/\s/u.test(character)) count++
  return count
}

/** Full-width digits, letters and signs to half-width, for numbers and addresses of mail. */
export function toHalfWidth(text: string): string {
  return text.replace(/[\uFF01-\uFF5E]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, ' ')
}

const mobile = /^1[3-9]\d{9}$/
const landline = /^(\(?0\d{2,3}\)?[- ]?)?\d{7,8}([-转]\d{1,6})?$/
const email = /^[^\s@<>()"']+@[^\s@<>()"']+\.[^\s@<>()"']{2,}$/

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

export function isEmpty(value: FieldValue | undefined): boolean {
  return value === undefined || (typeof value === 'string' ? value.trim() === '' : value.length === 0)
}

function checkValue(field: FieldDefinition, value: FieldValue): Finding[] {
  const finding = (
    code: FindingCode,
    severity: Severity,
    actual: number | null = null,
    limit: number | null = null,
  ): Finding[] => [{ path: field.id, code, severity, actual, limit }]
  if (field.kind === 'attachments') return []
  if (field.kind === 'choices') {
    if (typeof value === 'string') return finding('wrong-type', 'block')
    const known = new Set(field.options.map((option) => option.id))
    const found: Finding[] = []
    if (value.some((id) => !known.has(id))) found.push(...finding('unknown-option', 'block'))
    if (value.length < field.min) found.push(...finding('too-few-choices', 'block', value.length, field.min))
    if (field.max !== undefined && value.length > field.max)
      found.push(...finding('too-many-choices', 'block', value.length, field.max))
    return found
  }
  if (typeof value !== 'string') return finding('wrong-type', 'block')
  const text = toHalfWidth(value).trim()
  switch (field.kind) {
    case 'text':
    case 'long-text': {
      if (!field.limit) return []
      const count = countCharacters(value)
      if (count <= field.limit.max) return []
      return field.limit.grade === 'hard'
        ? finding('too-long', 'block', count, field.limit.max)
        : finding('over-soft-limit', 'warn', count, field.limit.max)
    }
    case 'date':
      return isDate(text) ? [] : finding('not-a-date', 'block')
    case 'mobile':
      return mobile.test(text.replace(/[ -]/g, '')) ? [] : finding('not-a-mobile', 'block')
    case 'phone':
      return landline.test(text) || mobile.test(text.replace(/[ -]/g, '')) ? [] : finding('not-a-phone', 'block')
    case 'email':
      return email.test(text) ? [] : finding('not-an-email', 'block')
  }
}

/**
 * @param attachmentCounts number of files per attachment field
 */
export function validateForm(
  definition: FormDefinition,
  values: FormValues,
  attachmentCounts: Readonly<Record<string, number>>,
): Finding[] {
  return definition.fields.flatMap((field): Finding[] => {
    if (field.kind === 'attachments') {
      const count = attachmentCounts[field.id] ?? 0
      const base = { path: field.id, actual: count }
      // Quotas of a notice warn and never block; only a required field left empty does.
      if (count === 0 && field.required) return [{ ...base, code: 'required', severity: 'block', limit: field.min }]
      if (count > 0 && count < field.min)
        return [{ ...base, code: 'too-few-attachments', severity: 'warn', limit: field.min }]
      if (count > field.max) return [{ ...base, code: 'too-many-attachments', severity: 'warn', limit: field.max }]
      return []
    }
    const value = values[field.id]
    if (value === undefined || isEmpty(value)) {
      return field.required ? [{ path: field.id, code: 'required', severity: 'block', actual: null, limit: null }] : []
    }
    return checkValue(field, value)
  })
}
