/** Many entries like one that is there, each with a sealed letter of its own; written while the core is closed. */
import { createHash } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { openDatabase } from '../../db/connection.ts'
import { recordKeyReader } from '../../db/queries/personal.ts'
import { draftLabel, draftValues, sealPersonal } from '../../electron/core/records/content.ts'
import { storePaths } from '../../electron/core/store/folder.ts'
import { RecordKeys } from '../../electron/core/store/record-keys.ts'
import { Vault } from '../../electron/core/store/vault.ts'
import { createWriter } from '../../electron/core/store/writer.ts'
import type { FieldValue, FormDefinition } from '../../shared/form/definition.ts'
import { formById } from './form-files.ts'

export interface ManyEntries {
  readonly entryId: string
  readonly authorizationId: string
  readonly digest: string
  readonly count: number
}

export async function manyEntries(dataDir: string, { entryId, authorizationId, digest, count }: ManyEntries) {
  const paths = storePaths(dataDir)
  const now = () => new Date('2022-05-12T01:00:00Z')
  const { db, sqlite } = openDatabase(paths.database, { backupDir: paths.backups, now: now() })
  const recordKeys = new RecordKeys(recordKeyReader(sqlite))
  const { write } = createWriter(db, recordKeys)
  const vault = await Vault.open({ db, write, paths, recordKeys, ask: null, now })
  const one = async (id: string, form: FormDefinition) => {
    const record = await db.selectFrom('records').selectAll().where('record_id', '=', id).executeTakeFirstOrThrow()
    const draft = await db.selectFrom('drafts').selectAll().where('record_id', '=', id).executeTakeFirstOrThrow()
    const values = draftValues(vault, draft)
    const personal = form.fields.filter((field) => field.personal).map((field) => field.id)
    const sealed = Object.fromEntries(
      personal.flatMap((field): [string, FieldValue][] => (values[field] ? [[field, values[field]]] : [])),
    )
    return { record, draft, sealed }
  }
  const [first, letter] = [await one(entryId, formById('JS-F3')), await one(authorizationId, formById('JS-F4'))]
  const entry = await db.selectFrom('video_entries').selectAll().executeTakeFirstOrThrow()
  const file = await db.selectFrom('attachments').selectAll().where('digest', '=', digest).executeTakeFirstOrThrow()
  const held = await db.selectFrom('draft_attachments').selectAll().executeTakeFirstOrThrow()
  const facts = await db.selectFrom('video_files').selectAll().executeTakeFirstOrThrow()
  await write(async (trx) => {
    for (let n = 0; n < count; n++) {
      const ids = [uuidv7(), uuidv7()] as const
      for (const [at, { record, draft, sealed }] of [first, letter].entries()) {
        const record_id = ids[at] ?? ''
        const open = JSON.parse(draft.values_json) as Record<string, unknown>
        const values = { ...open, workTitle: `作品${n}`, ...(at === 1 && { entry: ids[0] }) }
        await trx
          .insertInto('records')
          .values({ ...record, record_id })
          .execute()
        const personal_sealed = sealPersonal(vault, draftLabel(record_id), sealed)
        const row = { ...draft, record_id, values_json: JSON.stringify(values), personal_sealed }
        await trx.insertInto('drafts').values(row).execute()
      }
      const own = createHash('sha256').update(String(n)).digest('hex')
      await trx
        .insertInto('attachments')
        .values({ ...file, digest: own })
        .execute()
      await trx
        .insertInto('draft_attachments')
        .values({ ...held, record_id: ids[0], digest: own })
        .execute()
      await trx
        .insertInto('video_files')
        .values({ ...facts, digest: own })
        .execute()
      const row = { ...entry, entry_id: ids[0], authorization_id: ids[1] }
      await trx.insertInto('video_entries').values(row).execute()
    }
  })
  vault.close()
  await db.destroy()
}
