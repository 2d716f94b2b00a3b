/** What holds for every part of a pack before anybody reads its meaning: size, depth, names, characters. Pure. */
import type { Report } from './issue.ts'

/** A pack of a notice holds text and numbers; the five of this program together are a tenth of it. */
export const maxPackBytes = 2 * 1024 * 1024
/** Far above the five notices (19 duties, 20 forms, 30 fields each), far below what makes a page slow. */
export const most = {
  deliverables: 200,
  recipients: 300,
  addressees: 300,
  forms: 60,
  fields: 400,
  allFields: 2000,
  cells: 5000,
  span: 100,
  textLength: 20_000,
  millimetres: 2000,
  depth: 48,
  nodes: 200_000,
} as const

/** Names that every object has: as a key or an id they reach what no pack may reach. */
const isInherited = (name: string): boolean => name in Object.prototype

/** Ids become keys. */
export const isPlainId = (id: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/.test(id) && !isInherited(id)

/** Characters that show nothing and make one text look like another. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const invisible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u

/** @returns whether what follows may go on: false for what would only cost time */
export function checkTree(root: unknown, report: Report): boolean {
  // A list of its own instead of recursion: a file may be nested deeper than the stack.
  const open: { value: unknown; path: string; key: string; depth: number }[] = [
    { value: root, path: '', key: '', depth: 0 },
  ]
  let nodes = 0
  let cells = 0
  let deep = false
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path, key, depth } = next
    if (++nodes > most.nodes) {
      report('', '内容太多，不像一个通知')
      return false
    }
    if (typeof value === 'string') checkText(value, path, report)
    else if (typeof value === 'number') checkMeasure(value, path, key, report)
    if (value === null || typeof value !== 'object') continue
    if (depth >= most.depth) {
      if (!deep) report(path, `嵌套超过 ${most.depth} 层`)
      deep = true
      continue
    }
    if (Array.isArray(value)) {
      if (key === 'cells') cells += value.length
      if (key === 'columns' && value.some((width) => typeof width === 'number' && width > most.millimetres))
        report(path, '列太宽')
    }
    for (const [name, item] of Object.entries(value)) {
      const inner = path === '' ? name : `${path}.${name}`
      if (isInherited(name)) report(inner, '不许用的名称')
      open.push({ value: item, path: inner, key: Array.isArray(value) ? '' : name, depth: depth + 1 })
    }
  }
  if (cells > most.cells) report('forms', `表格共 ${cells} 格，最多 ${most.cells} 格`)
  return !deep
}

function checkText(text: string, path: string, report: Report): void {
  if (text.length > most.textLength) report(path, `文字太长（${text.length} 字）`)
  if (invisible.test(text)) report(path, '夹有看不见的字符')
}

function checkMeasure(value: number, path: string, key: string, report: Report): void {
  if ((key === 'colSpan' || key === 'rowSpan') && value > most.span) report(path, `合并 ${value} 格，太多`)
  if (/Mm$/.test(key) && value > most.millimetres) report(path, `${value} 毫米，太大`)
}

/** Counts that would make everything after them slow. @returns whether to go on */
export function checkCounts(root: unknown, report: Report): boolean {
  const list = (value: unknown, key: string): readonly unknown[] => {
    const found = value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[key] : undefined
    return Array.isArray(found) ? found : []
  }
  let sound = true
  const limit = (path: string, count: number, allowed: number, unit: string): void => {
    if (count <= allowed) return
    report(path, `有 ${count} ${unit}，最多 ${allowed} ${unit}`)
    sound = false
  }
  limit('deliverables', list(root, 'deliverables').length, most.deliverables, '项')
  limit('recipients', list(root, 'recipients').length, most.recipients, '个')
  limit('addressees', list(root, 'addressees').length, most.addressees, '个')
  const forms = list(root, 'forms')
  limit('forms', forms.length, most.forms, '张')
  const fields = forms.map((form) => list(form, 'fields').length)
  for (const [at, count] of fields.entries()) limit(`forms.${at}.fields`, count, most.fields, '个栏目')
  limit(
    'forms',
    fields.reduce((sum, count) => sum + count, 0),
    most.allFields,
    '个栏目',
  )
  return sound
}
