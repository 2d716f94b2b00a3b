import type { ReactNode } from 'react'
import './failure-note.css'

export type FailureTexts = { what: string; safe: string; next: string; code: string }

/** Every failure in three parts; the code stands small at the end, for the telephone. */
export function FailureNote({
  what,
  safe,
  next,
  code,
  action,
  more,
  tone = 'wait',
}: FailureTexts & { action?: ReactNode /** A quiet way to know more. */; more?: ReactNode; tone?: 'wait' | 'stop' }) {
  return (
    <div className="failure" data-tone={tone} role="alert">
      <p className="failure-what">{what}</p>
      <p>{safe}</p>
      <p>{next}</p>
      <div className="failure-foot">
        {action}
        {more}
        <span className="failure-code">编号 {code}</span>
      </div>
    </div>
  )
}
