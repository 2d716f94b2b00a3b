/** The thread that looks at one photo: whatever a picture does to its decoder, the core goes on. */
import { parentPort, workerData } from 'node:worker_threads'
import { setVerbosityLevel, VerbosityLevel } from 'pdfjs-dist/legacy/image_decoders/pdf.image_decoders.mjs'
import { decodePhoto, type PhotoFault } from './decode-photo.ts'
import { findStamp, type Stamp } from './find-stamp.ts'

export interface PhotoOrder {
  readonly bytes: Uint8Array
  /** YYYY-MM-DD */
  readonly today: string
}
export type PhotoAnswer = { readonly stamp: Stamp } | { readonly fault: PhotoFault }

function answer({ bytes, today }: PhotoOrder): PhotoAnswer {
  setVerbosityLevel(VerbosityLevel.ERRORS)
  const picture = decodePhoto(bytes)
  return typeof picture === 'string' ? { fault: picture } : { stamp: findStamp(picture, today) }
}

// The core starts this file with such an order, and nobody else.
parentPort?.postMessage(answer(workerData as PhotoOrder))
