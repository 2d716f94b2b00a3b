import { Button } from 'antd'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import './more-menu.css'

export type MoreEntry = {
  readonly name: string
  readonly icon: ReactNode
  readonly title?: string
  readonly run: () => void
}

/** What is wanted now and then, behind one button; a menu as the keyboard knows it. */
export function MoreMenu({
  entries,
  label = '更多',
  size = 'large',
}: {
  entries: readonly MoreEntry[]
  label?: string
  size?: 'large' | 'middle'
}) {
  const [open, setOpen] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (open) list.current?.querySelector('button')?.focus()
  }, [open])
  const close = () => {
    setOpen(false)
    place.current?.querySelector('button')?.focus()
  }
  const step = (event: KeyboardEvent) => {
    const items = [...(list.current?.querySelectorAll('button') ?? [])]
    const at = items.findIndex((item) => item.matches(':focus'))
    const last = items.length - 1
    const next = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, Home: 0, End: last }[
      event.key
    ]
    if (next !== undefined) items[next]?.focus()
    else if (event.key === 'Escape') close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only watches whether the focus has left the menu
    <div
      className="more-menu"
      ref={place}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false)
      }}
    >
      <Button
        size={size}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          setOpen(true)
        }}
      >
        {label}
        <span aria-hidden="true">▾</span>
      </Button>
      {open ? (
        <div className="more-menu-list" role="menu" aria-label={label} tabIndex={-1} ref={list} onKeyDown={step}>
          {entries.map(({ name, icon, title, run }) => (
            <button
              key={name}
              type="button"
              role="menuitem"
              tabIndex={-1}
              title={title}
              onClick={() => {
                // Before it runs: a dialog gives the focus back to where it found it.
                close()
                run()
              }}
            >
              {icon}
              {name}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  )
}
