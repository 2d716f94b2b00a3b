import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import type { Queryable } from '../../../db/connection.ts'
import { saveAttachment } from '../../../db/queries/attachments.ts'
import { saveOwnDate } from '../../../db/queries/notices.ts'
import {
  addOwnNoticeFile,
  insertOwnNotice,
  insertOwnVersion,
  latestOwnVersion,
  type OwnNoticeRow,
  ownNotice,
  ownNoticeFiles,
  ownNotices,
  recordsOfNotice,
  updateOwnNotice,
} from '../../../db/queries/own-notices.ts'
import type { OwnNotice, OwnNoticeSummary } from '../../../shared/api/own-notices.ts'
import {
  emptyDraft,
  missingParts,
  type OwnNoticeDraft,
  ownDueOf,
  ownNoticeDraft,
} from '../../../shared/notice/own-draft.ts'
import { type NoticePack, noticePack } from '../../../shared/notice/pack.ts'
import { recogniseNotice } from '../../../shared/notice/recognise/recognise-notice.ts'
import { type StaleSource, stalePlaces } from '../../../shared/notice/stale-words.ts'
import { Problem } from '../../../shared/problems.ts'
import { openSource, type StagedFile } from '../attachments/attachment-store.ts'
import { officeCalendar } from '../calendar/office-calendar.ts'
import { readDeskSettings } from '../deadlines/desk-settings.ts'
import { checkPack } from '../notices/check-pack.ts'
import { copiedDraft, staleSourceOf } from '../notices/copied-draft.ts'
import { ownPack } from '../notices/own-pack.ts'
import { findOwnOffice } from '../offices/own-office.ts'
import { canonicalJson } from '../package/canonical.ts'
import { maxReceivedBytes, readReceived } from '../received/read-received.ts'
import { type KeptSource, keptSource, mediaTypes, sourceFacts } from '../received/source.ts'
import { changed, type HandlerContext, type Handlers } from './context.ts'

export const ownNoticesHandlers = {
  'ownNotices.read': async ({ path }, ctx, call) => {
    const fileName = basename(path)
    const { kind, text, pages, pictures } = await readReceived(path, reading(ctx, call.signal))
    return {
      kind,
      fileName,
      pages: pages.map(({ start, end }) => ({ text: text.slice(start, end) })),
      text,
      pictures: pictures.length,
      proposals: recogniseNotice(text, { receivedOn: chinaDate(ctx.now()) }),
    }
  },

  'ownNotices.start': async ({ from }, ctx, call) => {
    // The id carries nothing but chance: the notice may be passed on to other offices.
    const noticeId = `own-${randomUUID().replaceAll('-', '').slice(0, 12)}`
    if (from.kind === 'file') await startFromFile(ctx, noticeId, from.path, call.signal)
    else {
      const draft = from.kind === 'copy' ? await copyOf(ctx, from.noticeId) : emptyDraft()
      const lead = (await readDeskSettings(ctx.db)).leadDays
      await ctx.write((trx) => insertOwnNotice(trx, freshRow(ctx, noticeId, { ...draft, lead }, null)))
    }
    changed(ctx, 'notices')
    return opened(ctx, noticeId)
  },

  'ownNotices.list': async (_input, ctx) => {
    const rows = await ownNotices(ctx.db)
    return Promise.all(rows.map((row) => summary(ctx, row)))
  },

  'ownNotices.open': async ({ noticeId }, ctx) => opened(ctx, noticeId),

  'ownNotices.save': async ({ noticeId, draft }, ctx) => {
    const at = ctx.now().toISOString()
    await ctx.write(async (trx) => {
      await needOwnNotice(trx, noticeId)
      await updateOwnNotice(trx, noticeId, { draft_json: JSON.stringify(draft), changed: 1, updated_at: at })
    })
    return { savedAt: at }
  },

  'ownNotices.form': async ({ formId }, ctx) => libraryForm(ctx, formId),

  'ownNotices.check': async ({ noticeId }, ctx) => {
    const row = await needOwnNotice(ctx.db, noticeId)
    const draft = draftOf(row)
    // What is simply not there yet is asked for at 生效.
    return missingParts(draft).length > 0 ? [] : issueWords(await packOf(ctx, ctx.db, noticeId, draft))
  },

  'ownNotices.putInForce': async ({ noticeId }, ctx) => {
    const now = ctx.now()
    const at = now.toISOString()
    const calendar = await officeCalendar(ctx)
    const made = await ctx.write(async (trx) => {
      const row = await needOwnNotice(trx, noticeId)
      const draft = draftOf(row)
      const missing = [...missingParts(draft), ...unconfirmed(ctx, draft)]
      if (missing.length > 0) throw new Problem('own-notice.incomplete', { missing })
      const pack = await packOf(ctx, trx, noticeId, draft)
      const version = Number(pack.version)
      const issues = issueWords(pack)
      if (issues.length > 0) throw new Problem('own-notice.unsound', { issues: issues.slice(0, 20) })
      await insertOwnVersion(trx, { notice_id: noticeId, version, pack_json: canonicalJson(pack), in_force_at: at })
      const duties: { id: string; title: string; dueAt: string | null; ownDueAt: string | null }[] = []
      for (const item of draft.deliverables) {
        // What others owe us we do not hand in: there is no earlier date of our own.
        const forOthers = draft.audience === 'subordinates'
        const ownDueAt = forOthers ? null : ownDueOf(draft, item, now.getTime(), calendar)
        await saveOwnDate(trx, noticeId, item.id, ownDueAt)
        duties.push({ id: item.id, title: item.title, dueAt: item.dueAt, ownDueAt })
      }
      await updateOwnNotice(trx, noticeId, { changed: 0, updated_at: at })
      return { noticeId, version, shortTitle: pack.shortTitle, audience: draft.audience, duties }
    })
    await ctx.notices.refresh(ctx.db)
    changed(ctx, 'notices')
    return { ...made, duties: made.duties.map(({ id: _id, ...duty }) => duty).sort(byDate) }
  },

  'ownNotices.discard': async ({ noticeId }, ctx) => {
    const at = ctx.now().toISOString()
    await ctx.write(async (trx) => {
      await needOwnNotice(trx, noticeId)
      const records = await recordsOfNotice(trx, noticeId)
      if (records > 0) throw new Problem('own-notice.in-use', { records })
      await updateOwnNotice(trx, noticeId, { discarded_at: at })
    })
    await ctx.notices.refresh(ctx.db)
    changed(ctx, 'notices')
    return null
  },

  'ownNotices.restore': async ({ noticeId }, ctx) => {
    await ctx.write(async (trx) => {
      if ((await updateOwnNotice(trx, noticeId, { discarded_at: null })) === 0)
        throw new Problem('notice.unknown', { noticeId })
    })
    await ctx.notices.refresh(ctx.db)
    changed(ctx, 'notices')
    return summary(ctx, await needOwnNotice(ctx.db, noticeId))
  },
} satisfies Partial<Handlers>

