/** Controls of the facts of an activity: a line, several lines, a number. Each paints what is typed at once. */
import { type ReactNode, useId, useState } from 'react'
import {
  type ActivityValues,
  activityValues,
  factLabels,
  type NumberFact,
  type TextFact,
} from '../../../../shared/register/activity.ts'
import { GrowingText } from '../../../form/GrowingText.tsx'
import { useFreeText } from '../../../form/use-free-text.ts'
import { useImeText } from '../../../form/use-ime-text.ts'
import { grouped } from '../../../text/activities.ts'
import { isCount, readNumber } from './numbers.ts'
import '../../../form/controls.css'

export type Change = <K extends keyof ActivityValues>(fact: K, value: ActivityValues[K]) => void
export type FactsProps = { values: ActivityValues; change: Change }

/** Label beside the answer, as the paper has it. */
export function Line({
  label,
  note,
  wide = false,
  children,
}: {
  label: string
  note?: ReactNode
  /** Over both columns. */
  wide?: boolean
  children: (id: string) => ReactNode
}) {
  const id = useId()
  return (
    <div className="fact" data-wide={wide}>
      <label className="fact-name" htmlFor={id}>
        {label}
      </label>
      <div className="fact-place">
        {children(id)}
        {note ? <div className="field-note">{note}</div> : null}
      </div>
    </div>
  )
}

export function PlainText({
  id,
  label,
  value,
  max,
  placeholder,
  type = 'text',
  onText,
}: {
  id?: string
  /** Where no label stands beside it. */
  label?: string
  value: string
  max: number | undefined
  placeholder?: string
  type?: 'text' | 'tel' | 'email' | 'url'
  onText: (text: string) => void
}) {
  const free = useFreeText(value, onText)
  return (
    <input
      {...free.props}
      id={id}
      className="plain-input"
      inputMode={type}
      maxLength={max}
      aria-label={label}
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
      onBlur={() => free.settle((text) => text.trim())}
    />
  )
}

const maxOf = (fact: TextFact): number | undefined => activityValues.shape[fact].unwrap().maxLength ?? undefined

export function TextLine({
  fact,
  values,
  change,
  label = factLabels[fact],
  placeholder,
  wide = false,
}: FactsProps & { fact: TextFact; label?: string; placeholder?: string; wide?: boolean }) {
  return (
    <Line label={label} wide={wide}>
      {(id) => (
        <PlainText
          id={id}
          value={values[fact]}
          max={maxOf(fact)}
          placeholder={placeholder}
          onText={(text) => change(fact, text)}
        />
      )}
    </Line>
  )
}

export function LongLine({
  fact,
  values,
  change,
  label = factLabels[fact],
  placeholder,
}: FactsProps & { fact: TextFact; label?: string; placeholder?: string }) {
  const ime = useImeText(values[fact], (text) => change(fact, text))
  return (
    <Line label={label} wide>
      {(id) => <GrowingText {...ime.props} id={id} rows={3} maxLength={maxOf(fact)} placeholder={placeholder} />}
    </Line>
  )
}

export function NumberLine({
  fact,
  values,
  change,
  unit,
  label = factLabels[fact],
}: FactsProps & { fact: NumberFact; unit: string; label?: string }) {
  const [fault, setFault] = useState<string | null>(null)
  const faultId = useId()
  const free = useFreeText(
    values[fact],
    (text) => {
      const number = readNumber(fact, text)
      setFault(number === null ? text : null)
      if (number !== null) change(fact, number)
    },
    (text) => grouped(text),
  )
  return (
    <Line label={label}>
      {(id) => (
        <>
          <span className="with-unit">
            <input
              {...free.props}
              id={id}
              className="plain-input number-control"
              inputMode="decimal"
              aria-invalid={fault !== null}
              aria-describedby={fault === null ? undefined : faultId}
              autoComplete="off"
              onBlur={() => free.settle((text) => readNumber(fact, text) ?? text)}
            />
            <span className="unit">{unit}</span>
          </span>
          {fault === null ? null : (
            <p className="fact-fault" id={faultId} role="alert">
              {isCount(fact) ? '这里填整数，如 300。' : '这里填数字，如 2.5，小数最多 6 位。'}“{fault}”没有保存。
            </p>
          )}
        </>
      )}
    </Line>
  )
}

/** Cell of a small table that holds one line of the row. @param max characters */
export const textCell =
  <Key extends string>(key: Key, max: number, type: 'text' | 'tel' | 'email' | 'url' = 'text') =>
  (row: Readonly<Record<Key, string>>, put: (part: Record<Key, string>) => void, label: string) => (
    <PlainText
      label={label}
      value={row[key]}
      max={max}
      type={type}
      onText={(text) => put({ [key]: text } as Record<Key, string>)}
    />
  )
