import { useMemo } from 'react'
import { outlineOf, startOfLine } from '../../../shared/form/renumber.ts'
import { useRoving } from '../../ui/use-roving.ts'

/** The headings of the text; one of them puts the cursor there. */
export function Outline({ text, line, onGo }: { text: string; line: number; onGo: (place: number) => void }) {
  const entries = useMemo(() => outlineOf(text), [text])
  const roving = useRoving<HTMLUListElement>()
  const current = entries.findLast((entry) => entry.line <= line)
  if (entries.length === 0) return null
  return (
    <nav className="outline" aria-label="大纲">
      <p>大纲</p>
      <ul ref={roving.ref} onKeyDown={roving.onKeyDown}>
        {entries.map((entry) => (
          <li key={entry.line} data-level={entry.level}>
            <button
              type="button"
              className="plain-button one-line"
              aria-current={entry === current}
              title={entry.text}
              onClick={() => onGo(startOfLine(text, entry.line) + startOffset(text, entry.line))}
            >
              {entry.text}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** White space before the words of a line. */
const startOffset = (text: string, line: number): number => /^\s*/u.exec(text.split('\n')[line] ?? '')?.[0].length ?? 0
