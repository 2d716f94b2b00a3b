/** The thread that looks for codes: whatever a picture does to its decoder, the core goes on. */
import { parentPort, workerData } from 'node:worker_threads'
import { JpegImage, setVerbosityLevel, VerbosityLevel } from 'pdfjs-dist/legacy/image_decoders/pdf.image_decoders.mjs'
import { mediaFacts } from '../attachments/media.ts'
import { scannedPictures } from '../received/scanned-pictures.ts'
import { codesInFile, codesInPixels, prepareReader, type Rgb, type Wanted } from './find-codes.ts'

export interface ScanOrder {
  readonly bytes: Uint8Array
  readonly wasmFile: string
  readonly wanted: Wanted
}
export interface ScanAnswer {
  /** Pictures that were looked at; 1 for a photo. */
  readonly pages: number
  /** Texts of our codes, each once. */
  readonly texts: string[]
}

/** Beyond this a decoder needs more memory than a photo is worth. */
const maxPixels = 80_000_000

async function answer({ bytes, wasmFile, wanted }: ScanOrder): Promise<ScanAnswer> {
  setVerbosityLevel(VerbosityLevel.ERRORS)
  await prepareReader(wasmFile)
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const pictures = head.toString('latin1', 0, 5) === '%PDF-' ? scannedPictures(bytes).map((one) => one.bytes) : [bytes]
  const texts = new Set<string>()
  for (const picture of pictures) for (const text of await codesOf(picture, wanted)) texts.add(text)
  return { pages: Math.max(1, pictures.length), texts: [...texts] }
}

/** Empty for what cannot be decoded: a person may still type the code. */
async function codesOf(bytes: Uint8Array, wanted: Wanted): Promise<string[]> {
  const facts = mediaFacts(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
  if (facts === null || facts === 'broken-picture' || (facts.width ?? 0) * (facts.height ?? 0) > maxPixels) return []
  const decoded = facts.mediaType === 'image/jpeg' ? decodeJpeg(bytes) : null
  // The reader itself may stop at a picture of an odd shape.
  return (decoded ? codesInPixels(decoded, wanted) : codesInFile(bytes, wanted)).catch(() => [])
}

function decodeJpeg(bytes: Uint8Array): Rgb | null {
  try {
    const image = new JpegImage()
    image.parse(bytes)
    const { width, height } = image
    return { width, height, pixels: image.getData({ width, height, forceRGB: true }) }
  } catch {
    return null
  }
}

// The core starts this file with such an order, and nobody else.
parentPort?.postMessage(await answer(workerData as ScanOrder))
