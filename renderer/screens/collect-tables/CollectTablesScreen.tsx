import { PageHead } from '../../ui/Page.tsx'

export function CollectTablesScreen({ noticeId }: { noticeId: string | null }) {
  return (
    <div className="page" data-notice={noticeId ?? ''}>
      <PageHead title="收表" lead="把乡镇、学校报来的活动表收进活动登记。" />
    </div>
  )
}
