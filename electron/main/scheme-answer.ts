/** Answers to requests of our scheme. Not `Response`: it brings Node's whole network library into the start. */
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import type { ProtocolResponse } from 'electron'

/** What is read of a request's headers; names in small letters. */
export type RequestHeaders = { get(name: string): string | null }

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Readable
}

type Facts = { readonly status?: number; readonly headers?: Readonly<Record<string, string>> }

export const plainAnswer = (body: Uint8Array | string | null, { status = 200, headers = {} }: Facts): Answer => ({
  status,
  headers,
  // One piece: a buffer is a list of numbers otherwise.
  body: Readable.from(body === null ? [] : [Buffer.from(body)]),
})

/** For what is read piece by piece as it is consumed. */
export const answerOf = ({ status, headers, body }: Response): Answer => ({
  status,
  headers: Object.fromEntries(headers),
  body: body ? Readable.fromWeb(body as ReadableStream) : Readable.from([]),
})

export const toProtocol = ({ status, headers, body }: Answer): ProtocolResponse => ({
  statusCode: status,
  headers: { ...headers },
  data: body,
})
