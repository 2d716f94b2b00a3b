/** A page of the manual, from what the core has read of it. */
import { useEffect, useRef } from 'react'
import type { ManualBlock, ManualInline, ManualPage } from '../../../shared/api/manual.ts'
import { useUpstreamDesk } from '../app-state.ts'
import { navigate, useRoute } from '../route.ts'
import { closeHelp, type ManualPlace, useManualAtHand } from './help.ts'
import { manualDoor } from './manual-doors.ts'
import './manual-text.css'

type Follow = (place: ManualPlace) => void

function Inline({ part, follow }: { part: ManualInline; follow: Follow }) {
  switch (part.kind) {
    case 'text':
      return part.text
    case 'button':
      return <b className="manual-button">{part.text}</b>
    case 'key':
      return <kbd className="key-cap manual-key">{part.text}</kbd>
    case 'link':
      return (
        <button type="button" className="plain-button manual-link" onClick={() => follow(part)}>
          {part.text}
        </button>
      )
    case 'screen':
      return <ScreenDoor screen={part.screen} text={part.text} />
  }
}

function Inlines({ parts, follow }: { parts: readonly ManualInline[]; follow: Follow }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: the words of a page never change places
  return parts.map((part, at) => <Inline key={`${at}`} part={part} follow={follow} />)
}

/** Words that open a screen; plain words where that screen cannot be opened from here. */
function ScreenDoor({ screen, text }: { screen: string; text: string }) {
  const door = manualDoor(screen, useUpstreamDesk())
  const inShell = useManualAtHand()
  if (!door || !inShell) return text
  return (
    <button
      type="button"
      className="plain-button manual-link"
      onClick={() => {
        closeHelp()
        void navigate(door.route)
      }}
    >
      {text}
    </button>
  )
}

const headingId = (section: string): string => `manual-${section}`

function Block({ block, follow }: { block: ManualBlock; follow: Follow }) {
  switch (block.kind) {
    case 'heading': {
      const Heading = block.level === 2 ? 'h2' : 'h3'
      return (
        <Heading id={headingId(block.section)} tabIndex={-1}>
          {block.text}
        </Heading>
      )
    }
    case 'paragraph':
      return (
        <p>
          <Inlines parts={block.inlines} follow={follow} />
        </p>
      )
    case 'note':
      return (
        <p className="manual-note">
          <Inlines parts={block.inlines} follow={follow} />
        </p>
      )
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul'
      return (
        <List>
          {block.items.map((item, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the words of a page never change places
            <li key={`${at}`}>
              <Inlines parts={item} follow={follow} />
            </li>
          ))}
        </List>
      )
    }
    case 'table':
      return (
        <table>
          <thead>
            <tr>
              {block.head.map((heading) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the words of a page never change places
              <tr key={`${at}`}>
                {row.map((cell, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the words of a page never change places
                  <td key={`${column}`}>
                    <Inlines parts={cell} follow={follow} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )
    case 'picture':
      return (
        <figure>
          <img src={`kexie://app/manual/${block.file}`} alt={block.title} width={block.width} height={block.height} />
          <figcaption className="quiet">{block.title}</figcaption>
        </figure>
      )
  }
}

/** Brings `section` into sight, or the head of the page. */
export function ManualText({ page, section, follow }: { page: ManualPage; section: string | null; follow: Follow }) {
  const article = useRef<HTMLElement>(null)
  const upstreamDesk = useUpstreamDesk()
  const inShell = useManualAtHand()
  const shown = useRoute((held) => held.route.screen)
  const doors = inShell
    ? page.screens.flatMap((screen) => (screen === shown ? [] : (manualDoor(screen, upstreamDesk) ?? [])))
    : []
  const { pageId } = page
  useEffect(() => {
    if (!pageId) return
    const heading = section === null ? null : document.getElementById(headingId(section))
    ;(heading ?? article.current)?.scrollIntoView({ block: 'start' })
    // Whoever reads by ear begins here, too.
    heading?.focus({ preventScroll: true })
  }, [pageId, section])
  return (
    <article className="manual-text" ref={article} lang="zh-CN">
      {doors.length > 0 ? (
        <p className="manual-doors">
          {doors.map((door) => (
            <button
              key={door.title}
              type="button"
              className="plain-button manual-link"
              onClick={() => {
                closeHelp()
                void navigate(door.route)
              }}
            >
              打开“{door.title}”
            </button>
          ))}
        </p>
      ) : null}
      {page.blocks.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a page never change places
        <Block key={`${at}`} block={block} follow={follow} />
      ))}
    </article>
  )
}
