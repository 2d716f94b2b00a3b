/** What a person is asked about the values of one work. Pure. */
import type { CollectionQuestion } from '../../../shared/api/collection.ts'
import type { FormDefinition, FormValues, TableRow } from '../../../shared/form/definition.ts'
import { type Finding, validateForm } from '../../../shared/form/validate.ts'
import { questionWords } from '../../../shared/wording/collection.ts'
import { type Forms, nameColumn, peopleTable, titleField } from './columns.ts'
import { question } from './drafts.ts'
import type { Doubt } from './read-works.ts'
import { nameKey } from './titles.ts'

type Asked = CollectionQuestion

export function valueQuestions(forms: Forms, values: FormValues, doubts: readonly Doubt[]): Asked[] {
  const { registration } = forms
  const labelOf = (id: string | null): string => registration.fields.find((field) => field.id === id)?.label ?? ''
  const odd = validateForm(registration, values, {}).flatMap((finding): Asked[] => {
    const message = oddWords(finding, labelOf(finding.path), kindOf(registration, finding.path))
    return message === null ? [] : [question('value-odd', message, finding.path)]
  })
  const title = values[titleField(forms)]
  const named =
    title === undefined || title === '' ? [question('value-odd', questionWords.noTitle, titleField(forms))] : []
  return [...doubts.map((doubt) => ofDoubt(doubt, labelOf(doubt.field), null)), ...named, ...odd]
}

export function peopleQuestions(
  forms: Forms,
  people: readonly { readonly row: TableRow; readonly doubts: readonly Doubt[] }[],
): Asked[] {
  const table = peopleTable(forms)
  const { authorization } = forms
  if (!table || !authorization || people.length === 0) return []
  const labelOf = (id: string | null): string => table.columns.find((column) => column.id === id)?.label ?? ''
  const asked = people.flatMap(({ doubts }, row) => doubts.map((doubt) => ofDoubt(doubt, labelOf(doubt.field), row)))
  const rows = people.map(({ row }) => row)
  const odd = validateForm(authorization, { [table.id]: rows }, {}).flatMap((finding): Asked[] => {
    if (finding.path !== table.id || finding.row === undefined) return []
    if (finding.code === 'required')
      return [question('value-odd', questionWords.noName, finding.column ?? null, finding.row)]
    const kind = table.columns.find(({ id }) => id === finding.column)?.kind ?? ''
    const message = oddWords(finding, labelOf(finding.column ?? null), kind)
    return message === null ? [] : [question('value-odd', message, finding.column ?? null, finding.row)]
  })
  return [...asked, ...odd, ...sameNames(forms, rows)]
}

function sameNames(forms: Forms, rows: readonly TableRow[]): Asked[] {
  const column = nameColumn(forms)
  const seen = new Set<string>()
  return rows.flatMap((row, at) => {
    const name = row[column ?? ''] ?? ''
    const key = nameKey(name)
    if (key === '' || !seen.has(key)) {
      seen.add(key)
      return []
    }
    return [question('value-odd', questionWords.sameName(name), column, at)]
  })
}

const kindOf = ({ fields }: FormDefinition, id: string): string => fields.find((field) => field.id === id)?.kind ?? ''

/** Null for what is merely missing: the list of what an entry lacks says that. Never the value: it may be personal. */
function oddWords({ code, actual, limit, message }: Finding, label: string, kind: string): string | null {
  switch (code) {
    case 'required':
    case 'too-few-attachments':
    case 'too-few-choices':
    case 'too-few-rows':
    case 'too-many-rows':
    case 'figure-reason':
      return null
    case 'check':
      return message ?? null
    case 'too-long':
    case 'over-soft-limit':
      return questionWords.tooLong(label, actual ?? 0, limit ?? 0)
    default:
      return kind === 'identity-number' ? questionWords.oddIdentity(label) : questionWords.odd(label)
  }
}

function ofDoubt({ field, why, label: theirs }: Doubt, label: string, row: number | null): Asked {
  switch (why) {
    case 'as-number':
      return question('identity-as-number', questionWords.identityAsNumber(label), field, row)
    case 'covered':
      return question('value-odd', questionWords.covered(label), field, row)
    case 'no-value':
      return question('value-odd', questionWords.noValue(label), field, row)
    case 'order':
      return question('not-sure-of-column', questionWords.order(label), field, row)
    case 'label':
      return question('not-sure-of-column', questionWords.label(label, theirs), field, row)
  }
}
