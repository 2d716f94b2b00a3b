/** One clock for all offices in all processes of a simulation: it begins in 2022 and goes on with real time. */
const begins = Date.parse('2022-06-16T01:00:00Z')

/** @param t0 real time at which the simulation began. @returns `startAt` of a desk that opens now */
export const startAt = (t0: number): number => begins + Date.now() - t0
