/** Finds the codes of revisions on a picture: first as it is, then at likely places enlarged and made clearer. */
import { readFile } from 'node:fs/promises'
import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader'
import { isCardQr } from '../../../shared/domain/card-qr.ts'
import { parseRevisionQr } from '../../../shared/domain/revision-qr.ts'
import { blackAndWhite, brightness, type Grey, redChannel, scaled, sharpened, withoutInk } from './grey.ts'
import { likelyPlaces } from './likely-places.ts'

export interface Rgb {
  readonly width: number
  readonly height: number
  readonly pixels: ArrayLike<number>
}

/** A telephone's full picture says no more about a code of 20 mm than this. */
const enoughPixels = 2000
/** Share of the longer side that a square around the code takes: the page fills the photo, or the photo is of its foot. */
const shares = [1 / 7, 1 / 4] as const
const placesEach = 3

const options: ReaderOptions = {
  formats: ['QRCode'],
  tryHarder: true,
  tryInvert: false,
  maxNumberOfSymbols: 8,
  textMode: 'Plain',
}

/** From the disk: the reader would otherwise look for it on the network. */
export async function prepareReader(wasmFile: string): Promise<void> {
  const wasm = await readFile(wasmFile)
  const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true })
}

/** What is looked for: marks of revisions, or cards on 单位备案表; other codes on the page are passed over. */
export type Wanted = 'revision' | 'card'
const isWanted: Readonly<Record<Wanted, (text: string) => boolean>> = {
  revision: (text) => parseRevisionQr(text) !== null,
  card: isCardQr,
}

/** Texts of our own shape, each once. */
export async function codesInPixels({ width, height, pixels }: Rgb, wanted: Wanted = 'revision'): Promise<string[]> {
  const factor = Math.min(1, enoughPixels / Math.max(width, height))
  const shrunk = (grey: Grey): Grey => (factor < 1 ? scaled(grey, factor) : grey)
  const red = shrunk(redChannel(pixels, width, height))
  const others = {
    lifted: () => shrunk(withoutInk(pixels, width, height)),
    grey: () => shrunk(brightness(pixels, width, height)),
  }
  // The modules of a card are half as large: a scan of 300 dpi shows them as it is, and no longer when it is shrunk.
  const fine = wanted === 'card' && factor < 1 ? [redChannel(pixels, width, height)] : []
  for (const attempt of attempts(red, others, fine)) {
    const found = await ours(imageData(attempt.picture), attempt.options, wanted)
    if (found.length > 0) return found
  }
  return []
}

/** A file of a kind that the reader decodes itself. */
export async function codesInFile(bytes: Uint8Array, wanted: Wanted = 'revision'): Promise<string[]> {
  for (const more of [{}, { tryDenoise: true }, { binarizer: 'GlobalHistogram' }] satisfies ReaderOptions[]) {
    const found = await ours(bytes, more, wanted)
    if (found.length > 0) return found
  }
  return []
}

interface Attempt {
  readonly picture: Grey
  readonly options: ReaderOptions
}

/** What makes a small code legible: each way reads some photos that no other does. The best ones first. */
const ways: readonly { lifted: boolean; factor: number; clearer: (cut: Grey) => Grey; options?: ReaderOptions }[] = [
  { lifted: true, factor: 6, clearer: (cut) => cut, options: { tryDenoise: true } },
  { lifted: false, factor: 5, clearer: (cut) => sharpened(cut, 5, 1.5) },
  { lifted: true, factor: 4, clearer: (cut) => sharpened(cut, 4, 1.5) },
  { lifted: true, factor: 5, clearer: (cut) => sharpened(cut, 8, 3) },
  { lifted: false, factor: 3, clearer: (cut) => sharpened(cut, 3, 1.5) },
  { lifted: false, factor: 6, clearer: (cut) => sharpened(cut, 5, 1.5) },
  { lifted: false, factor: 5, clearer: (cut) => cut },
  {
    lifted: false,
    factor: 4,
    clearer: (cut) => blackAndWhite(sharpened(cut, 5, 2), 20),
    options: { binarizer: 'FixedThreshold' },
  },
]
/** Pixels of the longer side that the factors are meant for: what chat programs make of a photo. */
const usualPixels = 1280

function* attempts(
  red: Grey,
  others: { lifted: () => Grey; grey: () => Grey },
  fine: readonly Grey[],
): Generator<Attempt> {
  for (const picture of fine) yield { picture, options: {} }
  yield { picture: red, options: {} }
  const lifted = others.lifted()
  const longSide = Math.max(red.width, red.height)
  for (const share of shares) {
    const side = Math.round(longSide * share)
    const places = likelyPlaces(red, side, placesEach)
    for (const { lifted: isLifted, factor, clearer, options: more } of ways) {
      const times = (factor * usualPixels * shares[0]) / (longSide * share)
      for (const place of places)
        yield {
          picture: clearer(scaled(isLifted ? lifted : red, times, place)),
          options: { tryRotate: false, tryDownscale: false, ...more },
        }
    }
  }
  yield { picture: others.grey(), options: {} }
  yield { picture: scaled(red, 1.5), options: { tryDenoise: true } }
}

async function ours(input: Uint8Array | ImageData, more: ReaderOptions, wanted: Wanted): Promise<string[]> {
  const found = await readBarcodes(input, { ...options, ...more })
  const texts = found.filter(({ isValid }) => isValid).map(({ text }) => text)
  return [...new Set(texts.filter(isWanted[wanted]))]
}

function imageData({ width, height, pixels }: Grey): ImageData {
  const data = new Uint8ClampedArray(4 * pixels.length)
  const words = new Uint32Array(data.buffer)
  for (let i = 0; i < words.length; i++) words[i] = 0xff000000 | ((pixels[i] ?? 0) * 0x010101)
  return { data, width, height, colorSpace: 'srgb' }
}
