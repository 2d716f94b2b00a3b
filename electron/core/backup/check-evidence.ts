/** What others signed: roots of their packages, their cards, receipts. */
import { manifestName, parseManifest, signatureName, tagManifestName } from '../package/bag.ts'
import { canonicalJson, sha256Hex } from '../package/canonical.ts'
import { cardDigest } from '../package/card.ts'
import { parseMinisign, parsePublicKey, verifyMinisign } from '../package/minisign.ts'
import type { OfficeCard } from '../package/schema.ts'
import { officeOf } from './check-titles.ts'
import { cardChanged, evidenceChanged, receiptChanged } from './finding-words.ts'
import type { Look } from './look.ts'

const atOnce = 100
/** Roots hold manifests: a hundred of them may be a megabyte. */
const rootsAtOnce = 20

interface ReceiptFacts {
  readonly receipt_id: string
  readonly issuer_office_id: string
  readonly addressee_office_id: string
  readonly direction: 'in' | 'out'
  readonly receipt_json: string
  readonly digest: string
}
interface ReceiptVerdict {
  readonly record_id: string
  readonly revision: number
  readonly digest: string
  readonly state: string
}

export async function checkReceipts(look: Look): Promise<void> {
  const columns = 'receipt_id, issuer_office_id, addressee_office_id, direction, receipt_json, digest'
  for (const rows of look.reading.slices<ReceiptFacts>('receipts', columns, atOnce)) {
    for (const row of rows)
      if (!isReceiptSound(look, row)) {
        const office = await officeOf(look.ctx, row.direction === 'in' ? row.issuer_office_id : row.addressee_office_id)
        look.find({ class: 'changed', about: 'receipt', ...receiptChanged(office) })
      }
    await look.turn()
  }
  const cards = 'office_id, card_json, digest'
  type CardFacts = { office_id: string; card_json: string; digest: string }
  for (const rows of look.reading.slices<CardFacts>('office_cards', cards, atOnce)) {
    for (const row of rows)
      if (digestOrNull(() => cardDigest(JSON.parse(row.card_json) as OfficeCard)) !== row.digest)
        look.find({ class: 'changed', about: 'card', ...cardChanged(await officeOf(look.ctx, row.office_id)) })
    await look.turn()
  }
}

/** The text against its digest, and what lists show of it against the text. */
function isReceiptSound(look: Look, row: ReceiptFacts): boolean {
  if (digestOrNull(() => sha256Hex(canonicalJson(JSON.parse(row.receipt_json)))) !== row.digest) return false
  const { records } = JSON.parse(row.receipt_json) as {
    records?: { recordId: string; revision: number; digest: string; state: string }[]
  }
  const said = new Set((records ?? []).map((one) => `${one.recordId} ${one.revision} ${one.digest} ${one.state}`))
  const shown = look.reading.rows<ReceiptVerdict>(
    'SELECT record_id, revision, digest, state FROM receipt_records WHERE receipt_id = ?',
    row.receipt_id,
  )
  return shown.every((one) => said.has(`${one.record_id} ${one.revision} ${one.digest} ${one.state}`))
}

function digestOrNull(work: () => string): string | null {
  try {
    return work()
  } catch {
    return null
  }
}

interface PackageFacts {
  readonly tag_manifest_digest: string
  readonly sender_office_id: string
  readonly sender_device_id: string
}

export async function checkEvidence(look: Look): Promise<void> {
  const columns = 'tag_manifest_digest, sender_office_id, sender_device_id'
  for (const rows of look.reading.slices<PackageFacts>('signed_packages', columns, rootsAtOnce)) {
    for (const row of rows) {
      if (isRootSound(look, row)) continue
      const name = look.reading.value(
        'SELECT file_name FROM inbox WHERE tag_manifest_digest = ?',
        row.tag_manifest_digest,
      )
      const sender = await officeOf(look.ctx, row.sender_office_id)
      look.find({
        class: 'changed',
        about: 'evidence',
        ...evidenceChanged(sender, typeof name === 'string' ? name : ''),
      })
    }
    await look.turn()
  }
}

/** The tag manifest has the digest that the package is known by, names the others, and is what the signature signed. */
function isRootSound(look: Look, row: PackageFacts): boolean {
  const files = new Map(
    look.reading
      .rows<{ name: string; bytes: Buffer }>(
        'SELECT name, bytes FROM package_roots WHERE tag_manifest_digest = ?',
        row.tag_manifest_digest,
      )
      .map(({ name, bytes }) => [name, bytes]),
  )
  const tagManifest = files.get(tagManifestName)
  const manifest = files.get(manifestName)
  const signature = files.get(signatureName)
  if (!tagManifest || !manifest || !signature || sha256Hex(tagManifest) !== row.tag_manifest_digest) return false
  const named = new Map([
    ...parseManifest(manifest, manifestName, 'sha256').digests,
    ...parseManifest(tagManifest, tagManifestName, 'sha256').digests,
  ])
  for (const [name, bytes] of files)
    if (name !== tagManifestName && name !== signatureName && named.get(name) !== sha256Hex(bytes)) return false
  const signed = parseMinisign(signature)
  if (typeof signed === 'string') return false
  const text = look.reading.value('SELECT sign_key FROM devices WHERE device_id = ?', row.sender_device_id)
  const key = typeof text === 'string' ? parsePublicKey(text) : null
  // A device whose card is not kept (evidence of an office that nobody compared): its signature was checked when it came.
  return key === null || verifyMinisign(tagManifest, signed, key) === null
}
