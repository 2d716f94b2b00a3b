import type { Insertable } from 'kysely'
import type { ReceiptDirection } from '../../../db/queries/receipts.ts'
import type { ReceiptsTable } from '../../../db/schema-packages.ts'
import { canonicalJson, sha256Hex } from '../package/canonical.ts'
import { asOne } from '../package/receipt-sections.ts'
import type { Receipt, ReceiptSection } from '../package/schema.ts'

/** What is kept of one section of a receipt, that we wrote or that came. */
export function receiptRow(
  direction: ReceiptDirection,
  receipt: Receipt,
  section: ReceiptSection,
  createdAt: string,
): Insertable<ReceiptsTable> {
  const told = asOne(receipt, section)
  return {
    receipt_id: section.receiptId,
    direction,
    package_id: section.package.id,
    tag_manifest_digest: section.package.tagManifestDigest,
    issuer_office_id: receipt.issuer,
    addressee_office_id: receipt.addressee,
    sequence: receipt.sequence,
    previous_digest: receipt.previousDigest,
    receipt_json: JSON.stringify(told),
    digest: sha256Hex(canonicalJson(told)),
    created_at: createdAt,
  }
}
