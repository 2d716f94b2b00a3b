import { guardLeaving } from './route.ts'

const open = new Set<() => Promise<boolean>>()

/** Of everything that is open on the page; false where something could not be saved. */
export async function flushAll(): Promise<boolean> {
  const saved = await Promise.all([...open].map((flush) => flush()))
  return saved.every((one) => one)
}

/**
 * What is still being typed is saved when the page is left, when another window comes to the front, and when ours goes.
 * @param flush true when all of it is in the store
 * @param before asked instead of `flush` when the clerk leaves the page; false keeps them where they are
 * @returns the function that ends it
 */
export function saveWhenLeaving(flush: () => Promise<boolean>, before = flush): () => void {
  const endGuard = guardLeaving(before)
  const now = () => void flush()
  open.add(flush)
  window.addEventListener('blur', now)
  window.addEventListener('pagehide', now)
  return () => {
    endGuard()
    open.delete(flush)
    window.removeEventListener('blur', now)
    window.removeEventListener('pagehide', now)
  }
}
