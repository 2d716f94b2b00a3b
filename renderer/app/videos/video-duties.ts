/** The duties of all notices that collect video works: what an entry can be made for. */
import { useEffect, useState } from 'react'
import type { VideoCollection } from '../../../shared/notice/pack.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'

export type VideoDuty = {
  noticeId: string
  noticeShortTitle: string
  historical: boolean
  deliverableId: string
  title: string
  dueWording: string
  video: VideoCollection
}

async function readDuties(): Promise<VideoDuty[]> {
  const notices = await call('notices.list', {})
  const details = await Promise.all(notices.map(({ id }) => call('notices.show', { noticeId: id })))
  return details.flatMap(({ pack, summary }) =>
    pack.deliverables.flatMap(({ id, title, dueWording, video }) =>
      video === undefined
        ? []
        : [
            {
              noticeId: summary.id,
              noticeShortTitle: summary.shortTitle,
              historical: summary.historical,
              deliverableId: id,
              title,
              dueWording,
              video,
            },
          ],
    ),
  )
}

/** Null while it is being read. Notices of the day stand above historical samples. */
export function useVideoDuties(): { duties: VideoDuty[] | null; problem: ProblemData | null } {
  const [state, setState] = useState<{ duties: VideoDuty[] | null; problem: ProblemData | null }>({
    duties: null,
    problem: null,
  })
  useEffect(() => {
    let left = false
    readDuties().then(
      (duties) => {
        const sorted = duties.toSorted((a, b) => Number(a.historical) - Number(b.historical))
        if (!left) setState({ duties: sorted, problem: null })
      },
      (thrown: unknown) => {
        if (!left) setState({ duties: null, problem: problemOf(thrown) })
      },
    )
    return () => {
      left = true
    }
  }, [])
  return state
}

export const dutyKey = (duty: Pick<VideoDuty, 'noticeId' | 'deliverableId'>): string =>
  `${duty.noticeId} ${duty.deliverableId}`

export const dutyLabel = (duty: VideoDuty): string =>
  `${duty.noticeShortTitle} · ${duty.title}${duty.historical ? '（历史样例）' : ''}`
