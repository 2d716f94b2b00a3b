/**
 * kexie://app/… the pages, below manual/ the pictures of the manual · kexie://font/… fonts · kexie://thumb|file/<digest> attachments out of the core ·
 * kexie://video/<digest> a kept video, in the parts that a player asks for.
 */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { protocol, type Session } from 'electron'
import { toneNow } from './appearance.ts'
import { places } from './places.ts'
import { type Answer, answerOf, plainAnswer, type RequestHeaders, toProtocol } from './scheme-answer.ts'
import { isForeign, type VideoPlace, videoResponse } from './video-response.ts'

export type ReadAttachment = (digest: string, size: 'thumb' | 'full') => Promise<{ bytes: Uint8Array; mime: string }>
/** Where a kept video lies: it is never read as a whole. */
export type PlaceVideo = (digest: string) => Promise<VideoPlace>

const mimes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
}
/** Attachments are shown only as what cannot run anything. */
const shownMimes = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/bmp', 'application/pdf'])

const paperPage = 'kexie://paper'

/** Call before `ready`. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'kexie',
      privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, stream: true },
    },
  ])
}

/** @param placeVideo left out where nothing is played */
export function serveScheme(session: Session, readAttachment: ReadAttachment, placeVideo?: PlaceVideo): void {
  // Not `handle`: its Request and Response bring Node's network library along, a third of a second before the first page.
  session.protocol.registerStreamProtocol('kexie', (request, callback) => {
    answer(request.url, headersOf(request.headers), { readAttachment, placeVideo })
      .catch(nothingThere)
      .then((found) => callback(toProtocol(found)))
  })
}

const nothingThere = (): Answer => plainAnswer(null, { status: 404 })

/** Names of headers are of no case. */
function headersOf(given: Readonly<Record<string, string>>): RequestHeaders {
  const found = new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]))
  return { get: (name) => found.get(name) ?? null }
}

interface FilesOfCore {
  readonly readAttachment: ReadAttachment
  readonly placeVideo: PlaceVideo | undefined
}

async function answer(address: string, headers: RequestHeaders, files: FilesOfCore): Promise<Answer> {
  const url = new URL(address)
  switch (url.host) {
    case 'app':
      if (url.pathname.startsWith('/manual/')) return manualPicture(url.pathname.slice('/manual/'.length))
      return page(url.pathname === '/' ? '/index.html' : url.pathname)
    // The same files under another host, for the window that draws paper: Chromium zooms by host.
    case 'paper':
      return page(url.pathname)
    case 'font':
      return font(url.pathname, headers)
    case 'thumb':
    case 'file':
      return attachment(url, headers, files)
    case 'video':
      return video(url, headers, files)
    default:
      return nothingThere()
  }
}

async function page(pathname: string): Promise<Answer> {
  const bytes = await readFile(inside(places.renderer, pathname))
  const mime = mimes[path.extname(pathname)] ?? 'application/octet-stream'
  const headers = { 'content-type': mime, 'x-content-type-options': 'nosniff' }
  if (!pathname.endsWith('.html')) return plainAnswer(bytes, { headers })
  const nonce = randomBytes(18).toString('base64')
  const meta = `<meta name="csp-nonce" content="${nonce}">`
  const text = bytes.toString('utf8').replace('<head>', `<head>${meta}`)
  // Paper is white in every tone.
  const shown = pathname === '/index.html' ? text.replace('<html ', `<html data-tone="${toneNow()}" `) : text
  return plainAnswer(shown, {
    headers: { ...headers, 'content-security-policy': pagePolicy(nonce), 'cache-control': 'no-store' },
  })
}

/**
 * Scripts come from our own files only. antd writes its style elements at run time: they carry the nonce of this load.
 * Style attributes are set through the DOM by React, which the policy does not concern.
 */
function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' kexie: data: blob:",
    'font-src kexie:',
    'media-src kexie:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

async function manualPicture(name: string): Promise<Answer> {
  if (!/^[a-z0-9-]{1,60}\.png$/.test(name)) return nothingThere()
  const bytes = await readFile(path.join(places.resources, 'manual', 'pictures', name))
  return plainAnswer(bytes, { headers: { 'content-type': 'image/png', 'x-content-type-options': 'nosniff' } })
}

/** Both hosts of our own pages, and nobody else. */
function readableBy(headers: RequestHeaders): string {
  return headers.get('origin') === paperPage ? paperPage : 'kexie://app'
}

async function font(pathname: string, headers: RequestHeaders): Promise<Answer> {
  const bytes = await readFile(inside(path.join(places.resources, 'fonts'), pathname))
  return plainAnswer(bytes, {
    headers: {
      'content-type': mimes[path.extname(pathname)] ?? 'font/ttf',
      'access-control-allow-origin': readableBy(headers),
    },
  })
}

async function attachment(url: URL, headers: RequestHeaders, { readAttachment }: FilesOfCore): Promise<Answer> {
  const digest = url.pathname.slice(1)
  if (!/^[0-9a-f]{64}$/.test(digest)) return nothingThere()
  const { bytes, mime } = await readAttachment(digest, url.host === 'thumb' ? 'thumb' : 'full')
  // Copied: what came over a pipe may be a view of something larger.
  return plainAnswer(new Uint8Array(bytes), {
    headers: {
      // The printing page draws large photographs anew in the size of the paper.
      'access-control-allow-origin': readableBy(headers),
      'content-type': shownMimes.has(mime) ? mime : 'application/octet-stream',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  })
}

async function video(url: URL, headers: RequestHeaders, { placeVideo }: FilesOfCore): Promise<Answer> {
  const digest = url.pathname.slice(1)
  if (!placeVideo || !/^[0-9a-f]{64}$/.test(digest)) return nothingThere()
  if (isForeign(headers)) return plainAnswer(null, { status: 403 })
  return answerOf(videoResponse(await placeVideo(digest), headers))
}

/** The file below `folder` that the address names; throws when the address leads out of it. */
function inside(folder: string, pathname: string): string {
  const file = path.join(folder, decodeURIComponent(pathname))
  if (!file.startsWith(folder + path.sep)) throw new Error('outside')
  return file
}
