/** An official document while it is written: its numbers renew themselves, and keys set levels and move parts. */
import { type ClipboardEvent, type KeyboardEvent, type SyntheticEvent, useEffect, useRef, useState } from 'react'
import { pressed, pressedDigit } from '../../../shared/domain/shortcuts.ts'
import { readLine } from '../../../shared/form/numbering.ts'
import { cleanPasted } from '../../../shared/form/official-paste.ts'
import type { HeadingLevel } from '../../../shared/form/official-text.ts'
import {
  lineAt,
  moveSection,
  renumberWithPlaces,
  setLevel,
  startOfLine,
  structureOf,
} from '../../../shared/form/renumber.ts'
import type { Selection, TextEditor } from '../text-editor.ts'

type Area = HTMLTextAreaElement
export type OfficialText = {
  /** Of the line of the cursor. */
  level: HeadingLevel
  line: number
  setLevel: (level: HeadingLevel) => void
  move: (direction: 'up' | 'down') => void
  /** All numbers by counting, also those that were written otherwise. */
  renumber: () => void
  /** For the text area, beside its own. */
  handlers: {
    onKeyDown: (event: KeyboardEvent<Area>) => void
    onPaste: (event: ClipboardEvent<Area>) => void
    onSelect: (event: SyntheticEvent<Area>) => void
    onCompositionStart: () => void
    onCompositionEnd: () => void
    /** After the control has taken up what was typed. */
    afterChange: (inputType: string) => void
  }
}

const lineOf = (text: string, place: number): string => text.split('\n')[lineAt(text, place)] ?? ''

/** “1.” at the cursor may become 1.5 yet, and “三、” 三、四月: it is no number before a word stands behind it. */
function isUndecided(text: string, place: number): boolean {
  const { level, rest } = readLine(lineOf(text, place))
  return level > 0 && rest.trim() === ''
}

/** An official document is written with its numbers. */
export function withNumbers(text: string, { from, to }: Selection): { text: string; place: Selection } {
  const next = renumberWithPlaces(text, [from, to])
  return { text: next.text, place: { from: next.places[0] ?? from, to: next.places[1] ?? to } }
}
export const asWritten = (text: string, place: Selection): { text: string; place: Selection } => ({ text, place })

const byTyping = new Set(['insertText', 'insertCompositionText', 'insertLineBreak', 'deleteContentBackward'])

export function useOfficialText(editor: TextEditor, value: string): OfficialText {
  const [place, setPlace] = useState(0)
  const composing = useRef(false)
  const settled = useRef<string | null>(null)
  settled.current ??= structureOf(value)
  /** The text as this control wrote it last. */
  const own = useRef(value)
  useEffect(() => {
    // What comes from outside (a paper that was read back, last year's words) keeps its numbers until a line is added.
    if (composing.current || value === own.current) return
    own.current = value
    settled.current = structureOf(value)
  }, [value])

  const put = (next: string, from: number, to: number) => {
    editor.edit(next, { from, to })
    setPlace(editor.selection().from)
  }
  const renumber = () => {
    const { from, to } = editor.selection()
    const text = editor.text()
    if (withNumbers(text, { from, to }).text !== text) put(text, from, to)
  }
  const afterChange = (inputType: string) => {
    if (composing.current) return
    const text = editor.text()
    own.current = text
    // What was taken back stays taken back, and what we write has its numbers.
    if (editor.isWriting() || inputType.startsWith('history')) {
      settled.current = structureOf(text)
      return
    }
    const typed = byTyping.has(inputType)
    if (typed && isUndecided(text, editor.selection().from)) return
    const structure = structureOf(text)
    if (typed && structure === settled.current) return
    settled.current = structure
    renumber()
  }
  const level = (next: HeadingLevel) => {
    const { from, to } = editor.selection()
    const done = setLevel(editor.text(), from, to, next)
    put(done.text, done.from, done.to)
  }
  const move = (direction: 'up' | 'down') => {
    const text = editor.text()
    const { from } = editor.selection()
    const line = lineAt(text, from)
    const behind = startOfLine(text, line) + lineOf(text, from).length - from
    const done = moveSection(text, line, direction)
    const start = startOfLine(done.text, done.line)
    const end = start + (done.text.split('\n')[done.line] ?? '').length
    const at = Math.max(start, end - behind)
    put(done.text, at, at)
  }
  const onKeyDown = (event: KeyboardEvent<Area>) => {
    const number = pressedDigit(event, 'heading')
    if (number !== null) level(number as HeadingLevel)
    else if (pressed(event, 'sectionMove')) move(event.key === 'ArrowUp' ? 'up' : 'down')
    else return
    event.preventDefault()
  }
  const onPaste = (event: ClipboardEvent<Area>) => {
    const raw = event.clipboardData.getData('text/plain')
    const cleaned = cleanPasted(raw)
    if (cleaned === raw) return
    event.preventDefault()
    const { from, to } = editor.selection()
    const text = editor.text()
    const end = from + cleaned.length
    put(text.slice(0, from) + cleaned + text.slice(to), end, end)
  }
  return {
    level: readLine(lineOf(value, place)).level,
    line: lineAt(value, place),
    setLevel: level,
    move,
    renumber,
    handlers: {
      onKeyDown,
      onPaste,
      onSelect: (event) => setPlace(event.currentTarget.selectionStart),
      onCompositionStart: () => {
        composing.current = true
      },
      onCompositionEnd: () => {
        composing.current = false
        afterChange('insertCompositionText')
      },
      afterChange,
    },
  }
}
