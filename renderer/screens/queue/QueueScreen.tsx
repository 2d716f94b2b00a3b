import { PageHead } from '../../ui/Page.tsx'

export function QueueScreen({ noticeId, recordId }: { noticeId: string | null; recordId: string | null }) {
  return (
    <section className="page" aria-label="审核">
      <PageHead title="审核" lead={noticeId ?? recordId ?? ''} />
    </section>
  )
}
