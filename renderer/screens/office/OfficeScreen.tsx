import { PageHead } from '../../ui/Page.tsx'

export function OfficeScreen({ officeId }: { officeId: string }) {
  return (
    <section className="page" aria-label="单位">
      <PageHead title="单位" lead={officeId ?? ''} />
    </section>
  )
}
