import { Radio } from 'antd'
import { useRef, useState } from 'react'
import type { Review } from '../../../../shared/api/reviews.ts'
import { ReasonDialog } from '../ReasonDialog.tsx'
import type { Ranked } from './ResultRows.tsx'

const none = '无'
const byRank = '名次'

type Props = {
  review: Review
  ranked: Ranked
  onClose: () => void
  onDecide: (decision: { awardId: string | null; byRank: boolean }, reason: string) => Promise<unknown>
}

/** An award against the ranking, or none; and back to what the rank gives. */
export function AwardDialog({ review, ranked, onClose, onDecide }: Props) {
  const { row, entry } = ranked
  const [chosen, setChosen] = useState<string | null>(row.awardId)
  const group = useRef<HTMLDivElement>(null)
  const taken = (id: string) => review.results.filter(({ awardId }) => awardId === id).length
  const choices = [
    ...review.settings.awards.map(({ id, name, count }) => ({
      value: id,
      label: `${name}（${count === null ? `不限名额，现有 ${taken(id)} 件` : `${count} 个名额，现有 ${taken(id)} 件`}）`,
    })),
    { value: none, label: '不授奖' },
    ...(row.awardReason !== null && review.state === 'open' ? [{ value: byRank, label: '改回按名次' }] : []),
  ]
  return (
    <ReasonDialog
      title={`手工定奖：${entry.number} 号《${entry.title || '未命名'}》`}
      reasonLabel="为什么"
      placeholder="如：评委会合议，同一单位只取一件"
      cancel="先不改"
      action="这样定"
      ready={chosen !== null}
      onOpened={() => group.current?.querySelector<HTMLElement>('input:checked, input')?.focus()}
      onClose={onClose}
      onDone={(reason) =>
        onDecide({ awardId: chosen === none || chosen === byRank ? null : chosen, byRank: chosen === byRank }, reason)
      }
    >
      <div ref={group}>
        <Radio.Group
          vertical
          aria-label="定为"
          value={chosen}
          onChange={(event) => setChosen(event.target.value as string)}
          options={choices}
        />
      </div>
      <p className="quiet">
        {row.rank === null ? '这件还没有名次。' : `现在第 ${row.rank} 名，平均 ${row.mean} 分。`}
        {review.state === 'open' ? '人工定的先占名额，其余按名次往下排。' : ''}
      </p>
    </ReasonDialog>
  )
}
