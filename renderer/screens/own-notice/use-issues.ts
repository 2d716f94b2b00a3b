import { useEffect, useState } from 'react'
import { call } from '../../api.ts'

/** What the check of notices finds in the draft as it was saved last, in words. A check that fails says nothing: 生效 will. */
export function useIssues(noticeId: string, savedAt: string): string[] {
  const [issues, setIssues] = useState<string[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew after each save
  useEffect(() => {
    let left = false
    call('ownNotices.check', { noticeId }).then(
      (found) => {
        if (!left) setIssues(found)
      },
      () => undefined,
    )
    return () => {
      left = true
    }
  }, [noticeId, savedAt])
  return issues
}
