/**
 * A pack that nobody has looked at yet: schema and meaning together, all findings at once. A part that its schema
 * refuses is stood in for, so that the rest can still be judged and what names that part is not called wrong. Pure.
 */
import { zhCN } from 'zod/locales'
import { type NoticePack, noticePack } from '../../../shared/notice/pack.ts'
import { checkMeaning, collect } from './check-pack.ts'
import { checkCounts, checkTree } from './check-tree.ts'
import type { Issue, Report } from './issue.ts'

/** @returns the pack where its schema takes it; it is sound only when there are no issues */
export function examinePack(raw: unknown): { pack: NoticePack | null; issues: Issue[] } {
  let pack: NoticePack | null = null
  const issues = collect((report) => {
    if (!checkTree(raw, report) || !checkCounts(raw, report)) return
    const parsed = noticePack.safeParse(raw, words)
    if (parsed.success) {
      pack = parsed.data
      checkMeaning(parsed.data, report)
    } else checkRest(raw, parsed.error.issues, report)
  })
  return { pack, issues }
}

const words = { error: zhCN().localeError }

type Fault = {
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly code?: string | undefined
  /** Of keys that the schema does not know. */
  readonly keys?: readonly string[]
}

function checkRest(raw: unknown, faults: readonly Fault[], report: Report): void {
  for (const { path, message } of faults) report(path.join('.'), message)
  const copy = structuredClone(raw)
  const stands = new Set<string>()
  for (const { path, code, keys = [] } of faults) {
    if (code !== 'unrecognized_keys') standIn(copy, path, stands)
    const part = asPart(at(copy, path))
    if (part) for (const key of keys) delete part[key]
  }
  const parsed = noticePack.safeParse(copy)
  if (!parsed.success) return
  const covers = (path: string): boolean => [...stands].some((one) => path === one || path.startsWith(`${one}.`))
  checkMeaning(parsed.data, (path, message) => (covers(path) ? undefined : report(path, message)), covers)
}

type Part = Record<string, unknown>

/** Smallest sound thing in the place of a part; what others name it by is kept. */
const stand: Readonly<Record<string, (part: Part) => unknown>> = {
  addressees: ({ level, type, reportsTo }) => ({ level, type, wording: '', reportsTo }),
  deliverables: ({ id }) => ({
    id,
    title: '',
    wording: '',
    dueWording: '',
    dueAt: null,
    formId: null,
    quantity: null,
    stamped: false,
  }),
  recipients: ({ id }) => ({ id, unit: '—' }),
  modules: ({ id }) => ({ id, name: '' }),
  fields: ({ id }) => ({ id, label: '—', kind: 'text' }),
  checks: ({ id }) => ({ id, grade: 'warn', fields: ['x'], holds: { filled: 'x' }, message: '—' }),
  blocks: () => ({ kind: 'paragraph', text: '—' }),
}
/** In the place of a single fact that is wrong or missing. */
const facts: Readonly<Record<string, unknown>> = {
  format: 'kexie-notice/1',
  id: 'x',
  version: '1',
  title: '',
  shortTitle: '',
  issuer: '',
  documentNumber: null,
  issuedOn: '2000-01-01',
  theme: null,
  period: null,
  addressees: [],
  recipients: [],
}
const formFacts: Readonly<Record<string, unknown>> = {
  id: 'x',
  version: '1',
  name: '—',
  shortName: '—',
  layout: { title: ['—'], blocks: [{ kind: 'paragraph', text: '—' }] },
}

function standIn(root: unknown, path: readonly PropertyKey[], stands: Set<string>): void {
  const [first, second, third, fourth, fifth] = path.map(String)
  const pack = asPart(root)
  if (!pack || first === undefined) return
  if (first === 'forms') {
    if (second === undefined || third === undefined) return
    if (fourth !== undefined && (third === 'fields' || third === 'checks'))
      replace(pack, [first, second, third, fourth], third, stands)
    else if (third === 'layout' && fourth === 'blocks' && fifth !== undefined)
      replace(pack, [first, second, third, fourth, fifth], fourth, stands)
    else formFact(asPart(at(pack, [first, second])), `${first}.${second}`, third, stands)
  } else if (second !== undefined && first in stand) replace(pack, [first, second], first, stands)
  else fact(pack, first, facts, first, stands)
}

function formFact(form: Part | null, path: string, name: string, stands: Set<string>): void {
  // Without its fields nothing can be said of a form.
  if (form && name !== 'fields') fact(form, name, formFacts, `${path}.${name}`, stands)
}

function fact(
  part: Part,
  name: string,
  known: Readonly<Record<string, unknown>>,
  path: string,
  stands: Set<string>,
): void {
  if (name in known) part[name] = known[name]
  else delete part[name]
  stands.add(path)
}

function replace(pack: Part, way: readonly string[], kind: string, stands: Set<string>): void {
  const list = at(pack, way.slice(0, -1))
  const index = Number(way.at(-1))
  const part = asPart(Array.isArray(list) ? list[index] : null)
  if (Array.isArray(list)) list[index] = stand[kind]?.(part ?? {})
  stands.add(way.join('.'))
}

const at = (root: unknown, way: readonly PropertyKey[]): unknown =>
  way.reduce<unknown>((part, key) => asPart(part)?.[String(key)], root)

const asPart = (value: unknown): Part | null => (value !== null && typeof value === 'object' ? (value as Part) : null)
