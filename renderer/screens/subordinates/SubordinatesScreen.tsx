import { PageHead } from '../../ui/Page.tsx'

export function SubordinatesScreen({ noticeId }: { noticeId: string | null }) {
  return (
    <section className="page" aria-label="下级单位">
      <PageHead title="下级单位" lead={noticeId ?? ''} />
    </section>
  )
}
