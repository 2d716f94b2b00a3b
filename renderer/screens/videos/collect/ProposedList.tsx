import { CheckCircleOutlined, MinusCircleOutlined, QuestionCircleOutlined } from '@ant-design/icons'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { VideoDuty } from '../../../app/videos/video-duties.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { ProposedDetail } from './ProposedDetail.tsx'
import type { Collection, Sheet } from './use-collection.ts'

function SheetMark({ sheet }: { sheet: Sheet }) {
  if (sheet.confirmed)
    return (
      <Mark tone="good" icon={<CheckCircleOutlined aria-hidden="true" />}>
        要收
      </Mark>
    )
  if (sheet.proposed.questions.length === 0)
    return (
      <Mark tone="none" icon={<MinusCircleOutlined aria-hidden="true" />}>
        不收
      </Mark>
    )
  return (
    <Mark tone="wait" icon={<QuestionCircleOutlined aria-hidden="true" />}>
      {sheet.proposed.questions.length} 处要看
    </Mark>
  )
}

/** Proposed entries left, the one that is looked at right. */
export function ProposedList({ duty, collection }: { duty: VideoDuty; collection: Collection }) {
  const { sheets } = collection
  const firstOpen = sheets.find(({ confirmed }) => !confirmed) ?? sheets[0]
  const [key, setKey] = useState(firstOpen?.proposed.key ?? '')
  const list = useRef<HTMLUListElement>(null)
  const at = Math.max(
    sheets.findIndex(({ proposed }) => proposed.key === key),
    0,
  )
  const current = sheets[at]
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const next = step === undefined ? undefined : sheets[at + step]
    if (!next) return
    event.preventDefault()
    setKey(next.proposed.key)
    list.current?.querySelectorAll('button')[at + (step ?? 0)]?.focus()
  }
  return (
    <div className="collect-look">
      <ul ref={list} className="collect-entries" aria-label="认出的作品" onKeyDown={press}>
        {sheets.map((sheet, index) => (
          <li key={sheet.proposed.key}>
            <button
              type="button"
              className="plain-button collect-entry"
              aria-current={index === at ? 'true' : undefined}
              onClick={() => setKey(sheet.proposed.key)}
            >
              <span className="collect-entry-title one-line">{sheet.proposed.title || '（没有名称）'}</span>
              <span className="collect-entry-line">
                <SheetMark sheet={sheet} />
                <span className="quiet">
                  {sheet.proposed.files.length} 个文件{sheet.proposed.existing ? '，已有这件' : ''}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {current ? (
        <ProposedDetail key={current.proposed.key} duty={duty} sheet={current} collection={collection} />
      ) : null}
    </div>
  )
}
