/** The notice inside a package of kind `notice`: written, and read again (bundle-format.md §3). */
import { valuesJsonSchema } from '../../../shared/form/values-schema.ts'
import { examinePack } from '../notices/examine-pack.ts'
import { isPublishedBy } from '../published/published-id.ts'
import { caught } from './bag.ts'
import { canonicalJson, sha256Hex } from './canonical.ts'
import { parseJsonFile } from './json-text.ts'
import { maxNoticeJson } from './limits.ts'
import { allocateName } from './names.ts'
import { type PlanEntry, textEntry } from './plan.ts'
import type { PackageJson, PublishedPack } from './schema.ts'
import { readExpected } from './source.ts'
import { report, type Verification } from './verify-state.ts'

/** Canonical JSON: its SHA-256 is the digest of the notice, as `sha256sum` prints it. */
export const noticePath = 'data/notice/notice.json'
const schemaPath = /^data\/notice\/forms\/[^/]+\.json$/

/** For programs of others; ours makes the schema from the form itself. */
export const isNoticeExtra = (path: string): boolean => schemaPath.test(path)

export function noticeEntries({ pack, json }: PublishedPack): PlanEntry[] {
  const taken = new Set<string>()
  const schemas = pack.forms.map((form) =>
    textEntry(
      `data/notice/forms/${allocateName(`${form.id}_${form.name}`, 'json', taken)}`,
      `${JSON.stringify(valuesJsonSchema(form), null, 2)}\n`,
    ),
  )
  return [textEntry(noticePath, json), ...schemas]
}

/** Beyond this a person reads no further. */
const maxFindings = 100

/** Checks everything and reports all that is wrong; what is sound lies in `v.notice`. */
export async function readNotice(v: Verification, json: PackageJson): Promise<void> {
  if (!v.manifest.has(noticePath) || !json.notice) return
  const value = await caught(async () => {
    const bytes = await readExpected(v.source, noticePath, maxNoticeJson, v.manifest.get(noticePath), v.options.signal)
    const read = parseJsonFile(bytes, noticePath)
    return { text: bytes.toString('utf8'), read }
  }, v.findings)
  if (value === null) return
  if (canonicalOf(value.read) !== value.text || sha256Hex(value.text) !== json.notice.digest)
    return report(v, 'notice.digest', noticePath)
  const { pack, issues } = examinePack(value.read)
  for (const { path, message } of issues.slice(0, maxFindings))
    report(v, 'notice.invalid', noticePath, path === '' ? message : `${path}：${message}`)
  if (issues.length > maxFindings)
    report(v, 'notice.invalid', noticePath, `另有 ${issues.length - maxFindings} 处，没有逐一列出`)
  if (pack === null) return
  const { id, version } = pack
  if (id !== json.notice.id || version !== json.notice.version) report(v, 'notice.mismatch', noticePath)
  if (!isPublishedBy(id, json.sender.officeId)) report(v, 'notice.id-not-theirs', noticePath, id)
  v.notice = { pack, json: value.text, digest: json.notice.digest }
}

function canonicalOf(value: unknown): string | null {
  try {
    return canonicalJson(value)
  } catch {
    return null
  }
}
