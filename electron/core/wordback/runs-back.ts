/** A paragraph in which words of the form and answers stand together: what became of each piece. Pure. */
import { diffChars } from 'diff'
import type { OutlineRun } from '../../../shared/form/outline.ts'

export type RunsBack = {
  /** New text per piece; of the form's own words the old one. */
  readonly texts: readonly string[]
  /** The form's own words were changed, too. */
  readonly fixedChanged: boolean
}

export function runsBack(runs: readonly OutlineRun[], text: string): RunsBack {
  return byFixedWords(runs, text) ?? byCharacters(runs, text)
}

/** Milliseconds. */
const longest = 400

const squeezed = (text: string): string => text.replace(/\s+/gu, '')

/** All words of the form are there, in their order: what stands between them is the answers. */
function byFixedWords(runs: readonly OutlineRun[], text: string): RunsBack | null {
  const places: number[] = []
  let packed = ''
  for (let at = 0; at < text.length; at++) {
    const unit = text[at] ?? ''
    if (/\s/u.test(unit)) continue
    places.push(at)
    packed += unit
  }
  const original = (from: number, to: number): string =>
    from >= to ? '' : text.slice(places[from], (places[to - 1] ?? text.length) + 1)
  const texts: string[] = []
  let at = 0
  let open: { index: number; from: number } | null = null
  for (const [index, run] of runs.entries()) {
    const word = run.field === null ? squeezed(run.text) : ''
    texts.push(run.text)
    if (run.field !== null) {
      // Two answers without a word between them: nobody can tell where one ends.
      if (open) return null
      open = { index, from: at }
      continue
    }
    if (word === '') continue
    const last = runs.slice(index + 1).every((one) => one.field === null && squeezed(one.text) === '')
    const found = last ? packed.length - word.length : packed.indexOf(word, at)
    if (found < at || packed.slice(found, found + word.length) !== word) return null
    if (open) texts[open.index] = original(open.from, found)
    else if (found !== at) return null
    open = null
    at = found + word.length
  }
  if (open) texts[open.index] = original(open.from, packed.length)
  else if (at !== packed.length) return null
  return { texts, fixedChanged: false }
}

/** Each character that went out belonged to a piece; what came in at a border belongs to the answer there. */
function byCharacters(runs: readonly OutlineRun[], text: string): RunsBack {
  const owner: number[] = runs.flatMap((run, index) => [...run.text].map(() => index))
  const texts = runs.map(() => '')
  let fixedChanged = false
  let at = 0
  const isField = (index: number | undefined): boolean => index !== undefined && runs[index]?.field !== null
  const parts = diffChars(runs.map((run) => run.text).join(''), text, { timeout: longest })
  // Hardly a word in common, and long: nobody can tell what belongs to which answer.
  if (!parts) return { texts: runs.map((run) => run.text), fixedChanged: true }
  for (const part of parts) {
    const characters = [...part.value]
    if (part.added) {
      const [before, after] = [owner[at - 1], owner[at]]
      const to = isField(before) ? before : isField(after) ? after : (before ?? after)
      if (!isField(to) && squeezed(part.value) !== '') fixedChanged = true
      if (to !== undefined) texts[to] += part.value
      continue
    }
    for (const character of characters) {
      const own = owner[at++]
      if (own === undefined) continue
      if (!part.removed) texts[own] += character
      else if (!isField(own) && squeezed(character) !== '') fixedChanged = true
    }
  }
  return {
    texts: texts.map((own, index) => (runs[index]?.field === null ? (runs[index]?.text ?? '') : own)),
    fixedChanged,
  }
}
