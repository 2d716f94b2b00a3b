/** 作品授权书 as a letter: whose work, who signs, and the numbers beside the signatures. Pure. */
import { plainLabel } from '../../../shared/form/compare.ts'
import type { TableRow } from '../../../shared/form/definition.ts'
import { cellAnswer } from '../../../shared/form/word-changes.ts'
import type { CollectedPaper } from './collected-paper.ts'
import { type Forms, nameColumn, peopleTable } from './columns.ts'
import type { Doubt } from './read-works.ts'
import { nameKey, namesOf } from './titles.ts'

export interface ReadLetter {
  /** '' where none is written. */
  readonly title: string
  readonly people: { readonly row: TableRow; readonly doubts: Doubt[] }[]
}

interface Place {
  /** Typed where a person signs; most sign by hand. */
  name: string
  identity: string
  guardian: string
}

const nameLabels = /^(?:参赛人|参赛者|作者|主创)(?:姓名)?$/u
const signLabels = /^(?:参赛人|参赛者|作者|本人|授权人)?签[名字](?:处)?$/u
const identityLabels = /^(?:参赛人)?身份证(?:号|号码)?$/u
const guardianLine = /^(?:法定)?监护人[（(]([^（）()]{1,30})[）)]\s*签[名字]/u

/** Null: not such a letter. */
export function readLetter(forms: Forms, paper: CollectedPaper): ReadLetter | null {
  const cells = paper.tables.flatMap(({ rows }) =>
    rows.map((row) =>
      row.cells
        .map(({ text }) => text)
        .filter((text) => text !== '')
        .join('：'),
    ),
  )
  const lines = [...paper.paragraphs, ...cells].flatMap((text) => text.split(/\n|(?<=[^:：]{1,60})\t+/u))
  if (!lines.some((line) => line.includes('授权')) || !lines.some((line) => /签[名字]/u.test(line))) return null
  const titleLabel = plainLabel(
    forms.authorization?.fields.find(({ id }) => id === forms.authorization?.titleField)?.label ?? '',
  )
  let title = ''
  let names: string[] = []
  const places: Place[] = []
  for (const line of lines) {
    const guardian = guardianLine.exec(line)
    const open = places.at(-1)
    if (guardian && open) open.guardian = guardian[1]?.trim() ?? ''
    const split = /^([^:：]{2,20})[:：]\s*(.*)$/u.exec(line)
    if (!split) continue
    const [, label = '', value = ''] = split
    const plain = plainLabel(label)
    if (plain === titleLabel || plain === '作品名称' || plain === '参赛作品名称') title ||= value.trim()
    else if (nameLabels.test(plain)) names = [...names, ...namesOf(value)]
    else if (signLabels.test(plain)) places.push({ name: written(value), identity: '', guardian: '' })
    else if (identityLabels.test(plain)) {
      if (open && open.identity === '') open.identity = value.trim()
      else places.push({ name: '', identity: value.trim(), guardian: '' })
    }
  }
  return { title: title.replace(/^《(.*)》$/u, '$1'), people: together(forms, names, places) }
}

const written = (value: string): string => value.replace(/[_＿\s]+/gu, ' ').trim()

/** By the name that is typed beside the number; by the order, where they are as many, and then it is asked. */
function together(forms: Forms, names: readonly string[], places: readonly Place[]): ReadLetter['people'] {
  const table = peopleTable(forms)
  const name = nameColumn(forms)
  if (!table || name === null) return []
  const identity = table.columns.find(({ kind }) => kind === 'identity-number')
  const guardian = table.columns.find(({ label }) => plainLabel(label) === '监护人')
  const everybody = names.length > 0 ? names : places.map((place) => place.name).filter((one) => one !== '')
  const byName = new Map(places.filter((place) => place.name !== '').map((place) => [nameKey(place.name), place]))
  const inOrder = places.length === everybody.length
  return everybody.map((one, at) => {
    const named = byName.get(nameKey(one))
    const place = named ?? (inOrder && byName.size === 0 ? places[at] : undefined)
    const row: TableRow = { [name]: one }
    const doubts: Doubt[] = []
    if (identity && place && place.identity !== '') {
      if (/[*＊]{3,}/u.test(place.identity)) doubts.push({ field: identity.id, why: 'covered', label: identity.label })
      else {
        row[identity.id] = cellAnswer(identity, place.identity)
        if (!named && everybody.length > 1) doubts.push({ field: identity.id, why: 'order', label: identity.label })
      }
    }
    if (guardian && place && place.guardian !== '') row[guardian.id] = place.guardian
    return { row, doubts }
  })
}
