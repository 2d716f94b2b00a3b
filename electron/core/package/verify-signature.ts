import { caught, signatureName, tagManifestName } from './bag.ts'
import { cardDigest, cardFault, checkSuccessor, deviceOf, mayIntroduce } from './card.ts'
import { maxTagText } from './limits.ts'
import { parseMinisign, parsePublicKey, verifyMinisign } from './minisign.ts'
import { packageJsonPath, trustedComment } from './plan.ts'
import type { OfficeCard, PackageJson } from './schema.ts'
import { readWhole } from './source.ts'
import { report, type Verification } from './verify-state.ts'

/**
 * Stage signature (bundle-format.md §7): the key comes from the card that we hold of the claimed office and device,
 * else from the embedded card, and then nothing is trusted.
 */
export async function signatureStage(v: Verification): Promise<void> {
  const { json, tagManifest } = v
  if (!json || !tagManifest) return
  const bytes = await caught(() => readWhole(v.source, signatureName, maxTagText, v.options.signal), v.findings)
  if (!bytes) return
  v.signature = bytes
  const signed = parseMinisign(bytes)
  if (typeof signed === 'string') return report(v, signed, signatureName)

  const known = await v.context.trustedCard(json.sender.officeId)
  checkEmbedded(v, json)
  const device = json.sender.deviceId
  // A new card proves itself by a device of the card before it, never by its own list.
  const held = known && (json.kind === 'office-card' || deviceOf(known.card, device)) ? known.card : null
  const card = held ?? json.card
  if (!card) return report(v, json.kind === 'office-card' ? 'card.missing' : 'signature.no-key', packageJsonPath)
  const key = deviceOf(card, device)
  const publicKey = key && parsePublicKey(key.signKey)
  if (!key || !publicKey)
    return report(
      v,
      held && json.kind === 'office-card' ? wrongSigner(json, card) : 'signature.unknown-device',
      packageJsonPath,
    )

  if (held === null && !mayIntroduce(card, key.signKey)) return report(v, 'card.wrong-signer', packageJsonPath)
  const fault = verifyMinisign(tagManifest, signed, publicKey)
  if (fault) return report(v, fault, fault === 'signature.invalid' ? tagManifestName : signatureName)
  if (signed.trustedComment !== trustedComment(json)) report(v, 'signature.comment-mismatch', signatureName)
  if (key.revokedAt !== null) {
    const after = Date.parse(json.createdAt) >= Date.parse(key.revokedAt)
    report(v, 'signature.revoked-device', signatureName, device, after ? 'error' : 'hold')
  }
  v.trusted = held !== null && known?.trusted === true
  if (!known) report(v, 'card.unknown')
  else if (!known.trusted) report(v, 'card.untrusted')
  if (known) compareCards(v, json, known.card, held !== null)
}

/** An old card that is replayed may be signed by a device which the held card no longer has: that is stale, not forged. */
function wrongSigner(json: PackageJson, held: OfficeCard): 'card.stale' | 'card.wrong-signer' {
  return json.card && json.card.cardSeq < held.cardSeq ? 'card.stale' : 'card.wrong-signer'
}

function checkEmbedded(v: Verification, json: PackageJson): void {
  const { card, sender } = json
  if (!card) return
  if (card.officeId !== sender.officeId) report(v, 'card.other-office', packageJsonPath)
  if (card.cardSeq !== sender.cardSeq) report(v, 'card.seq-mismatch', packageJsonPath)
  const fault = cardFault(card)
  if (fault) report(v, fault.startsWith('no device') ? 'card.office-id' : 'card.schema', packageJsonPath, fault)
}

function compareCards(v: Verification, json: PackageJson, known: OfficeCard, signedByHeld: boolean): void {
  const card = json.card
  if (json.kind !== 'office-card') {
    if (!card) return
    if (card.cardSeq > known.cardSeq) report(v, 'card.newer', packageJsonPath, '', signedByHeld ? 'info' : 'hold')
    else if (card.cardSeq < known.cardSeq) report(v, 'card.older', packageJsonPath)
    else if (cardDigest(card) !== cardDigest(known)) report(v, 'card.fork', packageJsonPath)
    return
  }
  if (!card) {
    report(v, 'card.missing', packageJsonPath)
    return
  }
  const step = checkSuccessor(known, card, json.sender.deviceId)
  if (step.kind === 'broken-chain') report(v, 'card.broken-chain', packageJsonPath, step.reason)
  else if (step.kind === 'changed') report(v, 'card.changed', packageJsonPath, step.changes.join(', '))
  else if (step.kind !== 'ok') report(v, `card.${step.kind}`, packageJsonPath)
}
