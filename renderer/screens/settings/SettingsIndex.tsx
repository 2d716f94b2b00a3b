import { type RefObject, useEffect, useState } from 'react'

const headingsOf = (page: HTMLElement): HTMLElement[] => [...page.querySelectorAll<HTMLElement>('.section-head > h2')]

/** The sections of a long screen by their names: read off the screen, because some are not there for everybody. */
export function SettingsIndex({ page }: { page: RefObject<HTMLDivElement | null> }) {
  const [titles, setTitles] = useState<readonly string[]>([])
  useEffect(() => {
    const box = page.current
    if (!box) return
    const observer = new ResizeObserver(() => {
      const found = headingsOf(box).map((heading) => heading.textContent ?? '')
      setTitles((before) => (before.join('\n') === found.join('\n') ? before : found))
    })
    observer.observe(box)
    return () => observer.disconnect()
  }, [page])
  const go = (title: string) => {
    const heading = page.current && headingsOf(page.current).find(({ textContent }) => textContent === title)
    if (!heading) return
    heading.scrollIntoView({ block: 'start' })
    heading.tabIndex = -1
    heading.focus({ preventScroll: true })
  }
  return (
    <nav className="settings-index" aria-label="设置目录">
      {titles.map((title) => (
        // biome-ignore lint/a11y/useValidAnchor: a place on this screen, whose address stays as it is
        <a
          key={title}
          href="#/settings"
          onClick={(event) => {
            event.preventDefault()
            go(title)
          }}
        >
          {title}
        </a>
      ))}
    </nav>
  )
}
