/** What a pack must hold to beyond its schema: references, ids, dates, sizes, its forms. All findings at once. Pure. */
import type { FormDefinition } from '../../../shared/form/definition.ts'
import { dutyForms, type NoticePack } from '../../../shared/notice/pack.ts'
import { collectionFaults } from '../../../shared/notice/video-forms.ts'
import { registerFaults } from '../../../shared/register/fits.ts'
import { checkForm } from './check-form.ts'
import { checkCounts, checkTree, isPlainId } from './check-tree.ts'
import { type Issue, type Report, reportTwice, under } from './issue.ts'

export type { Issue } from './issue.ts'

/** Newer and older versions of one notice are told apart by counting. */
export const isVersionNumber = (version: string): boolean => /^[1-9]\d{0,6}$/.test(version)

/** @param pack as its schema takes it @returns every fault, each once */
export function checkPack(pack: NoticePack): Issue[] {
  return collect((report) => {
    if (checkTree(pack, report) && checkCounts(pack, report)) checkMeaning(pack, report)
  })
}

/** Runs checks and gives back what they reported, each finding once. */
export function collect(run: (report: Report) => void): Issue[] {
  const issues = new Map<string, Issue>()
  run((path, message) => void issues.set(`${path} ${message}`, { path, message }))
  return [...issues.values()]
}

/** @param broken whether the part at this path is a stand-in for one that its schema refuses */
export function checkMeaning(pack: NoticePack, report: Report, broken: (path: string) => boolean = () => false): void {
  if (!isVersionNumber(pack.version)) report('version', '版本号不是正整数')
  ids('deliverables', pack.deliverables, report)
  ids('recipients', pack.recipients, report)
  ids('modules', pack.modules, report)
  checkForms(pack.forms, report, broken)
  checkRegister(pack, report, broken)
  checkDuties(pack, report)
  checkRouting(pack, report)
  checkDates(pack, report)
  if (pack.passedOnFrom?.id === pack.id) report('passedOnFrom.id', '转发自它自己')
}

function ids(path: string, items: readonly { id: string }[], report: Report): void {
  for (const [at, { id }] of items.entries()) if (!isPlainId(id)) report(`${path}.${at}.id`, `不能用的编号：${id}`)
  reportTwice(
    path,
    items.map(({ id }) => id),
    report,
  )
}

function checkForms(forms: readonly FormDefinition[], report: Report, broken: (path: string) => boolean): void {
  reportTwice(
    'forms',
    forms.map(({ id }) => id),
    report,
  )
  for (const [at, form] of forms.entries()) {
    const path = `forms.${at}`
    const stands = form.fields.flatMap((_field, index) => (broken(`${path}.fields.${index}`) ? index : []))
    checkForm(form, under(path, report), new Set(stands))
  }
}

function checkRegister(
  { register, forms, modules }: NoticePack,
  report: Report,
  broken: (path: string) => boolean,
): void {
  const known = new Set(modules.map(({ id }) => id))
  for (const [formId, rules] of Object.entries(register ?? {})) {
    const one = under(`register.${formId}`, report)
    const at = forms.findIndex(({ id }) => id === formId)
    const form = forms[at]
    if (!form) {
      one('', `没有这张表：${formId}`)
      continue
    }
    // A field that its schema refuses is told there; what stands in for it has another kind.
    const stands = form.fields.some((_field, index) => broken(`forms.${at}.fields.${index}`))
    if (!stands && !broken(`forms.${at}`))
      for (const { path, message } of registerFaults(form, rules)) one(path, message)
    if (rules.scope !== 'notice') continue
    for (const [field, { where }] of Object.entries(rules.figures))
      for (const id of where?.modules ?? []) if (!known.has(id)) one(`figures.${field}.where`, `没有这个模块：${id}`)
  }
}

function checkDuties(pack: NoticePack, report: Report): void {
  const forms = new Set(pack.forms.map(({ id }) => id))
  const recipients = new Set(pack.recipients.map(({ id }) => id))
  for (const [at, item] of pack.deliverables.entries()) {
    const one = under(`deliverables.${at}`, report)
    if (item.formId !== null && !forms.has(item.formId)) one('formId', `没有这张表：${item.formId}`)
    for (const id of item.moreFormIds) if (!forms.has(id)) one('moreFormIds', `没有这张表：${id}`)
    reportTwice('moreFormIds', dutyForms(item), one)
    reportTwice('levels', item.levels, one)
    reportTwice('types', item.types, one)
    if (item.recipientId !== undefined && !recipients.has(item.recipientId))
      one('recipientId', `没有这个收件单位：${item.recipientId}`)
    for (const id of item.alsoRecipientIds ?? [])
      if (!recipients.has(id)) one('alsoRecipientIds', `没有这个收件单位：${id}`)
    if (item.quantity && item.quantity.min > item.quantity.max) one('quantity', '最少比最多还多')
    if (item.opensAt !== null && item.dueAt !== null && Date.parse(item.opensAt) > Date.parse(item.dueAt))
      one('opensAt', '开始比截止还晚')
    for (const { path, message } of collectionFaults(item, pack.forms)) one(path, message)
  }
}

function checkRouting(pack: NoticePack, report: Report): void {
  const recipients = new Set(pack.recipients.map(({ id }) => id))
  for (const [at, { reportsTo }] of pack.addressees.entries())
    if (!recipients.has(reportsTo)) report(`addressees.${at}.reportsTo`, `没有这个收件单位：${reportsTo}`)
  reportTwice(
    'addressees',
    pack.addressees.map(({ level, type }) => `${level} ${type}`),
    report,
  )
}

function checkDates(pack: NoticePack, report: Report): void {
  const { period } = pack
  if (period?.from != null && period.to !== null && period.from > period.to) report('period', '开始比结束还晚')
  const year = Number(pack.issuedOn.slice(0, 4))
  if (year < 1949 || year > 2199) report('issuedOn', '年份不对')
  reportTwice(
    'calendar',
    (pack.calendar ?? []).map(({ date }) => date),
    report,
  )
}