const reading = (ctx: HandlerContext, signal: AbortSignal) => ({ resourcesDir: ctx.resourcesDir, signal })

const chinaDate = (now: Date): string => new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)

/** The file is copied first and the copy is read: what is shown beside is what was read. */
async function startFromFile(ctx: HandlerContext, noticeId: string, path: string, signal: AbortSignal): Promise<void> {
  const fileName = basename(path)
  const tooLarge = (bytes: number) => new Problem('received.too-large', { fileName, bytes, limit: maxReceivedBytes })
  const { stream, bytes } = await openSource(path)
  if (bytes > maxReceivedBytes) {
    stream.destroy()
    throw tooLarge(bytes)
  }
  const limits = { sealed: false, maxBytes: maxReceivedBytes, onTooLarge: () => tooLarge(maxReceivedBytes + 1), signal }
  const staged = [await ctx.attachments.stage(stream, limits)]
  try {
    const [file] = staged
    if (!file) return
    const read = await readReceived(file.path, { ...reading(ctx, signal), fileName })
    for (const picture of read.pictures)
      staged.push(await ctx.attachments.stage(Readable.from([Buffer.from(picture.bytes)]), { sealed: false, signal }))
    const source = keptSource(read, fileName)
    const draft = { ...emptyDraft(), lead: (await readDeskSettings(ctx.db)).leadDays }
    const types = [mediaTypes(read.kind, file.head), ...read.pictures.map((picture) => picture.mediaType)]
    for (const one of staged) await ctx.attachments.put(one)
    await ctx.write(async (trx) => {
      await insertOwnNotice(trx, freshRow(ctx, noticeId, draft, source))
      for (const [position, one] of staged.entries()) await keepFile(trx, ctx, noticeId, position, one, types[position])
    })
  } catch (error) {
    for (const one of staged) await ctx.attachments.drop(one)
    throw error
  }
}

async function keepFile(
  trx: Queryable,
  ctx: HandlerContext,
  noticeId: string,
  position: number,
  file: StagedFile,
  mediaType = 'application/octet-stream',
): Promise<void> {
  await saveAttachment(trx, {
    digest: file.digest,
    bytes: file.bytes,
    media_type: mediaType,
    width: null,
    height: null,
    personal: 0,
    thumb: null,
    added_at: ctx.now().toISOString(),
  })
  await addOwnNoticeFile(trx, noticeId, position, file.digest)
}

function freshRow(ctx: HandlerContext, noticeId: string, draft: OwnNoticeDraft, source: KeptSource | null) {
  const at = ctx.now().toISOString()
  return {
    notice_id: noticeId,
    draft_json: JSON.stringify(draft),
    source_json: source && JSON.stringify(source),
    created_at: at,
    updated_at: at,
  }
}

