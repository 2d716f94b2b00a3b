/** Paragraphs one beside the other: running text of an answer line by line, words of the form, and both in one. Pure. */
import type { FieldDefinition, FormDefinition } from '../../../shared/form/definition.ts'
import type { OutlineItem, OutlineRun } from '../../../shared/form/outline.ts'
import type { WordEffect } from '../../../shared/form/word-changes.ts'
import type { ChangeList } from './change-list.ts'
import { valueOfItem } from './paper-lines.ts'
import { runsBack } from './runs-back.ts'
import { ticksBack } from './ticks-back.ts'
import type { WordParagraph } from './word-paper.ts'
import { likeness, plainText, sameLines, sameText } from './word-text.ts'

export type FlowStep = { readonly items: readonly OutlineItem[]; readonly paragraphs: readonly WordParagraph[] }

type Line = { field: string; index: number }

/** The line of an answer that a paragraph is; null for everything else. */
export const lineOf = (item: OutlineItem | undefined): Line | null =>
  item?.field != null && item.part?.kind === 'line' ? { field: item.field, index: item.part.index } : null

/** No-break spaces are an accident of the editor; the rest is as it was typed. */
const typed = (text: string): string => text.replace(/\u00a0/gu, ' ').replace(/(?<![ \t])[ \t]+$/gmu, '')

/** @param steps neighbours in the paper, so that an added paragraph knows whose it is */
export function flowChanges(definition: FormDefinition, steps: readonly FlowStep[], list: ChangeList): void {
  const moved = movedSteps(steps)
  for (const [at, step] of steps.entries()) {
    const from = moved.get(step)
    if (from === 'gone') continue
    if (from) movedParagraph(steps, at, from, list)
    else if (step.items.length === 0) added(steps, at, list)
    else if (step.paragraphs.length === 0) removed(step.items, list)
    else changed(definition, step, list)
  }
}

/** Where a paragraph that came back elsewhere now stands → the item that it was. */
function movedSteps(steps: readonly FlowStep[]): Map<FlowStep, OutlineItem | 'gone'> {
  const moved = new Map<FlowStep, OutlineItem | 'gone'>()
  for (const gone of steps) {
    const [item] = gone.items
    const line = lineOf(item)
    if (gone.paragraphs.length > 0 || !item || !line || plainText(item.text).length < 4) continue
    const to = steps.findIndex(
      (step) =>
        step.items.length === 0 &&
        !moved.has(step) &&
        step.paragraphs[0]?.aside === false &&
        sameText(step.paragraphs[0].text, item.text),
    )
    const target = steps[to]
    if (!target || whose(steps, to)?.field !== line.field) continue
    moved.set(target, item)
    moved.set(gone, 'gone')
  }
  return moved
}

/** Which answer a paragraph between others belongs to, and before which of its lines it stands. */
function whose(steps: readonly FlowStep[], at: number): { field: string; before: number } | null {
  let before: OutlineItem | undefined
  for (let n = at - 1; n >= 0 && !before; n--) before = steps[n]?.items.at(-1)
  const last = lineOf(before)
  if (last) return { field: last.field, before: last.index + 1 }
  let after: OutlineItem | undefined
  for (let n = at + 1; n < steps.length && !after; n++) after = steps[n]?.items[0]
  const next = lineOf(after)
  return next && { field: next.field, before: next.index }
}

function movedParagraph(steps: readonly FlowStep[], at: number, item: OutlineItem, list: ChangeList): void {
  const place = whose(steps, at)
  const line = lineOf(item)
  if (!place || !line) return
  const effect = { what: 'line-moved' as const, field: line.field, line: line.index, before: place.before }
  const where = place.before === 0 ? '移到最前' : `移到第${place.before}段之后`
  list.add({
    kind: 'paragraph-moved',
    field: line.field,
    place: `第${line.index + 1}段，${where}`,
    from: item.text,
    to: item.text,
    effect,
  })
}

