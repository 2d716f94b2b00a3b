/** What differs between two lists of attached files. Pure. */
import type { RevisionAttachment } from '../../../db/queries/revisions.ts'
import type { SentChange } from '../../../shared/api/handovers.ts'
import type { FormDefinition } from '../../../shared/form/definition.ts'

type FileMark = Pick<RevisionAttachment, 'field' | 'digest' | 'title'>

export function fileChanges(
  definition: FormDefinition,
  before: readonly FileMark[],
  after: readonly FileMark[],
): SentChange[] {
  const key = (file: FileMark) => `${file.field} ${file.digest}`
  const then = new Map(before.map((file) => [key(file), file]))
  const now = new Map(after.map((file) => [key(file), file]))
  const tell = (kind: SentChange['kind'], old: FileMark | null, fresh: FileMark | null): SentChange[] => {
    const field = definition.fields.find(({ id }) => id === (old ?? fresh)?.field)
    if (!field) return []
    const name = (file: FileMark | null) => {
      if (!file) return ''
      const list = file === old ? before : after
      const number = list.filter((one) => one.field === file.field).indexOf(file) + 1
      // A caption under a personal picture may say who it shows.
      return `第 ${number} 个${file.title === '' || field.personal ? '' : `：${file.title}`}`
    }
    return [{ field: field.id, label: field.label, kind, from: name(old), to: name(fresh), personal: field.personal }]
  }
  return [
    ...before.filter((file) => !now.has(key(file))).flatMap((file) => tell('file-removed', file, null)),
    ...after.filter((file) => !then.has(key(file))).flatMap((file) => tell('file-added', null, file)),
    ...after.flatMap((file) => {
      const old = then.get(key(file))
      return old && old.title !== file.title ? tell('file-renamed', old, file) : []
    }),
  ]
}