/** @throws Problem notice.unknown */
async function needOwnNotice(db: Queryable, noticeId: string): Promise<OwnNoticeRow> {
  const row = await ownNotice(db, noticeId)
  if (!row || row.discarded_at !== null) throw new Problem('notice.unknown', { noticeId })
  return row
}

const draftOf = (row: OwnNoticeRow): OwnNoticeDraft => ownNoticeDraft.parse(JSON.parse(row.draft_json))

async function opened(ctx: HandlerContext, noticeId: string): Promise<OwnNotice> {
  const row = await needOwnNotice(ctx.db, noticeId)
  const draft = draftOf(row)
  const source = await sourceFacts(ctx.db, row.source_json, await ownNoticeFiles(ctx.db, noticeId))
  return {
    noticeId,
    version: (await latestOwnVersion(ctx.db, noticeId))?.version ?? null,
    changed: row.changed === 1,
    draft,
    source,
    // The rules may have become better since: they are asked anew. The year is that of the day it was received.
    proposals: source ? recogniseNotice(source.text, { receivedOn: chinaDate(new Date(row.created_at)) }) : [],
    original: originalOf(ctx, draft),
    library: ctx.notices.library().map(({ form, from }) => ({ id: form.id, name: form.name, from })),
    savedAt: row.updated_at,
  }
}

async function summary(ctx: HandlerContext, row: OwnNoticeRow): Promise<OwnNoticeSummary> {
  const version = await latestOwnVersion(ctx.db, row.notice_id)
  const draft = draftOf(row)
  return {
    noticeId: row.notice_id,
    title: draft.title || (version ? noticePack.parse(JSON.parse(version.pack_json)).title : ''),
    version: version?.version ?? null,
    changed: row.changed === 1,
    deliverables: draft.deliverables.length,
    savedAt: row.updated_at,
  }
}

/** Null where the copied notice is gone. */
function originalOf(ctx: HandlerContext, draft: OwnNoticeDraft): StaleSource | null {
  const original = draft.copiedFrom === null ? undefined : ctx.notices.find(draft.copiedFrom.id)
  return original ? staleSourceOf(original.pack) : null
}

function unconfirmed(ctx: HandlerContext, draft: OwnNoticeDraft): string[] {
  const year = Number(chinaDate(ctx.now()).slice(0, 4))
  const places = stalePlaces(draft, originalOf(ctx, draft), year).length
  return places > 0 ? [`核对 ${places} 处旧通知的内容`] : []
}

async function copyOf(ctx: HandlerContext, noticeId: string): Promise<OwnNoticeDraft> {
  const { pack, source } = ctx.notices.get(noticeId)
  const row = source === 'own' ? await ownNotice(ctx.db, pack.id) : undefined
  const forms = new Map(ctx.notices.library().map(({ form }) => [form.id, form]))
  return copiedDraft(pack, {
    nowMs: ctx.now().getTime(),
    draft: row ? draftOf(row) : null,
    form: (formId) => forms.get(formId),
  })
}

/**
 * The draft as the next version.
 * @throws Problem office.missing, form.unknown
 */
async function packOf(
  ctx: HandlerContext,
  db: Queryable,
  noticeId: string,
  draft: OwnNoticeDraft,
): Promise<NoticePack> {
  const own = await findOwnOffice(db)
  if (!own) throw new Problem('office.missing', {})
  const version = ((await latestOwnVersion(db, noticeId))?.version ?? 0) + 1
  const form = (formId: string) => libraryForm(ctx, formId)
  const register = (formId: string) => ctx.notices.formRegister(formId)
  return ownPack(draft, { noticeId, version, own, today: chinaDate(ctx.now()), form, register })
}

/** What the check of packs finds, with the duty or the form that it is about. */
function issueWords(pack: NoticePack): string[] {
  return checkPack(pack).map(({ path, message }) => {
    const [part = '', at = ''] = path.split('.')
    const item = part === 'deliverables' ? pack.deliverables[Number(at)]?.title : undefined
    const form = part === 'forms' ? pack.forms[Number(at)]?.name : undefined
    return item ? `“${item}”：${message}` : form ? `表“${form}”：${message}` : message
  })
}

/** @throws Problem form.unknown */
function libraryForm(ctx: HandlerContext, formId: string) {
  const found = ctx.notices.library().find(({ form }) => form.id === formId)
  if (!found) throw new Problem('form.unknown', { formId })
  return found.form
}

/** Those without a date come last. */
function byDate(a: { dueAt: string | null; ownDueAt: string | null }, b: typeof a): number {
  const at = ({ dueAt, ownDueAt }: typeof a) => Date.parse(ownDueAt ?? dueAt ?? '9999-12-31T00:00:00Z')
  return at(a) - at(b)
}
