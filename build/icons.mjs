/**
 * `node build/icons.mjs`: resources/icons/icon.svg → the PNG of every size and the ICO of Windows, drawn by the Chromium
 * of the tests' tools. Run by hand after a change of the drawing; the results are kept with the sources.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inRoot } from './paths.mjs'
import { capture } from './processes.mjs'
import { launch, Stop } from './tell.mjs'

const folder = inRoot('resources/icons')
/** Pixels; Linux looks for each by its name, Windows finds the smaller ones in the ICO. */
const sizes = [16, 24, 32, 48, 64, 128, 256, 512]
const largestInIco = 256

/** @param {number} size @returns {Buffer} */
function draw(size, svg) {
  const temp = mkdtempSync(path.join(tmpdir(), 'kexie-icon-'))
  try {
    const page = path.join(temp, 'icon.html')
    const png = path.join(temp, 'icon.png')
    const sized = svg.replace(/width="\d+" height="\d+"/, `width="${size}" height="${size}" style="display:block"`)
    writeFileSync(page, `<meta charset="utf-8"><style>body{margin:0}</style>${sized}`)
    // The window is never smaller than 500 pixels: what is larger than the drawing is cut off by the clip of the size.
    const drawn = capture('chromium', [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--hide-scrollbars',
      '--force-device-scale-factor=1',
      '--default-background-color=00000000',
      `--user-data-dir=${path.join(temp, 'profile')}`,
      `--screenshot=${png}`,
      `--window-size=${size},${size}`,
      page,
    ])
    if (!drawn.ok) throw new Stop('Chromium could not draw the icon.', '无法生成图标。')
    return readFileSync(png)
  } finally {
    rmSync(temp, { recursive: true, force: true })
  }
}

/** An ICO whose pictures are PNG files, as Windows reads them since Vista. @param {readonly Buffer[]} pictures */
function icoOf(pictures) {
  const head = Buffer.alloc(6 + 16 * pictures.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let at = head.length
  for (const [index, picture] of pictures.entries()) {
    const entry = 6 + 16 * index
    // 256 is written as 0.
    head.writeUInt8(picture.readUInt32BE(16) % 256, entry)
    head.writeUInt8(picture.readUInt32BE(20) % 256, entry + 1)
    head.writeUInt16LE(1, entry + 4)
    head.writeUInt16LE(32, entry + 6)
    head.writeUInt32LE(picture.length, entry + 8)
    head.writeUInt32LE(at, entry + 12)
    at += picture.length
  }
  return Buffer.concat([head, ...pictures])
}

await launch(async () => {
  const svg = readFileSync(path.join(folder, 'icon.svg'), 'utf8')
  const pictures = new Map(sizes.map((size) => [size, draw(size, svg)]))
  for (const [size, png] of pictures) writeFileSync(path.join(folder, `${size}x${size}.png`), png)
  const small = [...pictures].filter(([size]) => size <= largestInIco).map(([, png]) => png)
  writeFileSync(path.join(folder, 'icon.ico'), icoOf(small))
  return 0
})
