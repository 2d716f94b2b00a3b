/**
 * JSON Schema of the files in a package, made from the reader's own schemas: it lies beside the page on the format, for
 * whoever reads packages with another program. `node test/verifier/package-schema.ts` writes it anew.
 */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import {
  ageRecipientText,
  frozenRevision,
  officeCard,
  packageJson,
  personalDocument,
  personalFileHeader,
  receipt,
  sha256,
  signKeyText,
} from '../../electron/core/package/schema.ts'

export const schemaFile = path.resolve(import.meta.dirname, '../../resources/manual/package-format.schema.json')

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

const plain = (schema: z.ZodType): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { reused: 'inline', io: 'output' })
  return simple(JSON.parse(JSON.stringify(rest)) as Json)
}

/** Parts that occur in many places, by their names. */
const parts = (): Record<string, Json> => ({
  sha256: plain(sha256),
  uuid: plain(z.uuid()),
  instant: plain(z.iso.datetime({ offset: true })),
  day: plain(z.iso.date()),
  officeId: plain(officeCard.shape.officeId),
  deviceId: plain(packageJson.shape.sender.shape.deviceId),
  signKey: plain(signKeyText),
  ageRecipient: plain(ageRecipientText),
  number: plain(packageJson.shape.sequence),
  count: plain(personalFileHeader.shape.bytes),
  path: plain(z.string().startsWith('data/').max(200)),
  card: plain(officeCard),
})

/** Any JSON is any JSON; and a character class by Unicode categories, which other languages lack, is said in words on the page. */
function simple(value: Json): Json {
  if (Array.isArray(value)) return value.map(simple)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value as Record<string, Json>).filter(
    ([key, item]) =>
      !(key === 'format' && typeof item === 'string') && !(key === 'pattern' && String(item).includes('\\p{')),
  )
  const { propertyNames, additionalProperties, $defs: _, ...rest } = Object.fromEntries(entries)
  if (propertyNames !== undefined) return { type: 'object' }
  return {
    ...Object.fromEntries(Object.entries(rest).map(([key, item]) => [key, simple(item)])),
    ...(additionalProperties === false && { additionalProperties }),
  }
}

function named(value: Json, names: ReadonlyMap<string, string>, self = ''): Json {
  const name = names.get(JSON.stringify(value))
  if (name !== undefined && name !== self) return { $ref: `#/$defs/${name}` }
  if (Array.isArray(value)) return value.map((item: Json) => named(item, names))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value as Record<string, Json>).map(([key, item]) => [key, named(item, names)]),
  )
}

export function packageSchemaText(): string {
  const known = parts()
  const names = new Map(Object.entries(known).map(([name, schema]) => [JSON.stringify(schema), name]))
  const files = {
    package: packageJson,
    revision: frozenRevision,
    receipt,
    personal: personalDocument,
    personalFile: personalFileHeader,
  }
  const all = { ...known, ...Object.fromEntries(Object.entries(files).map(([name, schema]) => [name, plain(schema)])) }
  const $defs = Object.fromEntries(Object.entries(all).map(([name, schema]) => [name, named(schema, names, name)]))
  // A definition a line: an indented tree of nine hundred lines is read by nobody.
  const lines = Object.entries($defs).map(([name, schema]) => `${JSON.stringify(name)}:${JSON.stringify(schema)}`)
  return `{"$schema":"https://json-schema.org/draft/2020-12/schema","title":"kexie/1","$defs":{\n${lines.join(',\n')}\n}}\n`
}

if (process.argv[1] === import.meta.filename) writeFileSync(schemaFile, packageSchemaText())
