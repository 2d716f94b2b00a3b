/** Dates on photos: a notice may ask for photos without a visible date mark (JS 一.4). Warns, never blocks. */
import { z } from 'zod'

export const checkPhotosInput = z.strictObject({ recordId: z.uuid(), field: z.string().min(1).max(40) })
export type PhotoDateMark = {
  digest: string
  /** YYYY-MM-DD as the camera wrote it into the file; null: none, or none that can be. */
  cameraDate: string | null
  /** Of a date that can't be: 0000, 2098. */
  cameraDateOdd: boolean
  /** `seen`: digits of a date in a corner; `maybe`: something like it, or a date within the scene. */
  burnt: 'seen' | 'maybe' | 'no'
  /** As read; '' where it was not. */
  burntText: string
  corner: 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right' | null
  /** The file says where it was taken. */
  hasPosition: boolean
  /** In a clerk's words, '' for nothing to say. */
  message: string
}
