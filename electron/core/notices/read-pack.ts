import { readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import type { z } from 'zod'
import { type FormDefinition, formDefinition } from '../../../shared/form/definition.ts'
import { blockFields } from '../../../shared/form/layout.ts'
import { type NoticePack, noticeManifest, noticePack } from '../../../shared/notice/pack.ts'
import { Problem } from '../../../shared/problems.ts'

/**
 * Reads and checks one pack folder `<root>/<id>/<version>`.
 * @throws Problem notice.invalid with everything that is wrong
 */
export async function readPack(root: string, id: string, version: string): Promise<NoticePack> {
  const path = posix.join(id, version, 'notice.json')
  const raw = parsed(noticeManifest, await readJson(root, path), path)
  const { formFiles, formsFrom, libraryForms, ...notice } = raw
  const forms = await readForms(root, id, version, formFiles)
  const lent = formsFrom ? await formsOf(root, formsFrom.id, formsFrom.version) : []
  const pack = parsed(
    noticePack,
    { ...notice, forms: [...forms, ...lent, ...(await fromLibrary(root, libraryForms, path))] },
    path,
  )
  const issues = checkReferences(pack, id, version)
  if (issues.length > 0) throw new Problem('notice.invalid', { path, issues })
  return pack
}

async function formsOf(root: string, id: string, version: string): Promise<FormDefinition[]> {
  const path = posix.join(id, version, 'notice.json')
  const { formFiles } = parsed(noticeManifest, await readJson(root, path), path)
  return readForms(root, id, version, formFiles)
}

const library = { id: 'library', version: '1' }

/** @throws Problem notice.invalid where the library has no such form */
async function fromLibrary(root: string, ids: readonly string[], path: string): Promise<FormDefinition[]> {
  if (ids.length === 0) return []
  const shelf = await formsOf(root, library.id, library.version)
  const missing = ids.filter((id) => !shelf.some((form) => form.id === id))
  if (missing.length > 0)
    throw new Problem('notice.invalid', {
      path,
      issues: missing.map((id) => ({ path: 'libraryForms', message: `no such form: ${id}` })),
    })
  return shelf.filter((form) => ids.includes(form.id))
}

async function readForms(
  root: string,
  id: string,
  version: string,
  files: readonly string[],
): Promise<FormDefinition[]> {
  const forms: FormDefinition[] = []
  for (const file of files) {
    const path = posix.join(id, version, file)
    const form = parsed(formDefinition, await readJson(root, path), path)
    const issues = checkForm(form)
    if (issues.length > 0) throw new Problem('notice.invalid', { path, issues })
    forms.push(form)
  }
  return forms
}

async function readJson(root: string, path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(root, path), 'utf8'))
  } catch (error) {
    const message = error instanceof SyntaxError ? 'not JSON' : 'unreadable'
    throw new Problem('notice.invalid', { path, issues: [{ path: '', message }] })
  }
}

function parsed<T extends z.ZodType>(schema: T, value: unknown, path: string): z.output<T> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issues = result.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  throw new Problem('notice.invalid', { path, issues })
}

export type Issue = { path: string; message: string }

/** Everything that a pack names must be in it. */
export function checkReferences(pack: NoticePack, id: string, version: string): Issue[] {
  const issues: Issue[] = []
  const report = (path: string, message: string): void => void issues.push({ path, message })
  if (pack.id !== id) report('id', 'differs from its folder')
  if (pack.version !== version) report('version', 'differs from its folder')
  const forms = new Set(pack.forms.map((form) => form.id))
  const recipients = new Set(pack.recipients.map((recipient) => recipient.id))
  if (forms.size !== pack.forms.length) report('forms', 'an id occurs twice')
  if (new Set(pack.deliverables.map((item) => item.id)).size !== pack.deliverables.length)
    report('deliverables', 'an id occurs twice')
  for (const [index, item] of pack.deliverables.entries()) {
    if (item.formId !== null && !forms.has(item.formId)) report(`deliverables.${index}.formId`, 'no such form')
    if (item.recipientId !== undefined && !recipients.has(item.recipientId))
      report(`deliverables.${index}.recipientId`, 'no such recipient')
  }
  for (const [index, item] of pack.addressees.entries()) {
    if (!recipients.has(item.reportsTo)) report(`addressees.${index}.reportsTo`, 'no such recipient')
  }
  return issues
}

export function checkForm(form: FormDefinition): Issue[] {
  const issues: Issue[] = []
  const fields = new Map(form.fields.map((field) => [field.id, field]))
  const named = (path: string, id: string | undefined): void => {
    if (id !== undefined && !fields.has(id)) issues.push({ path, message: 'no such field' })
  }
  if (fields.size !== form.fields.length) issues.push({ path: 'fields', message: 'an id occurs twice' })
  named('titleField', form.titleField)
  // A record's title is shown in lists and file names, so it can never be personal.
  if (form.titleField !== undefined && fields.get(form.titleField)?.personal)
    issues.push({ path: 'titleField', message: 'is personal' })
  named('layout.heading.rightField', form.layout.heading?.rightField)
  for (const [index, block] of form.layout.blocks.entries()) {
    for (const id of blockFields(block)) named(`layout.blocks.${index}`, id)
  }
  return issues
}
