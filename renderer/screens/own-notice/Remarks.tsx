import { useState } from 'react'
import type { OwnNoticeDraft } from '../../../shared/notice/own-draft.ts'
import { GrowingText } from '../../form/GrowingText.tsx'
import { Section } from '../../ui/Page.tsx'
import type { DraftChange } from './use-own-draft.ts'

const mostRemarks = 30
const longest = 400

/** What those who get the notice should mind, one sentence a line. */
export function Remarks({ draft, change }: { draft: OwnNoticeDraft; change: DraftChange }) {
  // The empty line that is being begun is not in the draft yet.
  const [text, setText] = useState(draft.remarks.join('\n'))
  return (
    <Section title="请留意" note="一行一条；收到通知的单位看得到">
      <GrowingText
        className="own-remarks"
        aria-label="请留意"
        rows={2}
        value={text}
        onChange={(event) => {
          const typed = event.target.value
          setText(typed)
          const lines = typed.split('\n').map((line) => line.trim().slice(0, longest))
          change((before) => ({ ...before, remarks: lines.filter((line) => line !== '').slice(0, mostRemarks) }))
        }}
      />
    </Section>
  )
}
