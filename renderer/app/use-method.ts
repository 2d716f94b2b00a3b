/** Reads from the core and reads again when the core says that the data changed. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { CoreEvents, MethodInput, MethodName, MethodOutput } from '../../shared/api/contract.ts'
import type { ProblemData } from '../../shared/problems.ts'
import { call, problemOf, subscribe } from '../api.ts'

/**
 * Answers under way, by what was asked: two parts of a screen that begin together ask once. Forgotten with every change, so
 * that nobody who begins later is told what was so before it.
 */
const underWay = new Map<string, Promise<unknown>>()
let watching = false

function ask<M extends MethodName>(method: M, key: string): Promise<MethodOutput<M>> {
  if (!watching) subscribe('data.changed', () => underWay.clear())
  watching = true
  const name = `${method} ${key}`
  const before = underWay.get(name)
  // The name holds the method: what it answers is of its type.
  if (before) return before as Promise<MethodOutput<M>>
  const answer = call(method, JSON.parse(key) as MethodInput<M>)
  underWay.set(name, answer)
  const forget = () => {
    if (underWay.get(name) === answer) underWay.delete(name)
  }
  answer.then(forget, forget)
  return answer
}

/** For what the first screen is sure to ask: the core is at it while that screen is being made. */
export function askAhead<M extends MethodName>(method: M, input: MethodInput<M>): void {
  ask(method, JSON.stringify(input)).catch(() => undefined)
}

export type Domain = CoreEvents['data.changed']['domain']
export type Reading<T> = { value: T | null; problem: ProblemData | null; reading: boolean; reread: () => void }

/**
 * @param input null waits: nothing is read until it is known what to ask for
 * @param domains changes in these make the page read again; the last value stays on screen meanwhile
 * @param gapMs shortest time between two such readings, for what changes many times a second while files come in
 */
export function useMethod<M extends MethodName>(
  method: M,
  input: MethodInput<M> | null,
  domains: readonly Domain[],
  gapMs = 0,
): Reading<MethodOutput<M>> {
  const [state, setState] = useState<{
    value: MethodOutput<M> | null
    problem: ProblemData | null
    key: string | null
  }>({
    value: null,
    problem: null,
    key: null,
  })
  const [round, setRound] = useState(0)
  const latest = useRef(0)
  const key = input === null ? null : JSON.stringify(input)
  const watched = domains.join(' ')

  useEffect(() => {
    if (key === null) return
    const turn = ++latest.current
    // Who reads again wants what is so now.
    const answer = round === 0 ? ask(method, key) : call(method, JSON.parse(key) as MethodInput<M>)
    answer.then(
      (value) => {
        if (turn === latest.current) setState({ value, problem: null, key })
      },
      (thrown: unknown) => {
        if (turn !== latest.current) return
        setState((before) => ({ value: before.key === key ? before.value : null, problem: problemOf(thrown), key }))
      },
    )
    return () => {
      latest.current++
    }
  }, [method, key, round])

  useEffect(() => {
    const names = watched.split(' ')
    let last = Number.NEGATIVE_INFINITY
    let timer: ReturnType<typeof setTimeout> | null = null
    const again = () => {
      timer = null
      last = performance.now()
      setRound((n) => n + 1)
    }
    const end = subscribe('data.changed', ({ domain }) => {
      if (!names.includes(domain) || timer !== null) return
      const wait = last + gapMs - performance.now()
      if (wait <= 0) again()
      else timer = setTimeout(again, wait)
    })
    return () => {
      if (timer !== null) clearTimeout(timer)
      end()
    }
  }, [watched, gapMs])

  const reread = useCallback(() => setRound((n) => n + 1), [])
  const current = state.key === key
  return {
    value: current ? state.value : null,
    problem: current ? state.problem : null,
    reading: key !== null && !current,
    reread,
  }
}
