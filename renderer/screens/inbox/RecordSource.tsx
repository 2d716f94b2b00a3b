import type { InboxItem } from '../../../shared/api/packages.ts'
import { useMethod } from '../../app/use-method.ts'

const domains = ['packages', 'offices'] as const

/** Whether the package passes on what other offices signed: an office hands in its own, or passes on, never both. */
export function usePassedOn(item: InboxItem): boolean {
  const [first] = item.records
  const asked = item.kind === 'submission' && first ? { recordId: first.recordId } : null
  const origin = useMethod('records.origin', asked, domains).value
  return origin !== null && origin.forwardedBy === item.senderName
}

/** Whose a record is in the first place, and whether what that office signed holds. */
export function RecordSource({ recordId }: { recordId: string }) {
  const origin = useMethod('records.origin', { recordId }, domains).value
  if (origin === null) return null
  return (
    <p className="inbox-source" title={origin.groups.length > 0 ? `指纹码 ${origin.groups.join(' ')}` : undefined}>
      来自{origin.officeName}（经{origin.forwardedBy}转报），签名核对过；指纹码{origin.trusted ? '已' : '未'}比对
    </p>
  )
}
