import { Button } from 'antd'
import { type ReactNode, useEffect } from 'react'
import { useMenu } from './use-menu.ts'
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
  const { open, setOpen, place, list, close, onBlur, onKeyDown } = useMenu<HTMLDivElement>()
  useEffect(() => {
    if (open) list.current?.querySelector('button')?.focus()
  }, [open, list])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only watches whether the focus has left the menu
    <div className="more-menu" ref={place} onBlur={onBlur}>
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
        <div className="more-menu-list" role="menu" aria-label={label} tabIndex={-1} ref={list} onKeyDown={onKeyDown}>
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
