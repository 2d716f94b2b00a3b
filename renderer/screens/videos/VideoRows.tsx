import { CheckCircleOutlined, ExclamationCircleOutlined, TrophyOutlined } from '@ant-design/icons'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react'
import type { VideoEntry } from '../../../shared/api/videos.ts'
import { RecordStateMark } from '../../app/RecordStateMark.tsx'
import { ToneMark } from '../../app/ToneMark.tsx'
import type { Chosen } from '../../app/use-chosen.ts'
import { useBackgroundPosters } from '../../app/videos/background-posters.ts'
import { Poster } from '../../app/videos/Poster.tsx'
import {
  entryTitle,
  lacksText,
  lengthText,
  pixelsText,
  signedLongText,
  signedText,
  timingWords,
  unsigned,
} from '../../text/videos.ts'
import { Mark } from '../../ui/Mark.tsx'
import { Tick } from '../../ui/Tick.tsx'

const rowHeight = 56

/** Length and size, with a mark where a rule is broken. */
function VideoFactsCell({ entry }: { entry: VideoEntry }) {
  const { video } = entry
  if (video === null) return <span className="quiet">没有视频</span>
  const facts = [lengthText(video.durationSeconds), pixelsText(video.displayWidth, video.displayHeight)]
  const text = facts.filter((fact) => fact !== '').join(' ') || '读不出时长'
  if (video.ok) return <span className="quiet one-line">{text}</span>
  return (
    <Mark tone="stop" icon={<ExclamationCircleOutlined aria-hidden="true" />} title="视频不合要求">
      {text}
    </Mark>
  )
}

/** Whose work it is; what was received names beneath it the office that sent it, where that is another. */
function UnitCell({ entry: { own, unit, officeName } }: { entry: VideoEntry }) {
  const sender = own || officeName === unit ? '' : officeName
  return (
    <span className="quiet video-row-unit" title={[unit, sender && `报送：${sender}`].filter(Boolean).join('，')}>
      <span className="one-line">{unit || sender}</span>
      {unit !== '' && sender !== '' ? <span className="one-line video-row-sender">{sender} 报送</span> : null}
    </span>
  )
}

function Row({ entry, marked }: { entry: VideoEntry; marked: boolean }) {
  const lacks = lacksText(entry.lacks)
  const { consents } = entry
  return (
    <>
      {/* The keys and the row itself choose; this shows it and is a target for the mouse. */}
      <Tick on={marked} className="video-row-tick" />
      <Poster video={entry.video} />
      <RecordStateMark state={entry.state} />
      <span className="video-row-name">
        <span className="video-row-title one-line" title={entryTitle(entry)}>
          {entryTitle(entry)}
        </span>
        {entry.award ? (
          <Mark tone="work" icon={<TrophyOutlined aria-hidden="true" />}>
            {entry.award.name}
          </Mark>
        ) : null}
        {entry.timing === 'in-time' ? null : (
          <ToneMark worded={timingWords[entry.timing]} title={timingWords[entry.timing].line} />
        )}
      </span>
      <UnitCell entry={entry} />
      <span className="video-row-facts">
        <VideoFactsCell entry={entry} />
      </span>
      <span
        className="quiet video-row-signed"
        title={signedLongText(consents)}
        data-done={consents.of > 0 && unsigned(consents) === 0}
      >
        {signedText(consents)}
      </span>
      <span className="video-row-lacks">
        {entry.purged ? (
          <span className="quiet">个人信息已清除</span>
        ) : lacks === '' ? (
          <Mark tone="good" icon={<CheckCircleOutlined aria-hidden="true" />}>
            齐全
          </Mark>
        ) : (
          <span className="one-line" title={lacks}>
            {lacks}
          </span>
        )}
      </span>
    </>
  )
}

type Props = {
  entries: readonly VideoEntry[]
  chosen: Chosen
  onOpen: (entryId: string) => void
}

/**
 * One line a row, state first. Arrow keys walk, Space marks, Shift and arrows mark on the way, Ctrl+A marks all,
 * Enter opens; only what is in sight is drawn.
 */
export function VideoRows({ entries, chosen, onOpen }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  })
  const inSight = rows.getVirtualItems().flatMap(({ index }) => entries[index]?.video ?? [])
  useBackgroundPosters(rows.isScrolling ? null : inSight)
  const at = entries.findIndex(({ entryId }) => entryId === chosen.current)

  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at, { align: 'auto' })
  }, [at, rows])

  const press = (event: KeyboardEvent) => {
    const current = entries[at]
    if (event.key === 'Enter' && current) onOpen(current.entryId)
    else if (!chosen.press(event)) return
    event.preventDefault()
  }
  const click = (event: MouseEvent, index: number) => {
    const onTick = event.target instanceof Element && event.target.closest('.video-row-tick') !== null
    if (onTick) event.preventDefault()
    // A row that scrolls away takes the focus with it.
    scroller.current?.focus({ preventScroll: true })
    if (event.shiftKey) chosen.extendTo(index)
    else if (onTick || event.ctrlKey) chosen.toggle(index)
    else chosen.goTo(index)
  }

  return (
    <div
      ref={scroller}
      className="video-rows"
      role="listbox"
      tabIndex={0}
      aria-multiselectable="true"
      aria-label={`视频作品，共 ${entries.length} 件`}
      aria-activedescendant={at >= 0 ? `video-${chosen.current}` : undefined}
      onKeyDown={press}
      onFocus={() => {
        if (at < 0 && entries.length > 0) chosen.goTo(0)
      }}
    >
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map((item) => {
          const entry = entries[item.index]
          if (!entry) return null
          const marked = chosen.marked.has(entry.entryId)
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list box handles the keys
            <div
              key={entry.entryId}
              id={`video-${entry.entryId}`}
              className="list-row video-row"
              role="option"
              tabIndex={-1}
              aria-selected={marked}
              data-current={entry.entryId === chosen.current}
              aria-posinset={item.index + 1}
              aria-setsize={entries.length}
              style={{ height: rowHeight, transform: `translateY(${item.start}px)` }}
              onMouseDown={(event) => {
                // Shift would mark text on the page.
                if (event.shiftKey) event.preventDefault()
              }}
              onClick={(event) => click(event, item.index)}
              onDoubleClick={() => onOpen(entry.entryId)}
            >
              <Row entry={entry} marked={marked} />
            </div>
          )
        })}
      </div>
    </div>
  )
}
