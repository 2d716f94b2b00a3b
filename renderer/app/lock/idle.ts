/** How long nobody has been here. Pure. */

export interface IdleFacts {
  /** Milliseconds since the last key or movement in our window. */
  readonly windowMs: number
  readonly focused: boolean
  /** Milliseconds since the last key or movement anywhere, as the system says; null: it does not say. */
  readonly systemMs: number | null
}

/**
 * With our window in front every key comes to us. Behind another one the clerk may be at work in Word: then the system
 * knows better, where it knows anything.
 */
export function idleMs({ windowMs, focused, systemMs }: IdleFacts): number {
  return focused || systemMs === null ? windowMs : Math.min(windowMs, systemMs)
}

/** @param minutes 0: never */
export const isTimeToLock = (facts: IdleFacts, minutes: number): boolean =>
  minutes > 0 && idleMs(facts) >= minutes * 60_000
