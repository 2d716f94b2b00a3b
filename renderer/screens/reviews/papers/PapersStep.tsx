import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import type { Review } from '../../../../shared/api/reviews.ts'
import { Section } from '../../../ui/Page.tsx'
import { awarded, awardName, unitOf } from '../review-facts.ts'
import { PaperActions } from './PaperActions.tsx'
import './papers.css'

function Certificates({ review }: { review: Review }) {
  const { reviewId, entries, settings } = review
  const rows = awarded(review)
  const [out, setOut] = useState<ReadonlySet<string>>(new Set())
  const chosen = rows.filter(({ entryId }) => !out.has(entryId))
  const toggle = (entryId: string) => {
    const next = new Set(out)
    if (!next.delete(entryId)) next.add(entryId)
    setOut(next)
  }
  const all = chosen.length === rows.length
  return (
    <Section
      title="获奖证书"
      note={`一件作品一张，留有盖章的位置${settings.certificatePattern === '' ? '；没有设编号' : ''}`}
      actions={
        <PaperActions
          order={{
            paper: 'certificates',
            reviewId,
            entryIds: all ? [] : chosen.map(({ entryId }) => entryId),
          }}
          name="获奖证书"
          fileName={`获奖证书-${settings.event}-${chosen.length}张`}
          ways={['pdf', 'print']}
          disabled={chosen.length === 0}
        />
      }
    >
      <div className="certificate certificate-head">
        <Checkbox
          checked={all}
          indeterminate={!all && chosen.length > 0}
          onChange={() => setOut(all ? new Set(rows.map(({ entryId }) => entryId)) : new Set())}
        >
          全选
        </Checkbox>
        <span role="status">
          已选 {chosen.length} 张，共 {rows.length} 张
        </span>
      </div>
      <ul className="rows certificates" aria-label="获奖作品">
        {rows.map(({ entryId, awardId, certificateNumber }) => {
          const entry = entries.find((one) => one.entryId === entryId)
          if (!entry) return null
          return (
            <li key={entryId} className="certificate">
              <Checkbox
                checked={!out.has(entryId)}
                onChange={() => toggle(entryId)}
                aria-label={`证书：${entry.number} 号《${entry.title}》`}
              />
              <strong>{awardName(review, awardId)}</strong>
              <span className="one-line" title={entry.title}>
                《{entry.title}》
              </span>
              <span className="quiet one-line" title={unitOf(entry)}>
                {unitOf(entry)}
              </span>
              <span className="one-line certificate-number">{certificateNumber ?? '没有编号'}</span>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

/** 公示和证书: what goes out once the awards stand. */
export function PapersStep({ review, onResults }: { review: Review; onResults: () => void }) {
  const { reviewId, settings, state } = review
  const closed = state === 'closed'
  const winners = awarded(review).length
  const days = settings.publicNoticeDays
  return (
    <div className="step-page">
      {closed ? null : (
        <div className="step-note">
          <span>评审还没有结束，奖项没有定下来。结束评审以后才能印公示和证书。</span>
          <Button type="primary" onClick={onResults}>
            去结束评审
          </Button>
        </div>
      )}
      {closed && winners === 0 ? (
        <div className="step-note">
          <span>没有获奖作品，不用公示，也没有证书。名额没有填的奖项，要在“结果”里人工定奖。</span>
          <Button onClick={onResults}>去定奖</Button>
        </div>
      ) : null}
      <Section
        title="评审结果公示"
        note={
          days === null ? '没有设公示天数，公示时间留空' : `公示 ${days} 个工作日，从张贴的第二天算起；不印分数和评委`
        }
        actions={
          <PaperActions
            order={{ paper: 'publication', reviewId }}
            name="评审结果公示"
            fileName={`评审结果公示-${settings.event}`}
            ways={['docx', 'pdf', 'print']}
            disabled={!closed || winners === 0}
          />
        }
      >
        <p className="quiet paper-line">获奖作品 {winners} 件，按奖项列出作品和单位，落款留盖章的位置。</p>
      </Section>
      <Section
        title="评审结果表"
        note="归档用，不外发"
        actions={
          <PaperActions
            order={{ paper: 'result', reviewId }}
            name="评审结果表"
            fileName={`评审结果-${settings.event}`}
            ways={['docx', 'pdf', 'print']}
          />
        }
      >
        <p className="quiet paper-line">
          名次、各评委总分、平均分、并列怎样分先后、人工定奖的理由
          {closed ? '。' : '；评审没有结束时会注明“名次和奖项未定”。'}
        </p>
      </Section>
      {closed && winners > 0 ? <Certificates review={review} /> : null}
    </div>
  )
}
