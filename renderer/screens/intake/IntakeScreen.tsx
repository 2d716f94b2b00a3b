import { PageHead } from '../../ui/Page.tsx'

export function IntakeScreen({ batchId }: { batchId: string | null }) {
  return (
    <section className="page" aria-label="收报台">
      <PageHead title="收报台" lead={batchId ?? ''} />
    </section>
  )
}
