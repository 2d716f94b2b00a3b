import { useEffect, useMemo, useRef } from 'react'
import type { OwnNoticeSource } from '../../../shared/api/own-notices.ts'
import type { Proposal } from '../../../shared/notice/recognise/proposal.ts'

type Props = {
  source: OwnNoticeSource
  proposals: readonly Proposal[]
  decisions: Readonly<Record<string, 'taken' | 'changed' | 'dropped'>>
  active: string | null
  onPick: (id: string) => void
}

type Piece = { key: number; text: string; over: Proposal[] }
type Line = { key: number; pieces: Piece[]; page: number | null }

/** The text cut where a proposal begins or ends; where several lie over each other the shortest is picked. */
function toLines({ text, pages }: OwnNoticeSource, proposals: readonly Proposal[]): Line[] {
  const lines: Line[] = []
  let at = 0
  for (const words of text.split('\n')) {
    const end = at + words.length
    const here = proposals.filter(({ span }) => span.start < end && span.end > at)
    const cuts = [...new Set([at, end, ...here.flatMap(({ span }) => [span.start, span.end])])]
      .filter((cut) => cut >= at && cut <= end)
      .sort((a, b) => a - b)
    const pieces = cuts.slice(0, -1).map((start, n) => {
      const stop = cuts[n + 1] ?? end
      const over = here
        .filter(({ span }) => span.start <= start && span.end >= stop)
        .sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start))
      return { key: start, text: text.slice(start, stop), over }
    })
    const page = pages.findIndex(({ start }, n) => n > 0 && start >= at && start <= end)
    lines.push({ key: at, pieces, page: page > 0 ? page + 1 : null })
    at = end + 1
  }
  return lines
}

function SourceText({ source, proposals, decisions, active, onPick }: Props) {
  const body = useRef<HTMLDivElement>(null)
  const lines = useMemo(() => toLines(source, proposals), [source, proposals])
  useEffect(() => {
    if (active === null) return
    body.current?.querySelector('[data-active="true"]')?.scrollIntoView({ block: 'center' })
  }, [active])
  return (
    <div className="own-source-text" ref={body}>
      {lines.map((line) => (
        <p key={line.key}>
          {line.page === null ? null : <span className="own-page">以下接第 {line.page} 页</span>}
          {line.pieces.map(({ key, text, over }) => {
            const [nearest] = over
            if (!nearest) return <span key={key}>{text}</span>
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list beside it is the way by keyboard
              <mark
                key={key}
                data-decision={decisions[nearest.id] ?? 'open'}
                data-ask={nearest.question !== null}
                data-active={over.some((one) => one.id === active)}
                onClick={() => onPick(nearest.id)}
              >
                {text}
              </mark>
            )
          })}
        </p>
      ))}
    </div>
  )
}

/** What was received: its text with what was recognised, or its pictures. */
export function SourceView(props: Props) {
  const { source } = props
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the arrows are the way to do so
    <section className="own-source" aria-label="收到的通知" tabIndex={0} data-region>
      <header className="own-source-head">
        <h2 className="one-line" title={source.fileName}>
          {source.fileName}
        </h2>
        <span className="quiet">{source.pages.length > 1 ? `${source.pages.length} 页` : ''}</span>
      </header>
      {source.pictures.map((digest, at) => (
        <img key={digest} className="own-picture" src={`kexie://file/${digest}`} alt={`通知第 ${at + 1} 页`} />
      ))}
      {source.kind === 'picture' ? (
        <p className="quiet own-source-note">照片里的字程序不认，请对照着在右边填。</p>
      ) : source.pictures.length > 0 ? (
        <p className="quiet own-source-note">这份 PDF 是扫描件，没有可读的文字，请对照着在右边填。</p>
      ) : source.text.trim() === '' ? (
        <p className="own-source-note">
          这份文件里没有可读的文字，多半是扫描件。原文件已存在通知里；请用别的程序打开它，对照着在右边填。
        </p>
      ) : null}
      {source.text.trim() === '' ? null : <SourceText {...props} />}
    </section>
  )
}
