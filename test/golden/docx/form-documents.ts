/** Every form that is built in, filled with its own example, as print data; the same photographs for all of them. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { inRoot } from '../../../build/paths.mjs'
import type { DocxFacts } from '../../../electron/core/documents/docx/write-docx.ts'
import type { FormDefinition } from '../../../shared/form/definition.ts'
import { makePrintDocument, type PrintDocument, type PrintPicture } from '../../../shared/form/print-document.ts'
import { formFiles, readForm } from '../../support/form-files.ts'
import { makePhoto } from '../../support/photo.ts'

const officeName = '海陵县科学技术协会'
const qrText = 'KX1/0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b/2/7Q4MX2KD0123456789ABCDEFGH'
export const footer = { code: '7Q4MX2KD', qrText, revision: 2 }

export type FormDocument = { id: string; definition: FormDefinition; document: PrintDocument }

const shapes = [
  ['走访慰问一线科技工作者', 1200, 800],
  ['“院士专家进乡村”座谈会', 800, 1200],
  ['科普大篷车下乡', 1200, 800],
] as const

export class FormPictures {
  readonly #files = new Map<string, string>()
  readonly pictures: PrintPicture[]

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true })
    this.pictures = shapes.map(([title, width, height]) => {
      const digest = createHash('sha256').update(title).digest('hex')
      this.#files.set(digest, makePhoto(path.join(folder, `${digest.slice(0, 8)}.png`), width, height))
      return { digest, title, width, height }
    })
  }

  readonly bytesOf = (digest: string): Uint8Array | null => {
    const file = this.#files.get(digest)
    return file === undefined ? null : readFileSync(file)
  }

  get files(): Record<string, string> {
    return Object.fromEntries(this.#files)
  }
}

/** A notice that was made up for the tests: two new forms, and no line of code for them. */
const madeUp = inRoot('test/fixtures/notice-2027')
const madeUpForms = existsSync(madeUp)
  ? readdirSync(madeUp, { recursive: true })
      .map((name) => path.join(madeUp, `${name}`))
      .filter((file) => path.basename(path.dirname(file)) === 'forms' && file.endsWith('.json'))
      .map((file) => ({ id: path.basename(file, '.json'), path: file }))
  : []

export function formDocuments(pictures: FormPictures): FormDocument[] {
  return [...formFiles, ...madeUpForms].map(({ id, path: file }) => {
    const definition = readForm(file)
    const fields = definition.fields.filter(({ kind }) => kind === 'attachments').map((field) => field.id)
    const document = makePrintDocument(definition, definition.example ?? {}, {
      officeName,
      footer,
      masked: false,
      pictures: Object.fromEntries(fields.map((field) => [field, pictures.pictures])),
    })
    return { id, definition, document }
  })
}

export const factsOf = ({ id, version }: FormDefinition, pictures: FormPictures): DocxFacts => ({
  recordId: '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b',
  revision: 2,
  code: footer.code,
  draftSeq: null,
  formId: id,
  formVersion: version,
  masked: false,
  at: '2022-05-12T03:04:05.678Z',
  bytesOf: pictures.bytesOf,
})