function added(steps: readonly FlowStep[], at: number, list: ChangeList): void {
  for (const paragraph of steps[at]?.paragraphs ?? []) {
    const place = paragraph.aside ? null : whose(steps, at)
    const text = typed(paragraph.text)
    const effect = place && { what: 'lines-in' as const, field: place.field, before: place.before, text }
    const where = place
      ? place.before === 0
        ? '最前面'
        : `第${place.before}段之后`
      : paragraph.aside
        ? '文本框或脚注'
        : ''
    list.add({ kind: 'paragraph-added', field: place?.field ?? null, place: where, from: '', to: text, effect })
  }
}

function removed(items: readonly OutlineItem[], list: ChangeList): void {
  for (const item of items) {
    if (plainText(item.text) === '') continue
    const line = lineOf(item)
    const kind = 'paragraph-removed'
    if (line) {
      const effect = { what: 'line' as const, field: line.field, line: line.index, text: null }
      list.add({ kind, field: line.field, place: `第${line.index + 1}段`, from: item.text, to: '', effect })
    } else if (item.field !== null && !item.part) {
      const effect = { what: 'text' as const, field: item.field, text: '' }
      list.add({ kind: 'value', field: item.field, from: item.text, to: '', effect })
    } else list.fixed(item.text, '')
  }
}

function changed(definition: FormDefinition, { items, paragraphs }: FlowStep, list: ChangeList): void {
  const text = typed(paragraphs.map((one) => one.text).join('\n'))
  const [first] = items
  if (!first) return
  const line = lineOf(first)
  if (items.length > 1 && items.every((item) => lineOf(item)?.field === line?.field) && line) {
    joinedLines(items, line, text, list)
    return
  }
  if (items.length === 1 && line) {
    if (sameLines(first.text, text)) return
    const effect = { what: 'line' as const, field: line.field, line: line.index, text }
    const kind = first.text === '' ? 'paragraph-added' : 'paragraph-changed'
    list.add({ kind, field: line.field, place: `第${line.index + 1}段`, from: first.text, to: text, effect })
    return
  }
  if (items.length === 1) {
    itemChanged(definition, first, text, list)
    return
  }
  if (!sameText(items.map((item) => item.text).join('\n'), text))
    list.fixed(items.map((item) => item.text).join('\n'), text)
}

/** Several paragraphs of an answer became one: the first takes the words, the others go. */
function joinedLines(items: readonly OutlineItem[], line: Line, text: string, list: ChangeList): void {
  const from = items.map((item) => item.text).join('\n')
  if (sameLines(from, text)) return
  const last = lineOf(items.at(-1))?.index ?? line.index
  const effect: WordEffect = {
    what: 'line',
    field: line.field,
    line: line.index,
    text,
    ...(last > line.index && { to: last }),
  }
  list.add({
    kind: 'paragraph-changed',
    field: line.field,
    place: `第${line.index + 1}至${last + 1}段`,
    from,
    to: text,
    effect,
  })
}

/** A paragraph, or a cell with one, that is no line of running text. */
export function itemChanged(definition: FormDefinition, item: OutlineItem, text: string, list: ChangeList): void {
  if (sameText(item.text, text)) return
  if (item.runs) {
    runsChanged(definition, item.runs, item.text, text, list)
    return
  }
  if (!valueOfItem(item) || item.field === null) {
    list.fixed(item.text, text)
    return
  }
  runChanged(definition, { text: item.text, field: item.field, ...(item.part && { part: item.part }) }, text, list)
}

