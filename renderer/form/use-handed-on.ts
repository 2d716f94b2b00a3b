import { useLayoutEffect, useRef } from 'react'

/**
 * A control paints what is typed at once and hands it on; the form takes it up a little later, when there is time. What
 * then comes back is the control's own answer and changes nothing; whatever else comes (a conflict, 撤销, last year's
 * words) replaces it.
 * @param take puts a value from outside into the control
 * @param paused no value from outside is taken now: in the middle of a word
 */
export function useHandedOn<T>(
  outer: T,
  onChange: (value: T) => void,
  take: (value: T) => void,
  paused: () => boolean = () => false,
): (value: T) => void {
  const seen = useRef(outer)
  /** Handed on and not yet come back. */
  const waiting = useRef<T[]>([])
  // After every render, before anything can be typed: in between a letter could be lost.
  useLayoutEffect(() => {
    if (outer === seen.current || paused()) return
    seen.current = outer
    const at = waiting.current.indexOf(outer)
    if (at >= 0) waiting.current.splice(0, at + 1)
    else {
      waiting.current = []
      take(outer)
    }
  })
  return (value) => {
    waiting.current = value === seen.current ? [] : [...waiting.current, value]
    onChange(value)
  }
}
