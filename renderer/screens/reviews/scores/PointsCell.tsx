import { type KeyboardEvent, useRef, useState } from 'react'
import { announce } from '../../../app/announce.ts'
import { plainPoints, readPoints } from './points-text.ts'

type Props = {
  /** Where it stands, for the keys. */
  place: string
  /** Of the work and the criterion, for who does not see the table. */
  name: string
  points: string | undefined
  max: number
  current: boolean
  /** The row has other points: this one was forgotten. */
  lacking: boolean
  readOnly: boolean
  onPoints: (points: string | null) => void
  /** The cell is left: what was typed is saved now. */
  onLeave: () => void
  onEnter: () => void
  /** False: the key is not one that moves. */
  onKey: (event: KeyboardEvent<HTMLInputElement>) => void
}

const moving = new Set(['Enter', 'Tab', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'F2'])

/** One criterion of one work: what is not allowed is refused with a word beside it, and never saved. */
export function PointsCell({ place, name, points, max, current, lacking, readOnly, ...on }: Props) {
  const [text, setText] = useState<string | null>(null)
  const before = useRef<string | null>(null)
  const read = text === null ? null : readPoints(text, max)
  const word = read !== null && !read.ok ? read.word : null

  const type = (typed: string, composing: boolean) => {
    const next = composing ? typed : plainPoints(typed)
    setText(next)
    if (composing) return
    const now = readPoints(next, max)
    // Half of a number that is refused in the end must not stay.
    on.onPoints(now.ok ? now.points : before.current)
  }
  const restore = () => {
    setText(null)
    on.onPoints(before.current)
  }
  const leave = () => {
    if (word !== null)
      announce(
        `${name}：“${text}”没有保存（${word}），仍为${before.current === null ? '空' : ` ${before.current} 分`}。`,
      )
    setText(null)
    on.onLeave()
  }
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape' && text !== null) restore()
    else if (word !== null && moving.has(event.key)) event.currentTarget.select()
    else return on.onKey(event)
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <span className="points-cell" data-wrong={word !== null} data-lacking={lacking}>
      <input
        data-cell={place}
        className="points-input"
        inputMode="decimal"
        autoComplete="off"
        aria-label={name}
        aria-invalid={word !== null}
        tabIndex={current ? 0 : -1}
        readOnly={readOnly}
        maxLength={8}
        value={text ?? points ?? ''}
        onFocus={(event) => {
          before.current = points ?? null
          event.currentTarget.select()
          on.onEnter()
        }}
        onBlur={leave}
        onChange={(event) => type(event.target.value, (event.nativeEvent as InputEvent).isComposing)}
        onCompositionEnd={(event) => type(event.currentTarget.value, false)}
        onKeyDown={press}
      />
      {word === null ? null : (
        <span className="points-word" role="alert">
          {word}
        </span>
      )}
    </span>
  )
}
