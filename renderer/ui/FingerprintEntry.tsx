import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef } from 'react'
import './fingerprint.css'

/** The boxes never move: their number is their identity. */
const boxNumbers = [1, 2, 3, 4, 5, 6, 7, 8] as const
const count = boxNumbers.length
const length = 5

/** Digits of any spelling of a fingerprint: full-width digits and separators are taken too. */
export function digitsOf(text: string): string {
  return text.replace(/[\uFF10-\uFF19]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/\D/g, '')
}

export function emptyGroups(): string[] {
  return boxNumbers.map(() => '')
}

export function isComplete(groups: readonly string[]): boolean {
  return groups.length === count && groups.every((group) => group.length === length)
}

/** Eight boxes of five digits; typing runs on to the next box, pasting fills them all. */
export function FingerprintEntry({
  groups,
  onChange,
  wrong,
  name = '指纹码',
}: {
  groups: readonly string[]
  onChange: (groups: string[]) => void
  /** Numbers (from 1) of the groups that differed. */
  wrong: readonly number[]
  /** What the eight groups are called. */
  name?: string
}) {
  const boxes = useRef<(HTMLInputElement | null)[]>([])
  // A dialog's first stop would be its cross: whoever types on at once would close it with a space.
  useEffect(() => boxes.current[0]?.focus(), [])

  /** Spreads digits over the boxes from the given one on. */
  const spread = (from: number, digits: string) => {
    const next = [...groups]
    let rest = digits
    let index = from
    do {
      next[index] = rest.slice(0, length)
      rest = rest.slice(length)
      index++
    } while (rest !== '' && index < count)
    onChange(next)
    const last = index - 1
    const full = (next[last] ?? '').length === length
    if (digits !== '') boxes.current[full && last + 1 < count ? last + 1 : last]?.focus()
  }

  const paste = (index: number, event: ClipboardEvent<HTMLInputElement>) => {
    const digits = digitsOf(event.clipboardData.getData('text'))
    if (digits === '') return
    event.preventDefault()
    spread(digits.length >= count * length ? 0 : index, digits.slice(0, count * length))
  }

  const back = (index: number, event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Backspace' && event.currentTarget.value === '' && index > 0) {
      event.preventDefault()
      boxes.current[index - 1]?.focus()
    }
  }

  return (
    <fieldset className="fingerprint">
      <legend className="for-readers">{name}，八组，每组五位数字</legend>
      {boxNumbers.map((number, index) => (
        <input
          key={number}
          ref={(box) => {
            boxes.current[index] = box
          }}
          className="fingerprint-box"
          aria-label={`第 ${number} 组`}
          aria-invalid={wrong.includes(number)}
          inputMode="numeric"
          autoComplete="off"
          value={groups[index] ?? ''}
          onChange={(event) => spread(index, digitsOf(event.target.value))}
          onPaste={(event) => paste(index, event)}
          onKeyDown={(event) => back(index, event)}
        />
      ))}
    </fieldset>
  )
}
