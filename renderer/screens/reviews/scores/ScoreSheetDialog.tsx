import { Modal, Radio } from 'antd'
import { useState } from 'react'
import type { Review } from '../../../../shared/api/reviews.ts'
import { PaperActions } from '../papers/PaperActions.tsx'
import { judgedEntries, type Undone } from '../review-facts.ts'

const blank = ''

type Props = { review: Review; undone: readonly Undone[]; reviewerId: string | null; onClose: () => void }

/** 评分表: blank for who writes by hand, or as a reviewer has scored. */
export function ScoreSheetDialog({ review, undone, reviewerId, onClose }: Props) {
  const [who, setWho] = useState(reviewerId ?? blank)
  const all = judgedEntries(review).length
  const name = review.reviewers.find((one) => one.reviewerId === who)?.name
  return (
    <Modal open title="打印评分表" footer={null} width={520} onCancel={onClose}>
      <div className="stack">
        <Radio.Group
          vertical
          className="score-sheet-choices"
          aria-label="打印哪一份"
          value={who}
          onChange={(event) => setWho(event.target.value as string)}
          options={[
            { value: blank, label: '空白表，不写评委姓名' },
            ...undone.map((one) => ({
              value: one.reviewerId,
              label: `${one.name}：${one.entries.length === all ? '还没有打分，空白表写好姓名' : `按已打的分数（${all - one.entries.length}/${all}）`}`,
            })),
          ]}
        />
        <p className="quiet">一件作品一行，按编号排；评委看不到单位。手工打分的，收回后在这里选评委照表录入。</p>
      </div>
      <PaperActions
        foot
        order={{ paper: 'score-sheet', reviewId: review.reviewId, reviewerId: who === blank ? null : who }}
        name="评分表"
        fileName={`评分表-${name ?? '空白'}`}
        ways={['docx', 'pdf', 'print']}
        onPrinted={onClose}
      />
    </Modal>
  )
}
