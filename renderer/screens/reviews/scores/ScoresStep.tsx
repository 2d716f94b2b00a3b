import { PrinterOutlined, TeamOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMemo, useRef, useState } from 'react'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { EmptyPlace } from '../../../ui/Page.tsx'
import { judgedEntries, pointsOf, totalOf, undone } from '../review-facts.ts'
import { Tabs } from '../Tabs.tsx'
import type { ReviewHold } from '../use-review.ts'
import { FilmPanel } from './FilmPanel.tsx'
import { ScoreGrid } from './ScoreGrid.tsx'
import { ScoreSheetDialog } from './ScoreSheetDialog.tsx'
import './scores.css'

type Props = {
  hold: ReviewHold
  reviewerId: string | null
  onReviewer: (reviewerId: string) => void
  /** A work to begin with. */
  entryId: string | null
  onSettings: () => void
}

/** 评分: one reviewer's sheet at a time, on the keyboard, whether he sits here or has filled in the printed one. */
export function ScoresStep({ hold, reviewerId, onReviewer, entryId, onSettings }: Props) {
  const { review, saveProblem, score, flush, drop } = hold
  const body = useRef<HTMLDivElement>(null)
  const tabs = useRef<HTMLDivElement>(null)
  const entries = useMemo(() => judgedEntries(review), [review])
  const left = useMemo(() => undone(review), [review])
  /** 0: no film; grows each time that one is asked for. */
  const [asked, setAsked] = useState(0)
  const filming = asked > 0
  const [printing, setPrinting] = useState(false)
  const first = entryId === null ? -1 : entries.findIndex((entry) => entry.entryId === entryId)
  const [row, setRow] = useState(Math.max(first, 0))
  const [wanted, setWanted] = useState<{ row: number; column: number } | null>(
    first < 0 ? null : { row: first, column: 1 },
  )
  const reviewer = review.reviewers.find((one) => one.reviewerId === reviewerId) ?? review.reviewers[0]
  if (entries.length === 0)
    return (
      <EmptyPlace title="没有参评的作品" action={<Button onClick={onSettings}>打开设置</Button>}>
        收到作品后会自动编号列在这里；都设为不参评时，可以在设置里恢复。
      </EmptyPlace>
    )
  if (!reviewer)
    return (
      <EmptyPlace
        icon={<TeamOutlined aria-hidden="true" />}
        title="还没有评委"
        action={
          <Button type="primary" size="large" onClick={onSettings}>
            填写评委
          </Button>
        }
      >
        一位评委一张评分表，逐件打分。先填好评委姓名，核对评分项和奖项。
      </EmptyPlace>
    )
  const mine = left.find((one) => one.reviewerId === reviewer.reviewerId)?.entries ?? []
  const done = entries.length - mine.length
  const entry = entries[row]
  const readOnly = review.state === 'closed'

  const goToNext = () => {
    const place = (from: number) =>
      entries.findIndex((one, at) => at >= from && totalOf(review, one, reviewer.reviewerId) === null)
    const next = place(row + 1) >= 0 ? place(row + 1) : place(0)
    const target = entries[next]
    if (!target) return
    const given = pointsOf(target, reviewer.reviewerId)
    const column = review.settings.criteria.findIndex(({ id }) => given[id] === undefined)
    setWanted({ row: next, column: column + 1 })
  }
  const toCell = () =>
    body.current?.querySelector<HTMLElement>('.points-input[tabindex="0"], .score-title[tabindex="0"]')?.focus()
  return (
    <div className="scores-step">
      <div className="scores-bar">
        <div ref={tabs} className="scores-reviewers">
          <Tabs
            label="评委"
            className="reviewer-tabs"
            tabs={left.map((one) => ({
              key: one.reviewerId,
              label: one.name,
              note: `${entries.length - one.entries.length}/${entries.length}`,
            }))}
            current={reviewer.reviewerId}
            onChoose={(next) => {
              void flush()
              onReviewer(next)
            }}
          />
        </div>
        <div className="scores-tools">
          <span className="quiet" role="status">
            {mine.length === 0 ? '都打齐了' : `已打齐 ${done} 件，还差 ${mine.length} 件`}
          </span>
          <Button disabled={mine.length === 0} onClick={goToNext}>
            下一件没打齐的
          </Button>
          <Button
            icon={<PrinterOutlined aria-hidden="true" />}
            onClick={() => void flush().then(() => setPrinting(true))}
          >
            打印评分表
          </Button>
        </div>
      </div>
      <ProblemNote
        problem={saveProblem}
        action={
          <>
            <Button onClick={() => void flush()}>再存一次</Button>
            <Button onClick={drop}>放弃没存上的分数</Button>
          </>
        }
      />
      {readOnly ? (
        <p className="quiet scores-closed">评审已经结束，分数只能看。要改时，在“结果”里写明理由重新打开。</p>
      ) : null}
      <div className="scores-body" data-film={filming} ref={body}>
        <ScoreGrid
          entries={entries}
          reviewerId={reviewer.reviewerId}
          reviewerName={reviewer.name}
          criteria={review.settings.criteria}
          readOnly={readOnly}
          wanted={wanted}
          onPoints={(of, criterion, points) =>
            score({ reviewerId: reviewer.reviewerId, entryId: of, points: { [criterion]: points } })
          }
          onSave={() => void flush()}
          onRow={setRow}
          onFilm={(of) => {
            setRow(entries.findIndex((one) => one.entryId === of))
            setAsked((before) => before + 1)
          }}
          onOut={() => tabs.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()}
        />
        {filming && entry ? (
          <FilmPanel
            entry={entry}
            reviewerName={reviewer.name}
            note={entry.scores.find((one) => one.reviewerId === reviewer.reviewerId)?.note ?? ''}
            readOnly={readOnly}
            asked={asked}
            onNote={(note) => score({ reviewerId: reviewer.reviewerId, entryId: entry.entryId, points: {}, note })}
            onSave={() => void flush()}
            onBack={toCell}
            onClose={() => {
              setAsked(0)
              toCell()
            }}
          />
        ) : null}
      </div>
      <p className="quiet scores-keys">
        方向键、回车、Tab 换格；F2 看片，空格播放，Esc 回到表格；在表格里按 Esc 到评委。每格随填随存。
      </p>
      {printing ? (
        <ScoreSheetDialog
          review={review}
          undone={left}
          reviewerId={reviewer.reviewerId}
          onClose={() => setPrinting(false)}
        />
      ) : null}
    </div>
  )
}
