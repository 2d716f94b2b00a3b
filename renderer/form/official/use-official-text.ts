/** An official document while it is written: its numbers renew themselves, and keys set levels and move parts. */
import { type ClipboardEvent, type KeyboardEvent, type SyntheticEvent, useRef, useState } from 'react'
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
import type { TextEditor } from '../text-editor.ts'

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

const byTyping = new Set(['insertText', 'insertCompositionText', 'insertLineBreak', 'deleteContentBackward'])

export function useOfficialText(editor: TextEditor, value: string): OfficialText {
  const [place, setPlace] = useState(0)
  const composing = useRef(false)
  /** Our own writing ends in an input event too. */
  const writing = useRef(false)
  const settled = useRef<string | null>(null)
  settled.current ??= structureOf(value)

  const put = (next: string, from: number, to: number) => {
    writing.current = true
    editor.edit(next, { from, to })
    writing.current = false
    settled.current = structureOf(editor.text())
    setPlace(editor.selection().from)
  }
  const renumber = () => {
    const { from, to } = editor.selection()
    const next = renumberWithPlaces(editor.text(), [from, to])
    if (next.text !== editor.text()) put(next.text, next.places[0] ?? from, next.places[1] ?? to)
  }
  const afterChange = (inputType: string) => {
    if (composing.current || writing.current) return
    const text = editor.text()
    // What was taken back stays taken back.
    if (inputType.startsWith('history')) {
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
    if (event.nativeEvent.isComposing || event.shiftKey || event.metaKey) return
    const digit = /^(?:Digit|Numpad)([0-4])$/.exec(event.code)?.[1]
    if (event.ctrlKey && !event.altKey && digit !== undefined) level(Number(digit) as HeadingLevel)
    else if (event.altKey && !event.ctrlKey && event.key === 'ArrowUp') move('up')
    else if (event.altKey && !event.ctrlKey && event.key === 'ArrowDown') move('down')
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
    const next = renumberWithPlaces(text.slice(0, from) + cleaned + text.slice(to), [end])
    put(next.text, next.places[0] ?? end, next.places[0] ?? end)
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
