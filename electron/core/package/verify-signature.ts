import { caught, signatureName, tagManifestName } from './bag.ts'
import { cardDigest, cardFault, checkSuccessor, deviceOf, mayFollow, mayIntroduce } from './card.ts'
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
  const isCard = json.kind === 'office-card'
  // Keys lost: the one exception below. What it says is only held for stamped paper, never taken.
  const anew = known !== null && isCard && json.card && checkSuccessor(known.card, json.card, device).kind
  // A new card proves itself by a device of the card before it, never by its own list.
  const held = known && anew !== 'reregistered' && (isCard || deviceOf(known.card, device)) ? known.card : null
  const made = known?.trusted && !isCard && !held && json.card && madeUp(known.card, json.card)
  if (made) return report(v, made, packageJsonPath)
  const card = held ?? json.card
  if (!card) return report(v, isCard ? 'card.missing' : 'signature.no-key', packageJsonPath)
  const key = deviceOf(card, device)
  const publicKey = key && parsePublicKey(key.signKey)
  if (!key || !publicKey)
    return held && isCard ? wrongSigner(v, json, card) : report(v, 'signature.unknown-device', packageJsonPath)

  if (held === null && !mayIntroduce(card, key.signKey)) return report(v, 'card.wrong-signer', packageJsonPath)
  const fault = verifyMinisign(tagManifest, signed, publicKey)
  if (fault) return report(v, fault, fault === 'signature.invalid' ? tagManifestName : signatureName)
  if (signed.trustedComment !== trustedComment(json)) report(v, 'signature.comment-mismatch', signatureName)
  if (key.revokedAt !== null) {
    // The last act of a device on a card that we see first: the card that gives it up, at that same instant.
    const last = isCard && !held && json.createdAt === key.revokedAt
    const after = !last && Date.parse(json.createdAt) >= Date.parse(key.revokedAt)
    report(v, 'signature.revoked-device', signatureName, device, after ? 'error' : 'hold')
  }
  v.trusted = held !== null && known?.trusted === true
  if (!known) report(v, 'card.unknown')
  else if (!known.trusted) report(v, 'card.untrusted')
  if (known) compareCards(v, json, known.card, held !== null)
}

/** An old card that is replayed may be signed by a device which the held card no longer has: that is stale, not forged. */
function wrongSigner(v: Verification, json: PackageJson, held: OfficeCard): void {
  const { card } = json
  if (card && card.cardSeq < held.cardSeq) report(v, 'card.stale', packageJsonPath)
  // A device that came with a card in between which we never got: refused all the same, but not called a forgery.
  else if (card && card.cardSeq > held.cardSeq + 1 && mayFollow(held, card))
    report(v, 'card.gap', packageJsonPath, '', 'error')
  else report(v, 'card.wrong-signer', packageJsonPath)
}

/** A package by a device that the compared card does not have needs a newer card which may follow on that one. */
function madeUp(known: OfficeCard, inside: OfficeCard): 'card.broken-chain' | 'signature.unknown-device' | null {
  if (inside.cardSeq <= known.cardSeq) return 'signature.unknown-device'
  return mayFollow(known, inside) ? null : 'card.broken-chain'
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
