/** The notice that the receiving office works on: the same one on 下级单位 and 汇总 until another is chosen. */
import { useEffect, useMemo } from 'react'
import type { FilterChoice } from '../ui/FilterBar.tsx'
import { keep, keptOf } from './kept.ts'
import { useMethod } from './use-method.ts'

const key = 'upstream.notice'

export type UpstreamNotice = {
  /** Null: not read yet. Those in force first, the latest of them on top. */
  choices: readonly FilterChoice[] | null
  chosen: string | null
}

/** @param asked by the address; null: the one of last time, else the first */
export function useUpstreamNotice(asked: string | null): UpstreamNotice {
  const list = useMethod('notices.list', {}, ['notices']).value
  const choices = useMemo(
    () =>
      list &&
      [...list]
        .sort((a, b) => Number(a.historical) - Number(b.historical) || b.issuedOn.localeCompare(a.issuedOn))
        .map(({ id, shortTitle, historical }) => ({
          value: id,
          label: historical ? `${shortTitle}（历史样例）` : shortTitle,
        })),
    [list],
  )
  const known = (id: string | null) => choices?.find(({ value }) => value === id)?.value
  const chosen = known(asked) ?? known(keptOf(key)) ?? choices?.[0]?.value ?? null
  useEffect(() => {
    if (asked !== null && asked === chosen) keep(key, asked)
  }, [asked, chosen])
  return { choices, chosen }
}
