/** Notices that activities can count for, and the modules of the one that was chosen. */
import { useMemo } from 'react'
import { useMethod } from '../../app/use-method.ts'

export type NoticeChoice = { id: string; label: string; year: number; historical: boolean }

/** Those in force first, the latest of them on top. Null: not read yet. */
export function useNotices(): readonly NoticeChoice[] | null {
  const list = useMethod('notices.list', {}, ['notices']).value
  return useMemo(
    () =>
      list &&
      [...list]
        .sort((a, b) => Number(a.historical) - Number(b.historical) || b.issuedOn.localeCompare(a.issuedOn))
        .map(({ id, shortTitle, historical, issuedOn }) => ({
          id,
          label: historical ? `${shortTitle}（历史样例）` : shortTitle,
          year: Number(issuedOn.slice(0, 4)),
          historical,
        })),
    [list],
  )
}

/** Id to name. */
export function useModules(noticeId: string | null): ReadonlyMap<string, string> {
  const detail = useMethod('notices.show', noticeId === null ? null : { noticeId }, ['notices']).value
  return useMemo(() => new Map(detail?.pack.modules.map(({ id, name }) => [id, name])), [detail])
}
