/** Every run ends with one line that a script can read: `N passed, N failed`. */

/** @typedef {{ passed: number, failed: number }} Counts */

/** @param {readonly Counts[]} all @returns {Counts} */
export const sum = (all) =>
  all.reduce((total, one) => ({ passed: total.passed + one.passed, failed: total.failed + one.failed }), {
    passed: 0,
    failed: 0,
  })

/** Prints the last line. @param {Counts} counts @returns {number} the exit code; nothing run counts as failed */
export function conclude(counts) {
  process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`)
  return counts.failed === 0 && counts.passed > 0 ? 0 : 1
}
