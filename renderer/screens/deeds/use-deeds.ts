/** A window on 操作日志: the newest entries, and older ones as somebody scrolls down. Entries never change, so none is read twice. */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { MethodInput } from '../../../shared/api/contract.ts'
import type { Deed } from '../../../shared/api/deeds.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { useMethod } from '../../app/use-method.ts'

export type DeedFilter = Omit<MethodInput<'deeds.list'>, 'before' | 'limit'>

const portion = 200

export function useDeeds(filter: DeedFilter) {
  const key = JSON.stringify(filter)
  const newest = useMethod('deeds.list', { ...filter, limit: portion }, ['deeds'], 1000)
  const [older, setOlder] = useState<{ key: string; deeds: readonly Deed[] }>({ key, deeds: [] })
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const asking = useRef(false)

  // What the first window held and lost to newer entries is still wanted between it and the older ones.
  const seen = useRef<{ key: string; deeds: Map<number, Deed> }>({ key, deeds: new Map() })
  const deeds = useMemo(() => {
    if (newest.value === null) return null
    if (seen.current.key !== key) seen.current = { key, deeds: new Map() }
    const known = seen.current.deeds
    const top = newest.value.deeds
    const end = Math.max(0, ...known.keys())
    // More came than one window holds: what lies between is read again by scrolling.
    if (known.size > 0 && top.length === portion && (top.at(-1)?.seq ?? 0) > end) known.clear()
    for (const deed of [...top, ...(older.key === key ? older.deeds : [])]) known.set(deed.seq, deed)
    return [...known.values()].sort((a, b) => b.seq - a.seq)
  }, [newest.value, older, key])

  useEffect(() => setOlder({ key, deeds: [] }), [key])

  const total = newest.value?.total ?? 0
  const more = async () => {
    const last = deeds?.at(-1)
    if (!last || asking.current || deeds === null || deeds.length >= total) return
    asking.current = true
    try {
      const found = await call('deeds.list', { ...filter, before: last.seq, limit: portion })
      setOlder({ key, deeds: found.deeds })
      setProblem(null)
    } catch (thrown) {
      setProblem(problemOf(thrown))
    } finally {
      asking.current = false
    }
  }
  return { deeds, total, more: () => void more(), problem: newest.problem ?? problem, reread: newest.reread }
}
