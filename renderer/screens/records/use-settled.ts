import { startTransition, useEffect, useState } from 'react'

/** The value once it has stayed the same for so many milliseconds; with 0 at once. */
export function useSettled<T>(value: T, quietMs: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => setSettled(() => value)), quietMs)
    return () => clearTimeout(timer)
  }, [value, quietMs])
  return quietMs === 0 ? value : settled
}
