import { Button, Select } from 'antd'
import { useState } from 'react'
import type { ProblemData } from '../../../../shared/problems.ts'
import { call, problemOf } from '../../../api.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { lacksText } from '../../../text/videos.ts'
import { Input } from '../../../ui/Input.tsx'
import { Section } from '../../../ui/Page.tsx'
import { lacking, lacksSummary } from '../review-facts.ts'
import type { ReviewHold } from '../use-review.ts'

/** Works that are not judged, each with its reason; all others are. Takes effect at once. */
export function EntriesOut({ hold, readOnly }: { hold: ReviewHold; readOnly: boolean }) {
  const { review, change } = hold
  const [entryId, setEntryId] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const [lackId, setLackId] = useState<string | null>(null)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const out = review.entries.filter(({ outReason }) => outReason !== null)
  const judged = review.entries.filter(({ outReason }) => outReason === null)
  const incomplete = lacking(review)
  const chosen = incomplete.find((entry) => entry.entryId === lackId) ?? incomplete[0]
  const set = async (next: { entryId: string; reason: string }[]) => {
    setProblem(null)
    try {
      await change(() => call('reviews.setEntries', { reviewId: review.reviewId, out: next }))
      setEntryId(null)
      setReason('')
    } catch (thrown) {
      setProblem(problemOf(thrown))
    }
  }
  const standing = out.map((entry) => ({ entryId: entry.entryId, reason: entry.outReason ?? '' }))
  return (
    <Section title="参评作品" note={`${judged.length} 件参评，${out.length} 件不参评`}>
      {readOnly || !chosen ? null : (
        <div className="setting-lacks">
          <p>{lacksSummary(incomplete)}</p>
          <span className="setting-add">
            <Select
              className="setting-entry"
              aria-label="不齐全的作品"
              showSearch={{ optionFilterProp: 'label' }}
              value={chosen.entryId}
              onChange={setLackId}
              options={incomplete.map((entry) => ({
                value: entry.entryId,
                label: `${entry.number} 号《${entry.title}》：${lacksText(entry.lacks)}`,
              }))}
            />
            <Button
              title={`原因写“${lacksText(chosen.lacks)}”`}
              onClick={() => void set([...standing, { entryId: chosen.entryId, reason: lacksText(chosen.lacks) }])}
            >
              设为不参评
            </Button>
          </span>
        </div>
      )}
      {out.length === 0 ? null : (
        <ul className="setting-rows" aria-label="不参评的作品">
          {out.map((entry) => (
            <li key={entry.entryId}>
              <span className="setting-out one-line">
                {entry.number} 号《{entry.title}》：{entry.outReason}
              </span>
              <Button
                size="small"
                disabled={readOnly}
                aria-label={`恢复参评：${entry.number} 号`}
                onClick={() => void set(standing.filter((one) => one.entryId !== entry.entryId))}
              >
                恢复参评
              </Button>
            </li>
          ))}
        </ul>
      )}
      {readOnly ? null : (
        <span className="setting-add">
          <Select
            className="setting-entry"
            aria-label="不参评的作品"
            placeholder="选一件不参评的作品"
            showSearch={{ optionFilterProp: 'label' }}
            value={entryId}
            onChange={setEntryId}
            options={judged.map((entry) => ({ value: entry.entryId, label: `${entry.number} 号《${entry.title}》` }))}
          />
          <Input
            aria-label="不参评的原因"
            placeholder="原因，如：超过 3 分钟"
            maxLength={100}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button
            disabled={entryId === null || reason.trim() === ''}
            onClick={() => entryId && void set([...standing, { entryId, reason: reason.trim() }])}
          >
            设为不参评
          </Button>
        </span>
      )}
      <ProblemNote problem={problem} />
    </Section>
  )
}
