/** 退回用语: sentences that a reviewer writes again and again, those used most first. */
import { v7 as uuidv7 } from 'uuid'
import type { Queryable } from '../../../db/connection.ts'
import { allPhrases, countPhraseUse, type PhraseRow, putPhrase } from '../../../db/queries/returns.ts'
import type { MethodParsed } from '../../../shared/api/contract.ts'
import type { ReturnPhrase } from '../../../shared/api/returns.ts'
import { Problem } from '../../../shared/problems.ts'
import { changed, type HandlerContext } from '../handlers/context.ts'
import { quotesMobile, quotesNumber } from '../personal/cover-numbers.ts'

/** What every office begins with. A row is written once one is used, changed or removed. */
const seeds: readonly string[] = [
  '盖章不清，请重新盖章后扫描。',
  '缺少盖章页，请补上。',
  '数字与说明不符，请核对。',
  '合计与分项不符，请核对。',
  '照片数量不足，请按通知要求补齐。',
  '照片看不清，请换清晰的原图。',
  '活动时间、地点没有写明，请补充。',
  '联系电话打不通，请核对。',
]
const seedRows: readonly PhraseRow[] = seeds.map((text, at) => ({
  phrase_id: `00000000-0000-7000-8000-${String(at + 1).padStart(12, '0')}`,
  text,
  form_id: '',
  used: 0,
  last_used_at: null,
  removed_at: null,
}))

/** Kept ones, and the seeds that nobody touched; removed ones too. */
async function everyPhrase(db: Queryable): Promise<PhraseRow[]> {
  const kept = await allPhrases(db)
  const ids = new Set(kept.map((row) => row.phrase_id))
  return [...seedRows.filter((row) => !ids.has(row.phrase_id)), ...kept]
}

/** Those for all forms and those of this one; null: of every form. */
export async function listPhrases(ctx: HandlerContext, formId: string | null): Promise<ReturnPhrase[]> {
  return (await everyPhrase(ctx.db))
    .filter((row) => row.removed_at === null && (formId === null || row.form_id === '' || row.form_id === formId))
    .sort((a, b) => b.used - a.used || (b.last_used_at ?? '').localeCompare(a.last_used_at ?? ''))
    .map((row) => ({
      phraseId: row.phrase_id,
      text: row.text,
      formId: row.form_id === '' ? null : row.form_id,
      used: row.used,
    }))
}

/**
 * The same words twice are one phrase; saving brings a removed one back.
 * @throws Problem phrase.unknown; phrase.personal: a phrase lies open and is shown to everybody
 */
export async function savePhrase(
  ctx: HandlerContext,
  { phraseId, text, formId }: MethodParsed<'phrases.save'>,
): Promise<ReturnPhrase[]> {
  if (quotesMobile(text) || quotesNumber(text)) throw new Problem('phrase.personal', {})
  const form_id = formId ?? ''
  await ctx.write(async (trx) => {
    const all = await everyPhrase(trx)
    const same = all.find((row) => row.text === text && row.form_id === form_id)
    const meant = phraseId === null ? same : all.find((row) => row.phrase_id === phraseId)
    if (phraseId !== null && !meant) throw new Problem('phrase.unknown', { phraseId })
    if (meant && same && same !== meant) {
      await putPhrase(trx, { ...meant, removed_at: ctx.now().toISOString() })
      await putPhrase(trx, { ...same, used: same.used + meant.used, removed_at: null })
      return
    }
    const fresh: PhraseRow = { phrase_id: uuidv7(), text, form_id, used: 0, last_used_at: null, removed_at: null }
    await putPhrase(trx, { ...(meant ?? fresh), text, form_id, removed_at: null })
  })
  changed(ctx, 'packages')
  return listPhrases(ctx, formId)
}

/** @throws Problem phrase.unknown */
export async function removePhrase(ctx: HandlerContext, phraseId: string): Promise<ReturnPhrase[]> {
  const removed = await ctx.write(async (trx) => {
    const row = (await everyPhrase(trx)).find((one) => one.phrase_id === phraseId)
    if (!row) throw new Problem('phrase.unknown', { phraseId })
    await putPhrase(trx, { ...row, removed_at: row.removed_at ?? ctx.now().toISOString() })
    return row
  })
  changed(ctx, 'packages')
  return listPhrases(ctx, removed.form_id === '' ? null : removed.form_id)
}

/** Counts a decision for each phrase that it was written with. Only queries of `trx` are awaited. */
export async function countUsed(trx: Queryable, texts: readonly string[], at: string): Promise<void> {
  if (texts.length === 0) return
  const said = new Set(texts)
  for (const row of await everyPhrase(trx)) {
    if (row.removed_at !== null || !said.has(row.text)) continue
    if (seedRows.includes(row)) await putPhrase(trx, row)
    await countPhraseUse(trx, row.phrase_id, at)
  }
}
