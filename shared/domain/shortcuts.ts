/**
 * Every key that does something beyond what a control of its kind always does: handlers ask `pressed`, the sheet shows
 * the same table, and a test holds both to the source. A letter is told by the place of its key, so that an input
 * method or Caps Lock makes no difference.
 */
import { type Shortcut, type Stroke, shortcutTable } from './shortcut-table.ts'

export type ShortcutName = keyof typeof shortcutTable
export const shortcuts: Readonly<Record<ShortcutName, Shortcut>> = shortcutTable

/** What is asked of a keyboard event of the browser or of React. */
type Press = {
  readonly key: string
  readonly code: string
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
}

const byPlace = /^(?:Key[A-Z]|Digit\d|Slash|Backslash)$/

function isStroke(event: Press, { on, ctrl, alt, shift }: Stroke): boolean {
  const key = byPlace.test(on) ? event.code.replace('Numpad', 'Digit') : event.key
  return (
    key === on &&
    (event.ctrlKey || event.metaKey) === (ctrl === true) &&
    event.altKey === (alt === true) &&
    (shift === 'any' || event.shiftKey === (shift === true))
  )
}

/** Whether the press is one of the shortcut's, with just these keys held. */
export const pressed = (event: Press, name: ShortcutName): boolean =>
  shortcuts[name].strokes.some((stroke) => isStroke(event, stroke))

/** Number of the digit that was pressed, 0–9; null where the press is not the shortcut's. */
export function pressedDigit(event: Press, name: ShortcutName): number | null {
  return pressed(event, name) ? Number(event.code.slice(-1)) : null
}

const keyWords: Readonly<Record<string, string>> = {
  ' ': '空格',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  Backslash: '\\',
  Escape: 'Esc',
  Minus: '-',
  Plus: '+',
  Slash: '/',
}

/** As it stands on the keys: Ctrl+K. */
export function strokeWords({ on, ctrl, alt, shift }: Stroke): string {
  // What Shift makes of it is what people look for.
  if (on === 'Slash' && shift === true) return '?'
  const key = keyWords[on] ?? on.replace(/^(?:Key|Digit)/, '')
  return [ctrl && 'Ctrl', alt && 'Alt', shift === true && 'Shift', key].filter(Boolean).join('+')
}
