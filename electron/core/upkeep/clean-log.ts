/**
 * Lines of the log as they may leave the office. The log holds no personal value by its own rule (store/log.ts); this is
 * the second fence: what is not known to be harmless by its shape is left out, whatever it says.
 */
import { basename } from 'node:path'
import { contract } from '../../../shared/api/contract.ts'

const left = '‹略›'
const path = '‹路径›'
const mostFrames = 6

/** Names of methods, error codes of the system, short digests: nothing that a person typed looks like these. */
const systemCode = /^(?:E[A-Z]{2,20}|ERR_[A-Z_]{3,40}|SQLITE_[A-Z_]{3,40})$/
const ownEvent = /^[a-z]{2,20}(?:[.-][a-zA-Z]{2,30}){0,4}$/
const errorName = /^(?:[A-Z][A-Za-z]{2,30})?Error$|^Problem$|^string$|^object$|^undefined$/
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/
const shortId = /^[0-9a-f]{8}$/
const longId = /^[0-9a-f-]{32,64}$/

function wordOf(value: string): string {
  if (systemCode.test(value) || shortId.test(value) || Object.hasOwn(contract, value)) return value
  if (longId.test(value)) return `${value.slice(0, 8)}…`
  return left
}

/** Where it happened begins with a word of ours; a name of a file or of a notice may follow. */
function placeOf(value: string): string {
  const [first = '', ...more] = value.split(' ')
  const known = ownEvent.test(first) || Object.hasOwn(contract, first) ? first : left
  return more.length > 0 ? `${known} ${left}` : known
}

/** `at run (C:\Users\王芳\…\core.cjs:12:3)` → `run core.cjs:12:3`: names of our own code and of files of the program. */
function frameOf(frame: string): string {
  const file = /([^\\/()\s:]+\.(?:cjs|mjs|js|ts)):(\d+):(\d+)\)?$/.exec(frame)
  const name = /^at (?:async )?((?:new )?[A-Za-z_$#][\w$#.<>]*) \(/.exec(frame)?.[1]
  const where = file && /^[\w.-]{1,60}$/.test(file[1] ?? '') ? `${basename(file[1] ?? '')}:${file[2]}:${file[3]}` : path
  return name === undefined ? where : `${name} ${where}`
}

function factOf(key: string, value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value
  if (Array.isArray(value))
    return key === 'frames'
      ? value.slice(0, mostFrames).map((frame) => (typeof frame === 'string' ? frameOf(frame) : left))
      : left
  if (typeof value !== 'string') return left
  switch (key) {
    case 'at':
      return instant.test(value) ? value : left
    case 'event':
    case 'where':
      return placeOf(value)
    case 'name':
      return errorName.test(value) ? value : left
    default:
      return wordOf(value)
  }
}

/** Null: no line of ours. */
export function cleanLine(line: string): string | null {
  let read: unknown
  try {
    read = JSON.parse(line)
  } catch {
    return null
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return null
  const facts = Object.entries(read).flatMap(([key, value]): [string, unknown][] =>
    /^[a-zA-Z]{1,30}$/.test(key) ? [[key, factOf(key, value)]] : [],
  )
  return JSON.stringify(Object.fromEntries(facts))
}
