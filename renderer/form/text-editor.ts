/** Writes into a text area as somebody who types would, so that Ctrl+Z takes it back. */
import { type RefObject, useMemo, useRef } from 'react'

export type Selection = { from: number; to: number }
export type TextEditor = {
  /** What stands there now. */
  text: () => string
  selection: () => Selection
  /** Puts another text in the place of the whole one, in one step, and the cursor where it is told. */
  edit: (next: string, selection: Selection) => void
  /** Puts lines behind the line of the cursor, or into it where it is empty. @returns the text then */
  insertLines: (lines: string) => string
  insert: (words: string) => string
  /** While it writes: the control takes up what it hears, and does nothing about it. */
  isWriting: () => boolean
  /** Shows a place and puts the cursor there. */
  goTo: (place: number) => void
}

/** The part in which two texts differ: of the old one from `from` to `to`, of the new one `words`. */
export function changedPart(before: string, after: string): Selection & { words: string } {
  const most = Math.min(before.length, after.length)
  let from = 0
  while (from < most && before[from] === after[from]) from++
  let same = 0
  while (same < most - from && before[before.length - 1 - same] === after[after.length - 1 - same]) same++
  return { from, to: before.length - same, words: after.slice(from, after.length - same) }
}

/** Where lines go: behind the line of the cursor; an empty line takes them itself. */
export function withLines(text: string, place: number, lines: string): { text: string; place: number } {
  const start = text.lastIndexOf('\n', place - 1) + 1
  const at = text.indexOf('\n', place)
  const end = at < 0 ? text.length : at
  const empty = text.slice(start, end).trim() === ''
  const head = empty ? text.slice(0, start) : `${text.slice(0, end)}\n`
  const put = head + lines
  return { text: put + text.slice(end), place: put.length }
}

const escaped = (text: string): string => text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;')

/**
 * What Ctrl+Z takes back in one step. `insertText` puts lines in one by one, each with an event and a layout of its own
 * (seconds for a page of text), so several go in as one piece.
 */
function command(words: string): boolean {
  if (words === '') return document.execCommand('delete')
  if (!words.includes('\n')) return document.execCommand('insertText', false, words)
  return document.execCommand('insertHTML', false, escaped(words))
}

function write(area: HTMLTextAreaElement, next: string, { from, to }: Selection): void {
  const part = changedPart(area.value, next)
  const { scrollTop } = area
  area.focus({ preventScroll: true })
  if (area.value !== next) {
    area.setSelectionRange(part.from, part.to)
    if (!command(part.words) || area.value !== next) {
      // Without its own way back, but never lost.
      area.setRangeText(next, 0, area.value.length, 'end')
      area.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText' }))
    }
  }
  area.setSelectionRange(from, to)
  area.scrollTop = scrollTop
}

/** Pixels from the top of the text to a place, measured in a copy of the text area that nobody sees. */
function heightOf(area: HTMLTextAreaElement, place: number): number {
  const copy = document.createElement('div')
  copy.className = 'growing-text-copy'
  copy.ariaHidden = 'true'
  copy.append(area.value.slice(0, place))
  const mark = document.createElement('span')
  mark.append('\u200b')
  copy.append(mark)
  area.after(copy)
  const top = mark.offsetTop
  copy.remove()
  return top
}

function scrolled(from: HTMLElement): HTMLElement | null {
  let at = from.parentElement
  while (at && !/auto|scroll/.test(getComputedStyle(at).overflowY)) at = at.parentElement
  return at
}

/** Scrolls the text area, and what it stands in, only as far as needed. */
function show(area: HTMLTextAreaElement, place: number): void {
  const line = 26
  const top = heightOf(area, place)
  if (top < area.scrollTop || top + 2 * line > area.scrollTop + area.clientHeight)
    area.scrollTop = Math.max(0, top - area.clientHeight / 3)
  const outer = scrolled(area)
  if (!outer) return
  const seen = outer.getBoundingClientRect()
  const y = area.getBoundingClientRect().top + top - area.scrollTop
  if (y < seen.top + 2 * line || y + 3 * line > seen.bottom) outer.scrollTop += y - seen.top - seen.height / 3
}

/** @param prepare what is done to a text before it is written, e.g. its numbers; the same function in every render */
export function useTextEditor(prepare: (text: string, place: Selection) => { text: string; place: Selection }): {
  area: RefObject<HTMLTextAreaElement | null>
  editor: TextEditor
} {
  const area = useRef<HTMLTextAreaElement>(null)
  const writing = useRef(false)
  const editor = useMemo((): TextEditor => {
    const text = () => area.current?.value ?? ''
    const selection = () => ({ from: area.current?.selectionStart ?? 0, to: area.current?.selectionEnd ?? 0 })
    const edit = (next: string, place: Selection) => {
      if (!area.current) return
      const prepared = prepare(next, place)
      writing.current = true
      write(area.current, prepared.text, prepared.place)
      writing.current = false
      show(area.current, prepared.place.to)
    }
    return {
      text,
      selection,
      edit,
      isWriting: () => writing.current,
      insertLines: (lines) => {
        const next = withLines(text(), selection().to, lines)
        edit(next.text, { from: next.place, to: next.place })
        return text()
      },
      insert: (words) => {
        const { from, to } = selection()
        const before = text()
        edit(before.slice(0, from) + words + before.slice(to), { from: from + words.length, to: from + words.length })
        return text()
      },
      goTo: (place) => {
        if (!area.current) return
        area.current.focus({ preventScroll: true })
        area.current.setSelectionRange(place, place)
        show(area.current, place)
      },
    }
  }, [prepare])
  return { area, editor }
}
