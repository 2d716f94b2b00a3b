/** The sheet of shortcuts cannot lie: what it names is listened for where it says, and nothing else listens. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { inRoot } from '../../../build/paths.mjs'
import { type Shortcut, type Stroke, shortcutPlaces } from '../../../shared/domain/shortcut-table.ts'
import { pressed, pressedDigit, shortcuts, strokeWords } from '../../../shared/domain/shortcuts.ts'

const renderer = inRoot('renderer')
const files = new Map(
  readdirSync(renderer, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => [name, readFileSync(`${renderer}/${name}`, 'utf8')]),
)
const all = Object.entries(shortcuts) as [string, Shortcut][]
const press = (part: Partial<Parameters<typeof pressed>[0]>) => ({
  key: '',
  code: '',
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...part,
})

/** What a control of its kind always does (ARIA's patterns, a search's own list): nobody looks it up. */
const selfEvident = [
  'app/people/DeskPerson.tsx', // ↓ opens the menu
  'app/Finder.tsx', // arrows and Enter of the list below the box
  'ui/FingerprintEntry.tsx', // Backspace into the box before
  'ui/MomentPicker.tsx', // Enter takes the day and sends nothing
  'ui/MoreMenu.tsx', // ↓ opens the menu
  'screens/own-notice/ProposalRow.tsx', // Enter and Esc of the box
  'screens/own-notice/SourceView.tsx',
  'screens/reviews/scores/PointsCell.tsx', // hands the grid's keys on
  'screens/collect-tables/FileList.tsx', // a list of buttons
  'screens/collect-tables/rows/QuestionLine.tsx',
  'screens/videos/collect/ProposedList.tsx',
  'screens/queue/ReviewFieldRow.tsx',
  'screens/records/copy-sheet/CopySheet.tsx', // Enter on its own button
  'screens/reviews/Tabs.tsx',
  'screens/reviews/forward/ForwardRows.tsx', // arrows and Space of a list of ticks
  'screens/reviews/results/ResultRows.tsx',
  'screens/settings/personal/PurgeRows.tsx',
]

describe('what the sheet names', () => {
  test.each(all)('%s is listened for', (name, { by, strokes }) => {
    for (const file of by) {
      const text = files.get(file) ?? ''
      expect(text, `${file} is no file of the renderer`).not.toBe('')
      const asks = new RegExp(`pressed(?:Digit)?\\(\\w+(?:\\.nativeEvent)?, '${name}'\\)`).test(text)
      // Nothing of ours comes into renderer/ui: it asks for its one letter itself.
      const inUi = file.startsWith('ui/') && text.includes("key.toLowerCase() === 'a'") ? ['KeyA'] : []
      for (const { on } of strokes.filter((stroke) => !inUi.includes(stroke.on)))
        expect(asks || text.includes(`'${on}'`) || new RegExp(`\\b${on}:`).test(text), `${file}: ${on}`).toBe(true)
    }
  })

  test('the menu has the same keys', () => {
    const menu = readFileSync(inRoot('electron/main/menu.ts'), 'utf8')
    const accelerators = { zoomIn: 'Plus', zoomOut: '-', zoomReset: '0', find: 'K', print: 'P', sheet: '/' }
    for (const [name, key] of Object.entries(accelerators)) {
      expect(menu).toContain(`'CmdOrCtrl+${key}'`)
      const [first] = shortcuts[name as keyof typeof accelerators].strokes
      expect(first && strokeWords(first)).toBe(`Ctrl+${key.replace('Plus', '+')}`)
    }
  })

  test('one key does one thing in one place', () => {
    const spelled = (stroke: Stroke): string[] =>
      stroke.shift === 'any'
        ? [strokeWords({ ...stroke, shift: true }), strokeWords({ on: stroke.on, ...(stroke.ctrl && { ctrl: true }) })]
        : [strokeWords(stroke)]
    for (const place of shortcutPlaces) {
      const taken = new Map<string, string>()
      for (const [name, shortcut] of all.filter(([, one]) => one.place === place))
        for (const words of shortcut.strokes.flatMap(spelled)) {
          // Grid, list and dialog take turns; what they do with it is one thing each.
          if (/^(?:[↑↓←→]|Enter|Esc|F2)$/.test(words)) continue
          expect(taken.get(words), `${words}: ${name}`).toBeUndefined()
          taken.set(words, name)
        }
    }
  })
})

describe('what the source listens for', () => {
  test('letters, digits and function keys are asked for by name', () => {
    const own = /\.key(?:\.toLowerCase\(\))? === '(?:\w|F\d+)'|'Key[A-Z]'|Digit\[|\^Digit|\(\?:Digit/
    for (const [name, text] of files) {
      // Nothing of ours comes into renderer/ui, and a cell that only hands keys on names them.
      const raw = name === 'ui/use-cells.ts' ? text.replace("key.toLowerCase() === 'a'", '') : text
      expect(own.exec(raw)?.[0], name).toBeUndefined()
    }
  })

  test('whoever listens to keys is in the sheet, or does what such a control always does', () => {
    const named = new Set([...all.flatMap(([, { by }]) => by), ...selfEvident])
    const listens =
      /(?:event|nativeEvent|Event\))\.(?:key|code)\b|\{ key,? [^}]*\} = event|\[\s*event\.key\s*\]|press(?:ed)?\(event/
    const unknown: string[] = []
    for (const [name, text] of files) {
      if (!/onKeyDown|'keydown'|KeyboardEvent/.test(text) || !listens.test(text)) continue
      if (/cells\.press\(event\)|chosen\.press\(event\)|choice\.press\(event\)/.test(text)) continue
      if (!named.has(name)) unknown.push(name)
    }
    expect(unknown).toEqual([])
    for (const name of selfEvident) expect(files.has(name), name).toBe(true)
  })
})

test('held keys count, and letters are told by their place', () => {
  expect(pressed(press({ key: 'ｋ', code: 'KeyK', ctrlKey: true }), 'find')).toBe(true)
  expect(pressed(press({ key: 'k', code: 'KeyK' }), 'find')).toBe(false)
  expect(pressed(press({ key: 'K', code: 'KeyK', ctrlKey: true, shiftKey: true }), 'find')).toBe(false)
  expect(pressed(press({ key: '?', code: 'Slash', shiftKey: true }), 'sheet')).toBe(true)
  expect(pressed(press({ key: 'F8', code: 'F8', shiftKey: true }), 'question')).toBe(true)
  expect(pressedDigit(press({ key: '3', code: 'Numpad3' }), 'queuePhrase')).toBe(3)
  expect(pressedDigit(press({ key: '3', code: 'Digit3', altKey: true }), 'screen')).toBe(3)
  expect(pressedDigit(press({ key: '3', code: 'Digit3' }), 'screen')).toBeNull()
})

test('boxes come from renderer/ui, where input methods and names are looked after', () => {
  for (const [name, text] of files)
    for (const box of ['Input', 'InputNumber', 'Segmented'])
      if (name !== `ui/${box.replace('Segmented', 'Segments')}.tsx`)
        expect(new RegExp(`import \\{[^}]*\\b${box}\\b[^}]*\\} from 'antd'`).test(text), name).toBe(false)
})

test('a picture beside a word says nothing itself: antd would read out the English name of the icon', () => {
  for (const [name, text] of files)
    for (const [icon] of text.matchAll(/<[A-Z]\w*(?:Outlined|Filled)\b[^<>]*?\/>/g))
      expect(/aria-(?:hidden|label)/.test(icon), `${name}: ${icon}`).toBe(true)
})
