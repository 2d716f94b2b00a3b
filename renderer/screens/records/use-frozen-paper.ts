import type { RecordDetail } from '../../../shared/api/records.ts'
import type { PrintDocument } from '../../../shared/form/print-document.ts'
import { useMethod } from '../../app/use-method.ts'
import { isTypedHere } from './typed-here.ts'

/** The paper of the latest revision with its code, for as long as nothing was changed since; null for a draft. */
export function useFrozenPaper({ summary, changedSinceRevision, purgedAt }: RecordDetail): PrintDocument | null {
  const { recordId, latestRevision } = summary
  const frozen = latestRevision !== null && !changedSinceRevision
  // What others sent is shown as its values are: covered. Of what was purged there is no other page.
  const masked = !isTypedHere(summary) || purgedAt !== null
  const { value } = useMethod(
    'records.printDocument',
    frozen ? { recordId, revision: latestRevision, masked } : null,
    [],
  )
  return frozen ? value : null
}
