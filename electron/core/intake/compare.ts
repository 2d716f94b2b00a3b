/** Two contents of one revision, field by field. Personal fields stay covered; whether they differ is said. */
import type { ConflictField } from '../../../shared/api/intake.ts'
import type { FormDefinition, FormValues } from '../../../shared/form/definition.ts'
import { sameValue } from '../../../shared/form/differences.ts'
import { isEmpty } from '../../../shared/form/evaluate.ts'
import { valueWords } from '../../../shared/form/value-words.ts'

export interface Content {
  readonly values: FormValues
  readonly files: readonly { readonly field: string; readonly digest: string; readonly title: string }[]
}

/** In the order of the form; fields that both leave empty are left out. */
export function compareContents(form: FormDefinition, here: Content, arrived: Content): ConflictField[] {
  return form.fields.flatMap((field): ConflictField[] => {
    const { id, label, personal } = field
    if (field.kind === 'fixed') return []
    if (field.kind === 'attachments') {
      const ours = here.files.filter((file) => file.field === id)
      const theirs = arrived.files.filter((file) => file.field === id)
      if (ours.length + theirs.length === 0) return []
      const differs = digests(ours) !== digests(theirs)
      return [{ field: id, label, here: filesText(ours), arrived: filesText(theirs), differs, personal }]
    }
    const [a, b] = [here, arrived].map(({ values }) => {
      const value = values[id]
      return value === undefined || isEmpty(value) ? undefined : value
    })
    if (a === undefined && b === undefined) return []
    const words = { here: valueWords(field, a, true), arrived: valueWords(field, b, true) }
    return [{ field: id, label, ...words, differs: !sameValue(a, b), personal }]
  })
}

const digests = (files: Content['files']): string =>
  files
    .map((file) => file.digest)
    .sort()
    .join(' ')

const filesText = (files: Content['files']): string =>
  files.length === 0 ? '' : `${files.length} 个：${files.map((file) => file.title || '未命名').join('、')}`
