import { ArrowLeftOutlined } from '@ant-design/icons'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import type { Figure, FigureSource } from '../../../../shared/api/register.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { navigate } from '../../../app/route.ts'
import { useMethod } from '../../../app/use-method.ts'
import { daysText } from '../../../text/activities.ts'
import { sourceWords } from './source-words.ts'

const rowHeight = 52
const timeText = (time: string): string => (/^\d{4}-\d\d-\d\d$/.test(time) ? daysText(time, null, 0) : time)
const quietParts = ({ time, unit, names, note }: FigureSource): string =>
  [timeText(time), unit, names.join('、'), note].filter((part) => part !== '').join(' · ')

function Sources({ sources, unit, label }: { sources: readonly FigureSource[]; unit: string; label: string }) {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: sources.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keyboard
    <section ref={scroller} className="figure-sources" aria-label={label} tabIndex={0}>
      <ol style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map((item) => {
          const source = sources[item.index]
          if (!source) return null
          const { activityId, title, amount } = source
          const words = quietParts(source)
          return (
            <li
              key={item.key}
              className="figure-source"
              aria-posinset={item.index + 1}
              aria-setsize={sources.length}
              style={{ height: rowHeight, transform: `translateY(${item.start}px)` }}
            >
              {activityId === null ? (
                <span className="one-line" title={title}>
                  {title}
                </span>
              ) : (
                <button
                  type="button"
                  className="plain-button link-button one-line"
                  title={title}
                  onClick={() => void navigate({ screen: 'activity', activityId })}
                >
                  {title || '（未命名）活动'}
                </button>
              )}
              <span className="figure-source-amount">{amount === '' ? '' : `${amount}${unit && ` ${unit}`}`}</span>
              <span className="quiet one-line figure-source-note" title={words}>
                {words}
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

type Props = { recordId: string; revision: number | null; figure: Figure; totals: boolean; onBack: () => void }

/** One figure: how it is counted, of which activities or offices, what it was last year. */
export function FigureDetail({ recordId, revision, figure, totals, onBack }: Props) {
  const { field } = figure
  const words = sourceWords(totals)
  const asked = { recordId, revision, field }
  const { value, problem } = useMethod('register.sources', asked, ['activities', 'records'])
  const { label, unit, computed, lastYear, rule, reason } = value?.figure ?? figure
  const withUnit = (text: string) => `${text}${unit && ` ${unit}`}`
  return (
    <div className="figure-detail">
      <div>
        <Back onBack={onBack} />
        <h3>{label}</h3>
      </div>
      <dl className="facts">
        <dt>{words.sum}</dt>
        <dd>
          <strong>{computed === null ? words.none : withUnit(computed)}</strong>
        </dd>
        {reason === null ? null : (
          <>
            <dt>表里填的</dt>
            <dd>
              {figure.value === null ? '（空）' : withUnit(figure.value)}
              <p className="quiet">{reason === '' ? '还没有写原因' : `原因：${reason}`}</p>
            </dd>
          </>
        )}
        {rule === '' ? null : (
          <>
            <dt>怎么算的</dt>
            <dd>{rule}</dd>
          </>
        )}
        {lastYear === null ? null : (
          <>
            <dt>去年</dt>
            <dd>{withUnit(lastYear)}</dd>
          </>
        )}
      </dl>
      <ProblemNote problem={problem} />
      {value && value.sources.length > 0 ? (
        <>
          <p className="quiet">计入的 {words.count(value.sources.length)}：</p>
          <Sources sources={value.sources} unit={unit} label={words.list} />
        </>
      ) : null}
    </div>
  )
}

function Back({ onBack }: { onBack: () => void }) {
  return (
    <button type="button" className="plain-button link-button" onClick={onBack}>
      <ArrowLeftOutlined aria-hidden="true" /> 全部数字
    </button>
  )
}
