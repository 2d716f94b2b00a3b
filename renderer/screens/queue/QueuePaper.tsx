import type { QueueItem } from '../../../shared/api/returns.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { useMethod } from '../../app/use-method.ts'
import { LivePages } from '../../print/LivePages.tsx'

/** The paper of the revision, personal fields covered; a field clicked on it is the one that is looked at. */
export function QueuePaper({
  item: { recordId, revision },
  field,
  onPick,
}: {
  item: QueueItem
  field: string | null
  onPick: (field: string) => void
}) {
  const { value, problem } = useMethod('records.printDocument', { recordId, revision, masked: true }, [])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keyboard
    <section className="queue-paper" aria-label="纸样" tabIndex={0} data-scrolls>
      <ProblemNote problem={problem} />
      {value ? <LivePages document={value} field={field} onPick={onPick} /> : null}
    </section>
  )
}
