import type { SubmissionPreview } from '../../../shared/api/packages.ts'
import { useNow } from '../../app/app-state.ts'
import { dayText } from '../../text/dates.ts'

/** At a glance: what is new since the last receipt, and what the notice asks for and is not there. */
export function NewsNote({ preview: { items, lastReceipt } }: { preview: SubmissionPreview }) {
  const now = useNow()
  const count = (holds: (item: (typeof items)[number]) => boolean) => items.filter(holds).length
  const going = count(({ news, state }) => (news === 'new' || news === 'revised') && state !== 'blocked')
  const again = count(({ news, state }) => news === 'repeated' && state !== 'blocked')
  const missing = count(({ state }) => state === 'missing')
  const blocked = count(({ state }) => state === 'blocked')
  const parts = [
    `${lastReceipt ? `${dayText(lastReceipt.at, now)}的回执以后` : ''}新的 ${going} 份`,
    again > 0 ? `报过等回执的 ${again} 份` : '',
    missing > 0 ? `还缺 ${missing} 项` : '',
    blocked > 0 ? `还没填好 ${blocked} 份` : '',
  ]
  return <>{parts.filter((part) => part !== '').join(' · ')}</>
}
