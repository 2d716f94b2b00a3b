/** Longest wait where nothing is painted, e.g. in a window that is covered (milliseconds). */
const patienceMs = 100

/** Does the work once what was just typed stands on the screen. */
export function afterPaint(work: () => void): void {
  let done = false
  const run = () => {
    if (done) return
    done = true
    clearTimeout(timer)
    work()
  }
  const timer = setTimeout(run, patienceMs)
  requestAnimationFrame(() => setTimeout(run))
}
