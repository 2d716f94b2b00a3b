import { type ClipboardEvent, type KeyboardEvent, useContext } from 'react'
import { pressed } from '../../../shared/domain/shortcuts.ts'
import type { ColumnDefinition } from '../../../shared/form/definition.ts'
import { CoverTable, useCovered } from '../cover-context.ts'
import { LookButton } from '../LookButton.tsx'
import { useFreeText } from '../use-free-text.ts'
import { cellShown, cellValue } from './cell-text.ts'

export type CellPlace = { row: number; column: number }
/** What a cell asks its table for; one object for all of them. */
export type CellActions = {
  type(place: CellPlace, text: string): void
  choose(place: CellPlace, option: string): void
  key(event: KeyboardEvent<HTMLElement>, place: CellPlace): void
  paste(event: ClipboardEvent<HTMLElement>, place: CellPlace): void
}

type Props = {
  column: ColumnDefinition
  text: string
  place: CellPlace
  /** What is wrong here, in words; '' when nothing is. */
  problem: string
  disabled: boolean
  actions: CellActions
}

const modes: Readonly<Partial<Record<ColumnDefinition['kind'], 'numeric' | 'decimal' | 'tel' | 'email'>>> = {
  integer: 'numeric',
  decimal: 'decimal',
  phone: 'tel',
  mobile: 'tel',
  email: 'email',
  postcode: 'numeric',
}

/** A bare input: there are hundreds of them, and each keeps what is typed by itself. */
export function TableCell({ column, text, place, problem, disabled, actions }: Props) {
  // While it has the focus a date stands as it may be typed, an identity number in clear.
  const table = useContext(CoverTable)
  const secret = column.kind === 'identity-number'
  const label = `第 ${place.row + 1} 行 ${column.label}`
  const covered = useCovered({ field: table.field, label, row: place.row, column: column.id }, text, {
    secret,
    masked: table.covered,
  })
  const free = useFreeText(
    covered.value,
    (next) => actions.type(place, next),
    (left) => (secret && covered.shown(left) ? left : cellShown(column, left)),
    covered.hidden,
  )
  const common = {
    className: 'table-cell',
    disabled,
    'data-cell': `${place.row}:${place.column}`,
    'aria-label': label,
    'aria-invalid': problem !== '',
    title: problem || undefined,
    'aria-keyshortcuts': covered.look ? 'F2' : undefined,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (pressed(event, 'showCovered') && covered.look) covered.look()
      else actions.key(event, place)
    },
    onPaste: (event: ClipboardEvent<HTMLElement>) => actions.paste(event, place),
  }
  if (column.kind === 'choice') {
    const unknown = text !== '' && !column.options.some(({ id }) => id === text)
    return (
      <select {...common} value={text} onChange={(event) => actions.choose(place, event.target.value)}>
        <option value="" aria-label="不选" />
        {unknown ? <option value={text}>{text}</option> : null}
        {column.options.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
    )
  }
  const input = (
    <input
      {...common}
      {...free.props}
      inputMode={modes[column.kind]}
      autoComplete="off"
      spellCheck={false}
      onBlur={() => free.settle((typed) => cellValue(column, typed))}
    />
  )
  if (!secret && covered.look === null) return input
  return (
    <span className="covered-line">
      {input}
      {covered.look ? <LookButton label={label} onLook={covered.look} /> : null}
    </span>
  )
}
