import { PageHead } from '../../ui/Page.tsx'

export function RollupScreen({ noticeId, formId }: { noticeId: string | null; formId: string | null }) {
  return (
    <section className="page" aria-label="汇总">
      <PageHead title="汇总" lead={noticeId ?? formId ?? ''} />
    </section>
  )
}
