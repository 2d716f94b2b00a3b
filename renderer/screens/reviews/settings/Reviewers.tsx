import { DeleteOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useId, useState } from 'react'
import type { Review } from '../../../../shared/api/reviews.ts'
import { Input } from '../../../ui/Input.tsx'
import { Section } from '../../../ui/Page.tsx'
import { pointsOf } from '../review-facts.ts'
import { namesIn, type ReviewerDraft } from './settings-draft.ts'

type Props = {
  review: Review
  reviewers: readonly ReviewerDraft[]
  readOnly: boolean
  onChange: (reviewers: ReviewerDraft[]) => void
}

/** Who judges: by name. Who has scored can be renamed, and not left out. */
export function Reviewers({ review, reviewers, readOnly, onChange }: Props) {
  const id = useId()
  const [text, setText] = useState('')
  const scored = (reviewerId: string | null) =>
    reviewerId === null
      ? 0
      : review.entries.filter((entry) => Object.keys(pointsOf(entry, reviewerId)).length > 0).length
  const add = () => {
    const known = new Set(reviewers.map(({ name }) => name))
    const fresh = [...new Set(namesIn(text))].filter((name) => !known.has(name))
    if (fresh.length > 0) onChange([...reviewers, ...fresh.map((name) => ({ reviewerId: null, name }))])
    setText('')
  }
  return (
    <Section title="评委" note={reviewers.length === 0 ? '还没有' : `${reviewers.length} 位`}>
      <ul className="setting-rows" aria-label="评委名单">
        {reviewers.map(({ reviewerId, name }, at) => {
          const count = scored(reviewerId)
          return (
            <li key={reviewerId ?? `new ${at}`}>
              <Input
                aria-label={`评委 ${at + 1} 姓名`}
                value={name}
                maxLength={30}
                onChange={(event) =>
                  onChange(reviewers.map((one, index) => (index === at ? { ...one, name: event.target.value } : one)))
                }
              />
              <span className="quiet setting-number">{count === 0 ? '还没打分' : `已打 ${count} 件`}</span>
              <Button
                type="text"
                icon={<DeleteOutlined aria-hidden="true" />}
                aria-label={`去掉评委：${name || at + 1}`}
                disabled={count > 0}
                {...(count > 0 && { title: '打过分的评委不能去掉；确要去掉，先清空分数' })}
                onClick={() => onChange(reviewers.filter((_one, index) => index !== at))}
              />
            </li>
          )
        })}
      </ul>
      {readOnly ? null : (
        <>
          <label className="field-label" htmlFor={id}>
            添加评委
          </label>
          <span className="setting-add">
            <Input
              id={id}
              placeholder="姓名，回车加上；可以一次粘贴几位"
              value={text}
              onChange={(event) => setText(event.target.value)}
              onPressEnter={(event) => {
                if (!event.nativeEvent.isComposing) add()
              }}
              onBlur={add}
            />
            <Button onClick={add}>加上</Button>
          </span>
        </>
      )}
    </Section>
  )
}
