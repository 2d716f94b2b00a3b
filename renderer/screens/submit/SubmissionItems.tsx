import { Button } from 'antd'
import type { SubmissionItem, SubmissionPreview } from '../../../shared/api/packages.ts'
import type { RecordState } from '../../../shared/domain/states.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'
import { codeText } from '../../../shared/wording/revision-code.ts'
import { guardiansText, unsignedText } from '../../../shared/wording/videos.ts'
import { navigate } from '../../app/route.ts'
import { ToneMark } from '../../app/ToneMark.tsx'
import { newsStates, submissionStates, type Worded } from '../../text/packages.ts'

type States = ReadonlyMap<string, RecordState>

/** What the package does with it, unless its own way so far says more. */
function wordOf(item: SubmissionItem, state: RecordState | undefined): Worded & { hint: string } {
  if (state === 'returned') return { word: '上级退回', tone: 'wait', hint: '改好、重新定稿后再报，这一次不会放进去' }
  if (item.news === 'repeated' || (state === 'sent' && item.state === 'ready')) return newsStates.repeated
  return submissionStates[item.state]
}

function note(item: SubmissionItem, state: RecordState | undefined): string {
  const parts: string[] = []
  if (state === 'returned' || state === 'sent') parts.push(wordOf(item, state).hint)
  else if (item.news === 'new' || item.news === 'revised') parts.push(newsStates[item.news].word)
  if (item.state === 'blocked') parts.push(`还有 ${item.findings} 处没有填好，这一次不会放进去`)
  else if (item.recordId !== null && item.findings > 0) parts.push(`有 ${item.findings} 条提示，不影响报送`)
  if (item.people && item.people.unsigned > 0) parts.push(unsignedText(item.people.unsigned))
  if (item.people && item.people.guardiansMissing > 0) parts.push(guardiansText(item.people.guardiansMissing))
  if (item.code) parts.push(`版本核对码 ${codeText(item.code)}`)
  if (state === 'to-stamp' && !item.stamped) parts.push('还没有标“已盖章”')
  if (item.attachments > 0) parts.push(`附件 ${item.attachments} 个，${bytesText(item.bytes)}`)
  return parts.length > 0 ? parts.join(' · ') : wordOf(item, state).hint
}

function Jump({ item, state }: { item: SubmissionItem; state: RecordState | undefined }) {
  const { recordId } = item
  const returned = state === 'returned'
  const step = returned ? '去改正' : item.state === 'blocked' ? '去填好' : '查看'
  if (recordId === null || (item.state === 'delivered' && !returned)) return <span />
  return (
    <Button
      aria-label={`${step}：${item.title}`}
      onClick={() => void navigate({ screen: 'record', recordId, field: null })}
    >
      {step}
    </Button>
  )
}

/** @param states where each own record stands */
export function SubmissionItems({ preview, states }: { preview: SubmissionPreview; states: States }) {
  return (
    <ul className="rows">
      {preview.items.map((item) => {
        const state = item.recordId === null ? undefined : states.get(item.recordId)
        const worded = wordOf(item, state)
        const text = note(item, state)
        return (
          <li
            className="submit-row"
            key={`${item.deliverableId}/${item.recordId ?? ''}`}
            data-quiet={item.state === 'missing'}
          >
            <ToneMark worded={worded} title={worded.hint} />
            <div className="submit-text">
              <span className="one-line" title={item.recordTitle ?? item.title}>
                {item.recordTitle && item.recordTitle !== item.title
                  ? `${item.title}：${item.recordTitle}`
                  : item.title}
              </span>
              <span className="quiet one-line" title={text}>
                {text}
              </span>
            </div>
            <Jump item={item} state={state} />
          </li>
        )
      })}
    </ul>
  )
}