function runsChanged(
  definition: FormDefinition,
  runs: readonly OutlineRun[],
  from: string,
  to: string,
  list: ChangeList,
): void {
  if (runs.some((run) => run.part?.kind === 'tick')) {
    tickChanges(definition, runs, from, to, list)
    return
  }
  const back = runsBack(runs, to)
  // What has hardly a word in common is not read piece by piece.
  if (back.fixedChanged && likeness(plainText(from), plainText(to)) < 0.4) {
    list.fixed(from, to)
    return
  }
  if (back.fixedChanged) list.fixed(from, to)
  for (const [at, run] of runs.entries()) {
    const text = back.texts[at] ?? run.text
    if (run.field !== null && !sameText(run.text, text)) runChanged(definition, run, text, list)
  }
}

function runChanged(definition: FormDefinition, run: OutlineRun, given: string, list: ChangeList): void {
  const { field: id, part, text: from } = run
  if (id === null) {
    list.fixed(from, given)
    return
  }
  const field = definition.fields.find((one) => one.id === id)
  const text = part?.kind === 'repeat' ? given.trim() : typed(given).trim()
  if (part?.kind === 'repeat' || part?.kind === 'table') {
    const column = columnOf(field, part.column)
    const place = `第${part.row + 1}行${column ? `“${column.label}”` : ''}`
    const effect = column && { what: 'cell' as const, field: id, row: part.row, column: column.id, text }
    list.add({ kind: 'cell', field: id, place, from, to: text, effect: effect ?? null })
    return
  }
  if (part?.kind === 'column') {
    columnChanged(field, part.column, from, text, list)
    return
  }
  const taken = field && field.kind !== 'computed' && field.kind !== 'fixed' && field.kind !== 'attachments'
  const effect = taken ? { what: 'text' as const, field: id, text } : null
  list.add({
    kind: taken ? 'value' : 'fixed-words',
    field: id,
    from: part?.kind === 'blank' ? '' : from,
    to: text,
    effect,
  })
}

export function columnOf(field: FieldDefinition | undefined, column: number | string) {
  if (field?.kind !== 'table') return undefined
  return typeof column === 'number' ? field.columns[column] : field.columns.find((one) => one.id === column)
}

/** A column written out in one line: taken where as many entries stand there as before. */
function columnChanged(
  field: FieldDefinition | undefined,
  id: string,
  from: string,
  to: string,
  list: ChangeList,
): void {
  const [before, after] = [from.split('、'), to.split('、')]
  const column = columnOf(field, id)
  if (!field || !column || before.length !== after.length) {
    list.add({ kind: 'cell', field: field?.id ?? null, from, to, effect: null })
    return
  }
  for (const [row, text] of after.entries())
    if (!sameText(before[row] ?? '', text)) {
      const effect = { what: 'cell' as const, field: field.id, row, column: id, text: text.trim() }
      list.add({
        kind: 'cell',
        field: field.id,
        place: `第${row + 1}行“${column.label}”`,
        from: before[row] ?? '',
        to: text,
        effect,
      })
    }
}

export function tickChanges(
  definition: FormDefinition,
  runs: readonly OutlineRun[],
  from: string,
  to: string,
  list: ChangeList,
): void {
  const ticks = runs.flatMap((run) => (run.part?.kind === 'tick' ? [{ ...run.part, field: run.field }] : []))
  const [first] = ticks
  const field = definition.fields.find(({ id }) => id === first?.field)
  if (field?.kind !== 'choices') {
    list.fixed(from, to)
    return
  }
  const options = ticks.map((tick) => field.options[tick.option])
  const back = ticksBack(
    options.map((option) => option?.label ?? ''),
    to,
  )
  for (const [at, tick] of ticks.entries()) {
    const option = options[at]
    const ticked = back.ticked[at] ?? null
    if (!option || ticked === null || ticked === tick.ticked) continue
    const effect = { what: 'tick' as const, field: field.id, option: option.id, ticked }
    const [off, on] = [`${option.label}（　）`, `${option.label}（√）`]
    list.add({ kind: 'tick', field: field.id, from: ticked ? off : on, to: ticked ? on : off, effect })
  }
  if (back.rest !== '' || back.ticked.includes(null)) list.fixed(from, to)
}
