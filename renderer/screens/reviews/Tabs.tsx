import { Fragment, type KeyboardEvent, type ReactNode, useRef } from 'react'

export type Tab<K extends string> = { key: K; label: ReactNode; note?: string }

type Props<K extends string> = {
  label: string
  className: string
  tabs: readonly Tab<K>[]
  current: K | null
  /** Between the tabs. */
  separator?: ReactNode
  onChoose: (key: K) => void
}

/** A row of tabs: one stop for Tab, arrow keys, Home and End go along it. */
export function Tabs<K extends string>({ label, className, tabs, current, separator, onChoose }: Props<K>) {
  const list = useRef<HTMLDivElement>(null)
  const at = Math.max(
    tabs.findIndex(({ key }) => key === current),
    0,
  )
  const press = (event: KeyboardEvent) => {
    const last = tabs.length - 1
    const next = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    }[event.key]
    const tab = next === undefined ? undefined : tabs[next]
    if (next === undefined || !tab || event.altKey) return
    event.preventDefault()
    onChoose(tab.key)
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus()
  }
  return (
    <div ref={list} role="tablist" aria-label={label} className={className} onKeyDown={press} tabIndex={-1}>
      {tabs.map(({ key, label: text, note }, index) => (
        <Fragment key={key}>
          {index > 0 ? separator : null}
          <button
            type="button"
            role="tab"
            className="plain-button"
            aria-selected={key === current}
            tabIndex={index === at ? 0 : -1}
            onClick={() => onChoose(key)}
          >
            <span className="tab-label">{text}</span>
            {/* Read together: without the pause they would be one word. */}
            {note ? <span className="for-readers">，</span> : null}
            {note ? <span className="tab-note">{note}</span> : null}
          </button>
        </Fragment>
      ))}
    </div>
  )
}
