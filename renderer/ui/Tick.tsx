import { CheckOutlined } from '@ant-design/icons'
import './tick.css'

/** Shows that a row is marked and is a target for the mouse: the row says it to readers, and its list has the keys. */
export function Tick({ on, className = '' }: { on: boolean; className?: string }) {
  return (
    <span className={`tick ${className}`} data-on={on} aria-hidden="true">
      {on ? <CheckOutlined aria-hidden="true" /> : null}
    </span>
  )
}
