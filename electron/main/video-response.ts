/** Answers a player: the part of a kept video that it asks for, read piece by piece as it is consumed. */
import { open } from 'node:fs/promises'
import { byteRange } from './byte-range.ts'
import type { RequestHeaders } from './scheme-answer.ts'

const ownPage = 'kexie://app'
/** One read; a film of any length takes no more memory than this. */
const pieceBytes = 256 * 1024

export interface VideoPlace {
  readonly path: string
  readonly bytes: number
  readonly mime: string
}

/** Whether a page that is not ours asks; our own player asks with its origin, since it draws posters. */
export const isForeign = (headers: RequestHeaders): boolean => {
  const origin = headers.get('origin')
  return origin !== null && origin !== ownPage
}

/** 200, 206 or 416 (RFC 9110 §15.3.7, §15.5.17). */
export function videoResponse({ path, bytes, mime }: VideoPlace, headers: RequestHeaders): Response {
  const common = {
    'accept-ranges': 'bytes',
    'access-control-allow-origin': ownPage,
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; sandbox",
    'content-type': /^video\/[a-z0-9.+-]{1,40}$/.test(mime) ? mime : 'application/octet-stream',
    'x-content-type-options': 'nosniff',
  }
  const range = byteRange(headers.get('range'), bytes)
  if (range === 'unsatisfiable')
    return new Response(null, { status: 416, headers: { ...common, 'content-range': `bytes */${bytes}` } })
  const { start, end } = range ?? { start: 0, end: bytes - 1 }
  const body = pieces(path, start, end)
  return new Response(body, {
    status: range ? 206 : 200,
    headers: {
      ...common,
      'content-length': String(end - start + 1),
      ...(range && { 'content-range': `bytes ${start}-${end}/${bytes}` }),
    },
  })
}

/**
 * The file is opened for each piece: a player that was closed in the middle of a film never tells, and an open file
 * could not be deleted on Windows.
 */
function pieces(path: string, start: number, end: number): ReadableStream<Uint8Array> {
  let at = start
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (at > end) return controller.close()
        const piece = await readPiece(path, at, Math.min(pieceBytes, end - at + 1))
        // Shorter than when it was kept: what is missing must not look like the end of the film.
        if (piece.length === 0) return controller.error(new Error('the video ends early'))
        at += piece.length
        controller.enqueue(piece)
        if (at > end) controller.close()
      },
    },
    { highWaterMark: 1 },
  )
}

async function readPiece(path: string, at: number, length: number): Promise<Uint8Array> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, at)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
