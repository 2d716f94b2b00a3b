/** Word and back: whatever people do to our documents is shown, and nothing else; also after LibreOffice saved them. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { inRoot } from '../../../build/paths.mjs'
import { pack, unpack } from '../../../electron/core/documents/docx/fixed-zip.ts'
import { writeDocx } from '../../../electron/core/documents/docx/write-docx.ts'
import { type Compared, compareWord } from '../../../electron/core/wordback/compare-word.ts'
import { readWord } from '../../../electron/core/wordback/read-word.ts'
import { settled } from '../../../electron/core/wordback/three-way.ts'
import type { FormValues } from '../../../shared/form/definition.ts'
import { applyWordChanges, type WordChange } from '../../../shared/form/word-changes.ts'
import { convertAll } from '../../support/libreoffice.ts'
import { formEdits } from '../../support/wordback-form-edits.ts'
import { textEdits } from '../../support/wordback-text-edits.ts'
import type { WordEdit } from '../../support/wordback-xml.ts'
import { type FormDocument, FormPictures, factsOf, formDocuments } from './form-documents.ts'

const folder = inRoot('out/test/wordback')
mkdirSync(folder, { recursive: true })
const pictures = new FormPictures(path.join(folder, 'pictures'))
const forms = new Map(formDocuments(pictures).map((one) => [one.id, one]))
const fileOf = (at: number): string => path.join(folder, `edit-${at}.docx`)
const at = '2022-05-12T03:04:05.678Z'

function formOf({ form }: WordEdit) {
  const found = forms.get(form)
  if (!found) throw new Error(`no form ${form}`)
  return found
}

async function edited(edit: WordEdit): Promise<Buffer> {
  const { definition, document } = formOf(edit)
  const given = unpack(await writeDocx(document, factsOf(definition, pictures)))
  const texts = new Map(
    given.flatMap(({ name, bytes }) => (/\.(?:xml|rels)$/u.test(name) ? [[name, bytes.toString('utf8')]] : [])),
  )
  edit.edit(texts)
  const rest = given.filter(({ name }) => !texts.has(name))
  return pack([...[...texts].map(([name, text]) => ({ name, bytes: Buffer.from(text) })), ...rest], at)
}

/** Without what both begin and end with. */
function cut({ kind, field, from, to }: WordChange): string {
  const [a, b] = [[...from], [...to]]
  let start = 0
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const [out, into] = [a.slice(start, a.length - end).join(''), b.slice(start, b.length - end).join('')]
  return `${kind} ${field ?? '-'}: ${out} → ${into}`
}

function compare(edit: WordEdit, bytes: Buffer) {
  const { definition, document } = formOf(edit)
  const paper = readWord(bytes)
  if (!paper) throw new Error('no Word document')
  const compared: Compared = compareWord(definition, document, paper)
  const base: FormValues = definition.example ?? {}
  const changes = settled({ definition, base, now: base, masked: false }, compared.changes)
  const effects = changes.flatMap(({ effect }) => (effect ? [effect] : []))
  const comments = paper.notes.map(({ author, text, line, on }) => {
    const item = line === null ? undefined : compared.itemOf.get(line)
    return `${author}: ${text} [${on}] ${item?.field ?? '-'}`
  })
  return { changes, comments, taken: applyWordChanges(definition, base, effects) }
}

function expectAll(edit: WordEdit, bytes: Buffer): void {
  const { changes, comments, taken } = compare(edit, bytes)
  expect(changes.map(cut)).toEqual(edit.shown)
  expect(comments).toEqual(edit.comments ?? [])
  const wanted: Record<string, unknown> = { ...formOf(edit).definition.example, ...edit.values }
  if (edit.values || edit.shown.every((line) => line.startsWith('fixed-words')))
    expect(taken).toEqual(Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)))
}

const all = [...forms.values()]
const formFile = (id: string): string => path.join(folder, `form-${id}.docx`)

function expectNone({ definition, document }: FormDocument, bytes: Buffer): void {
  const paper = readWord(bytes)
  expect(paper && compareWord(definition, document, paper).changes).toEqual([])
}

const numbered = [...formEdits, ...textEdits].map((edit, number) => ({ ...edit, number }))

describe('an edited document comes back', () => {
  it.each(numbered)('$name', async (edit) => {
    const bytes = await edited(edit)
    writeFileSync(fileOf(edit.number), bytes)
    expectAll(edit, bytes)
  })

  it.each(all)('$id without a difference', async (one) => {
    expectNone(one, await writeDocx(one.document, factsOf(one.definition, pictures)))
  })
})

describe('an edited document comes back after LibreOffice saved it', () => {
  beforeAll(async () => {
    for (const edit of numbered) writeFileSync(fileOf(edit.number), await edited(edit))
    for (const { id, definition, document } of all)
      writeFileSync(formFile(id), await writeDocx(document, factsOf(definition, pictures)))
    const files = [...numbered.map(({ number }) => fileOf(number)), ...all.map(({ id }) => formFile(id))]
    await convertAll(files, 'docx:MS Word 2007 XML', path.join(folder, 'saved'))
  }, 200_000)

  it.each(numbered)('$name', (edit) => {
    expectAll(edit, readFileSync(path.join(folder, 'saved', `edit-${edit.number}.docx`)))
  })

  it.each(all)('$id without a difference', (one) => {
    expectNone(one, readFileSync(path.join(folder, 'saved', path.basename(formFile(one.id)))))
  })
})
