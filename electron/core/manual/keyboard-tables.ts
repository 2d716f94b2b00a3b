/** The tables of 快捷键, from the list that the program itself asks: a page by hand would soon say something else. */
import type { ManualBlock, ManualInline } from '../../../shared/api/manual.ts'
import { type Stroke, shortcutPlaces } from '../../../shared/domain/shortcut-table.ts'
import { shortcuts, strokeWords } from '../../../shared/domain/shortcuts.ts'

/** Longer rows of neighbouring keys are told by their ends. */
const fewKeys = 6

function keys(strokes: readonly Stroke[]): ManualInline[] {
  const words = strokes.map(strokeWords)
  if (words.length <= fewKeys) return words.map((text): ManualInline => ({ kind: 'key', text }))
  return [
    { kind: 'key', text: words[0] ?? '' },
    { kind: 'text', text: ' 到 ' },
    { kind: 'key', text: words.at(-1) ?? '' },
  ]
}

export function keyboardTables(): ManualBlock[] {
  const all = Object.values(shortcuts)
  return shortcutPlaces.flatMap((place): ManualBlock[] => {
    const rows = all
      .filter((one) => one.place === place)
      .map(({ strokes, does }): ManualInline[][] => [keys(strokes), [{ kind: 'text', text: does }]])
    return [
      { kind: 'heading', level: 2, section: place, text: place },
      { kind: 'table', head: ['按键', '做什么'], rows },
    ]
  })
}
