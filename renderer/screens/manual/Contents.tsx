import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import type { ManualEntry, ManualHit } from '../../../shared/api/manual.ts'

type Place = { pageId: string; section: string | null }

/** 目录: chapter by chapter. */
export function Contents({
  entries,
  shown,
  onOpen,
}: {
  entries: readonly ManualEntry[]
  shown: string | null
  onOpen: (place: Place) => void
}) {
  const current = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (shown !== null) current.current?.scrollIntoView({ block: 'nearest' })
  }, [shown])
  const chapters = [...new Set(entries.map(({ chapter }) => chapter))]
  return (
    <nav className="manual-contents" aria-label="目录">
      {chapters.map((chapter) => (
        <section key={chapter}>
          <h2 className="quiet">{chapter}</h2>
          <ul>
            {entries
              .filter((entry) => entry.chapter === chapter)
              .map(({ pageId, title }) => (
                <li key={pageId}>
                  <button
                    type="button"
                    className="plain-button manual-entry"
                    ref={pageId === shown ? current : null}
                    aria-current={pageId === shown ? 'page' : undefined}
                    onClick={() => onOpen({ pageId, section: null })}
                  >
                    {title}
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}

/** What was found; null while it is looked for. */
export function Hits({
  hits,
  search,
  onOpen,
  onContents,
}: {
  hits: readonly ManualHit[] | null
  search: string
  onOpen: (place: Place) => void
  onContents: () => void
}) {
  if (hits === null) return null
  if (hits.length === 0)
    return (
      <div className="manual-none" role="status">
        <p>没有找到“{search}”。</p>
        <p className="quiet">换个说法试试，少打几个字；屏幕上提示末尾的编号也可以找。</p>
        <Button onClick={onContents}>看目录</Button>
      </div>
    )
  return (
    <ul className="manual-hits" aria-label={`找到 ${hits.length} 处`}>
      {hits.map((hit) => (
        <li key={`${hit.pageId} ${hit.section}`}>
          <button type="button" className="plain-button manual-hit" onClick={() => onOpen(hit)}>
            <span className="manual-hit-title">{hit.heading ?? hit.title}</span>
            {hit.heading === null ? null : <span className="quiet">{hit.title}</span>}
            <span className="quiet">{hit.excerpt}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
