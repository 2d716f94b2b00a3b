import { Button } from 'antd'
import type { Review } from '../../../../shared/api/reviews.ts'
import { type Blocker, numbersText, type Tie } from '../review-facts.ts'

type Props = {
  review: Review
  blockers: readonly Blocker[]
  onSettings: () => void
  onScores: (reviewerId: string, entryId: string) => void
  onTie: (tie: Tie) => void
}

/** What stands between here and the end of the review, each with its button. */
export function Blockers({ review, blockers, onSettings, onScores, onTie }: Props) {
  const number = (entryId: string) => review.entries.find((entry) => entry.entryId === entryId)?.number ?? 0
  const line = (blocker: Blocker): { key: string; text: string; button: string; run: () => void } => {
    switch (blocker.kind) {
      case 'no-entries':
        return { key: 'entries', text: '没有参评的作品', button: '看参评作品', run: onSettings }
      case 'no-reviewers':
        return { key: 'reviewers', text: '还没有评委', button: '填写评委', run: onSettings }
      case 'too-few-reviewers':
        return {
          key: 'extremes',
          text: `去掉最高分和最低分至少要 ${blocker.least} 位评委，现在 ${blocker.have} 位`,
          button: '改设置',
          run: onSettings,
        }
      case 'missing': {
        const { reviewerId, name, entries } = blocker.of
        return {
          key: reviewerId,
          text: `${name}还差 ${entries.length} 件：${numbersText(entries.map((entry) => entry.number))}`,
          button: '去补齐',
          run: () => onScores(reviewerId, entries[0]?.entryId ?? ''),
        }
      }
      case 'tie': {
        const { rank, rows } = blocker.tie
        return {
          key: `tie ${rank}`,
          text: `第 ${rank} 名并列在奖项的分界上：${numbersText(rows.map(({ entryId }) => number(entryId)))}`,
          button: '排定先后',
          run: () => onTie(blocker.tie),
        }
      }
    }
  }
  return (
    <section className="blockers" aria-label="结束评审以前">
      <strong>结束评审以前</strong>
      <ol>
        {blockers.map((blocker) => {
          const { key, text, button, run } = line(blocker)
          return (
            <li key={key}>
              <span>{text}</span>
              <Button size="small" onClick={run} aria-label={`${button}：${text}`}>
                {button}
              </Button>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
