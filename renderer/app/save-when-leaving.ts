import { guardLeaving } from './route.ts'

/**
 * What is still being typed is saved when the page is left, when another window comes to the front, and when ours goes.
 * @param flush true when all of it is in the store
 * @param before asked instead of `flush` when the clerk leaves the page; false keeps them where they are
 * @returns the function that ends it
 */
export function saveWhenLeaving(flush: () => Promise<boolean>, before = flush): () => void {
  const endGuard = guardLeaving(before)
  const now = () => void flush()
  window.addEventListener('blur', now)
  window.addEventListener('pagehide', now)
  return () => {
    endGuard()
    window.removeEventListener('blur', now)
    window.removeEventListener('pagehide', now)
  }
}
