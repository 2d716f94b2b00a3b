/** Small files of our own kinds that a person brings: read whole, with a limit, and refused in one way. */
import type { z } from 'zod'
import type { Problem } from '../../../shared/problems.ts'
import { openSource } from '../attachments/attachment-store.ts'
import { parseJsonFile } from '../package/json-text.ts'

/**
 * @param limit bytes; a longer file is none of ours
 * @throws Problem file.unreadable, or `invalid`
 */
export async function readSmallFile(path: string, limit: number, invalid: () => Problem): Promise<Buffer> {
  const { stream } = await openSource(path)
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length
    // The stream ends with the loop.
    if (bytes > limit) throw invalid()
    chunks.push(chunk)
  }
  if (bytes === 0) throw invalid()
  return Buffer.concat(chunks)
}

/** Null for what is no JSON in UTF-8, or could be read in two ways. */
export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return parseJsonFile(bytes, '')
  } catch {
    return null
  }
}

/** @throws `invalid` for anything but exactly this shape */
export function readStrictJson<S extends z.ZodType>(bytes: Uint8Array, schema: S, invalid: () => Problem): z.output<S> {
  const parsed = schema.safeParse(jsonOf(bytes))
  if (!parsed.success) throw invalid()
  return parsed.data
}
