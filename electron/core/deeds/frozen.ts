/** What a 定稿 tells: field by field against the revision before, in the words of the form. */
import type { DeedChange } from '../../../shared/api/deeds.ts'
import type { SentChange } from '../../../shared/api/handovers.ts'
import type { FormDefinition, FormValues } from '../../../shared/form/definition.ts'
import { differences } from '../../../shared/form/differences.ts'
import { revisionCode } from '../package/canonical.ts'
import { fileChanges } from '../records/file-changes.ts'
import type { DeedNote } from './note.ts'

type Files = Parameters<typeof fileChanges>[1]
interface Content {
  readonly values: FormValues
  readonly files: Files
}
export interface FrozenFacts {
  readonly recordId: string
  readonly revision: number
  readonly digest: string
  readonly definition: FormDefinition
  readonly title: string
  /** Null: it is the first. */
  readonly before: Content | null
  readonly after: Content
}

const fileWords: Record<Exclude<SentChange['kind'], 'value'>, string> = {
  'file-added': '增加',
  'file-removed': '去掉',
  'file-renamed': '改说明',
}

/** Captions are typed by hand, and may say who is in the picture: of files only which and what became of it. */
const place = (text: string): string | null => (text === '' ? null : (text.split('：')[0] ?? null))

function changesBetween(definition: FormDefinition, before: Content, after: Content): DeedChange[] {
  const values = differences(definition, before.values, after.values).map(
    ({ label, from, to, personal }): DeedChange => ({
      what: label,
      before: personal || from === '' ? null : from,
      after: personal || to === '' ? null : to,
      personal,
    }),
  )
  const files = fileChanges(definition, before.files, after.files).flatMap((one): DeedChange[] => {
    if (one.kind === 'value') return []
    const what = `${one.label}：${fileWords[one.kind]}`
    if (one.personal) return [{ what, before: null, after: null, personal: true }]
    return [{ what, before: place(one.from), after: place(one.to), personal: false }]
  })
  return [...values, ...files]
}

export function frozenNote({ recordId, revision, digest, definition, title, before, after }: FrozenFacts): DeedNote {
  return {
    deed: 'record.frozen',
    subject: 'record',
    subjectId: recordId,
    title,
    changes: before ? changesBetween(definition, before, after) : [],
    facts: {
      revision,
      code: revisionCode(digest),
      ...(title !== definition.shortName && { form: definition.shortName }),
    },
  }
}
