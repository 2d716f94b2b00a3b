/** How the windows look on this PC. */
export const toneChoices = ['system', 'light', 'dark', 'light-contrast', 'dark-contrast'] as const
export type ToneChoice = (typeof toneChoices)[number]

/** Per cent; twice the size is what WCAG 1.4.4 asks for. */
export const zoomSteps: readonly number[] = [100, 110, 125, 150, 175, 200]
export const smallestZoom = 100
export const largestZoom = 200

/** `zoom` in per cent, from the smallest to the largest. */
export type Appearance = { tone: ToneChoice; zoom: number }

/** The next step up (1) or down (-1); the same at the end. */
export function nextZoom(zoom: number, by: 1 | -1): number {
  const steps = by > 0 ? zoomSteps : zoomSteps.toReversed()
  return steps.find((step) => (step - zoom) * by > 0) ?? zoom
}
