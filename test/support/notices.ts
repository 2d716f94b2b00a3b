/** A notice of one's own, in force, with a summary to write; and packs that a hostile office signs. */
import path from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { canonicalJson, sha256Hex } from '../../electron/core/package/canonical.ts'
import type { ComposeInput } from '../../electron/core/package/compose.ts'
import type { PublishedPack } from '../../electron/core/package/schema.ts'
import { publishedId } from '../../electron/core/published/published-id.ts'
import {
  newDeliverable,
  newRecipient,
  type OwnDeliverable,
  type OwnNoticeDraft,
} from '../../shared/notice/own-draft.ts'
import type { NoticePack } from '../../shared/notice/pack.ts'
import type { Desk } from './desks.ts'
import { type ForeignOffice, foreignPackage } from './foreign-office.ts'

export function summaryDraft(draft: OwnNoticeDraft, change: Partial<OwnDeliverable> = {}): OwnNoticeDraft {
  const empty = { ...draft, recipients: [], deliverables: [] }
  const withUnit = { ...empty, recipients: [{ ...newRecipient(empty, '示例市科协科普部'), phone: '0500-1234567' }] }
  const summary = newDeliverable(withUnit, {
    title: '科普日活动总结',
    wording: '请于10月15日前报送活动总结（加盖公章）',
    dueWording: '10月15日前',
    dueAt: '2035-10-15T23:59:00+08:00',
    formId: 'LIB-SUMMARY',
    stamped: true,
    textLimit: { max: 1500, about: true },
    limits: ['1500字左右'],
    ...change,
  })
  return {
    ...withUnit,
    title: '关于开展2035年科普日活动的通知',
    issuer: '示例市科学技术协会',
    issuedOn: '2035-05-09',
    deliverables: [summary],
  }
}

/** @returns its id; called again with the id it becomes the next version */
export async function summaryNotice(
  desk: Desk,
  change: Partial<OwnDeliverable> = {},
  noticeId: string | null = null,
): Promise<string> {
  const { noticeId: id, draft } =
    noticeId === null
      ? await desk.call('ownNotices.start', { from: { kind: 'empty' } })
      : await desk.call('ownNotices.open', { noticeId })
  await desk.call('ownNotices.save', { noticeId: id, draft: summaryDraft(draft, change) })
  await desk.call('ownNotices.putInForce', { noticeId: id })
  return id
}

export const asPublished = (pack: unknown): PublishedPack => {
  const json = canonicalJson(pack)
  return { pack: pack as NoticePack, json, digest: sha256Hex(json) }
}

export interface Forged {
  /** Put into the package as it is, without any check. */
  pack: Record<string, unknown>
  /** Bytes of notice.json, where they are not to be canonical JSON of the pack. */
  json?: string
}

/** A notice package of an office whose keys the test holds. */
export function foreignNotice(
  from: ForeignOffice,
  folder: string,
  { pack, json }: Forged,
  change: Partial<ComposeInput> = {},
): Promise<string> {
  const made = asPublished(pack)
  const publishes = json === undefined ? made : { ...made, json, digest: sha256Hex(json) }
  return foreignPackage(from, path.join(folder, uuidv7()), {
    kind: 'notice',
    recipient: null,
    notice: {
      id: String(pack.id),
      version: String(pack.version),
      digest: publishes.digest,
      title: String(pack.title),
    },
    publishes,
    ...change,
  })
}

export const idOf = (name: string, office: ForeignOffice): string => publishedId(name, office.card.officeId)
