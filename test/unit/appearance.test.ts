import { expect, test } from 'vitest'
import { largestZoom, nextZoom, smallestZoom, zoomSteps } from '../../shared/domain/appearance.ts'

test('zoom goes from step to step and stays at its ends', () => {
  expect(zoomSteps.map((step) => nextZoom(step, 1))).toEqual([110, 125, 150, 175, 200, 200])
  expect(zoomSteps.map((step) => nextZoom(step, -1))).toEqual([100, 100, 110, 125, 150, 175])
  // A number between two steps, as a file may hold it.
  expect([nextZoom(130, 1), nextZoom(130, -1)]).toEqual([150, 125])
  expect([zoomSteps[0], zoomSteps.at(-1)]).toEqual([smallestZoom, largestZoom])
})
