/** What a pack from elsewhere must hold to beyond its schema: references, sizes, names. All findings at once. Pure. */
import type { NoticePack } from '../../../shared/notice/pack.ts'
import { checkForm, checkReferences, type Issue } from './read-pack.ts'

/** Far above the five notices (19 duties, 6 forms, 30 fields each), far below what makes a page slow. */
const most = {
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
} as const

/** Ids become keys: none may be a name that every object has. */
const plainId = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/
const isPlainId = (id: string): boolean => plainId.test(id) && !(id in Object.prototype)

/** Newer and older versions of one notice are told apart by counting. */
export const isVersionNumber = (version: string): boolean => /^[1-9]\d{0,6}$/.test(version)

/** Characters that show nothing and make one text look like another. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const invisible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u

export function checkPack(pack: NoticePack): Issue[] {
  const issues = checkReferences(pack, pack.id, pack.version)
  const report = (path: string, message: string): void => void issues.push({ path, message })
  if (!isVersionNumber(pack.version)) report('version', '版本号不是正整数')
  const limit = (path: string, count: number, limit: number, unit: string): void => {
    if (count > limit) report(path, `有 ${count} ${unit}，最多 ${limit} ${unit}`)
  }
  limit('deliverables', pack.deliverables.length, most.deliverables, '项')
  limit('recipients', pack.recipients.length, most.recipients, '个')
  limit('addressees', pack.addressees.length, most.addressees, '个')
  limit('forms', pack.forms.length, most.forms, '张')
  const fields = pack.forms.reduce((sum, form) => sum + form.fields.length, 0)
  limit('forms', fields, most.allFields, '个栏目')
  const ids = (path: string, items: readonly { id: string }[]): void => {
    for (const [at, { id }] of items.entries()) if (!isPlainId(id)) report(`${path}.${at}.id`, '编号不合规定')
    if (new Set(items.map(({ id }) => id)).size !== items.length) report(path, '编号有重复')
  }
  ids('deliverables', pack.deliverables)
  ids('recipients', pack.recipients)
  ids('modules', pack.modules)
  for (const [at, form] of pack.forms.entries()) {
    const path = `forms.${at}`
    limit(`${path}.fields`, form.fields.length, most.fields, '个栏目')
    ids(`${path}.fields`, form.fields)
    for (const issue of checkForm(form)) report(`${path}.${issue.path}`, issue.message)
  }
  walk(pack, '', report)
  return [...new Map(issues.map((issue) => [`${issue.path} ${issue.message}`, issue])).values()]
}

/** Sizes that hold for every part of a pack, whatever kinds of fields and blocks there are. */
function walk(root: unknown, start: string, report: (path: string, message: string) => void): void {
  let cells = 0
  const visit = (value: unknown, path: string, key: string): void => {
    if (typeof value === 'string') {
      if (value.length > most.textLength) report(path, `文字太长（${value.length} 字）`)
      if (invisible.test(value)) report(path, '夹有看不见的字符')
    } else if (typeof value === 'number') {
      if ((key === 'colSpan' || key === 'rowSpan') && value > most.span) report(path, `合并 ${value} 格，太多`)
      if (/Mm$/.test(key) && value > most.millimetres) report(path, `${value} 毫米，太大`)
    } else if (Array.isArray(value)) {
      if (key === 'cells') cells += value.length
      if (key === 'columns' && value.some((width) => typeof width === 'number' && width > most.millimetres))
        report(path, '列太宽')
      for (const [at, item] of value.entries()) visit(item, `${path}.${at}`, '')
    } else if (value !== null && typeof value === 'object') {
      for (const [name, item] of Object.entries(value)) visit(item, path === '' ? name : `${path}.${name}`, name)
    }
  }
  visit(root, start, '')
  if (cells > most.cells) report(start, `表格共 ${cells} 格，最多 ${most.cells} 格`)
}
