import type { ReactNode } from 'react'
import './mark.css'

export type Tone = 'none' | 'work' | 'wait' | 'good' | 'stamp' | 'stop'

/** A state is always icon + word + colour. */
export function Mark({
  tone,
  icon,
  children,
  title,
}: {
  tone: Tone
  icon: ReactNode
  children: ReactNode
  title?: string
}) {
  return (
    <span className="mark" data-tone={tone} title={title}>
      {icon}
      <span>{children}</span>
    </span>
  )
}
