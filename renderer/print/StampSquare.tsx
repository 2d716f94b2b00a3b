import type { CSSProperties } from 'react'

/** Where the office presses its seal: dotted on screen, empty on paper. Never a drawn seal. */
export function StampSquare({ sizeMm, style }: { sizeMm: number; style: CSSProperties }) {
  return (
    <div className="paper-stamp" aria-hidden="true" style={{ width: `${sizeMm}mm`, height: `${sizeMm}mm`, ...style }}>
      <span>请在此处盖章</span>
    </div>
  )
}
