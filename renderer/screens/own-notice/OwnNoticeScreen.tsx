import { OwnNoticeEditor } from './OwnNoticeEditor.tsx'
import { StartOwnNotice } from './StartOwnNotice.tsx'
import './own-notice.css'
import './for-others.css'

/** 自建通知: without a notice the doors into it, otherwise the draft. */
export function OwnNoticeScreen({ noticeId }: { noticeId: string | null }) {
  return noticeId === null ? <StartOwnNotice /> : <OwnNoticeEditor key={noticeId} noticeId={noticeId} />
}
