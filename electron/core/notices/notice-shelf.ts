import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { StoreDb } from '../../../db/connection.ts'
import { passedOnNotices } from '../../../db/queries/notices.ts'
import { ownNoticesInForce } from '../../../db/queries/own-notices.ts'
import type { FormDefinition } from '../../../shared/form/definition.ts'
import { type NoticePack, noticePack } from '../../../shared/notice/pack.ts'
import { Problem } from '../../../shared/problems.ts'
import { canonicalJson, sha256Hex } from '../package/canonical.ts'
import type { Log } from '../store/log.ts'
import { readPack } from './read-pack.ts'

export interface ShelvedNotice {
  readonly pack: NoticePack
  /** SHA-256 of the pack's canonical JSON, forms included. */
  readonly digest: string
  readonly source: 'built-in' | 'issued' | 'taken' | 'own'
}

/** Not a notice: the forms that 自建通知 may use beside those of the packs. */
const libraryId = 'library'

/** All notices of this store: the built-in packs and those that an office passed on. A passed-on one covers a built-in one of the same id. */
export class NoticeShelf {
  readonly #builtIn: readonly ShelvedNotice[]
  /** In 示例单位 only: notices whose dates lie around the day that it was made on. */
  readonly #example: readonly ShelvedNotice[]
  #passedOn: readonly ShelvedNotice[] = []
  /** 自建通知 that are in force. */
  #own: readonly ShelvedNotice[] = []
  readonly #library: readonly FormDefinition[]
  private constructor(builtIn: readonly ShelvedNotice[], example: readonly ShelvedNotice[]) {
    this.#builtIn = builtIn.filter(({ pack }) => pack.id !== libraryId)
    this.#library = builtIn.flatMap(({ pack }) => (pack.id === libraryId ? pack.forms : []))
    this.#example = example
  }

  /** @param exampleDir folder of the notices that only 示例单位 has, or null */
  static async load(resourcesDir: string, db: StoreDb, log: Log, exampleDir: string | null): Promise<NoticeShelf> {
    const example = exampleDir === null ? [] : await readPacks(exampleDir, log)
    const shelf = new NoticeShelf(
      await readPacks(join(resourcesDir, 'notices'), log),
      example.map((notice) => ({ ...notice, source: 'taken' })),
    )
    await shelf.refresh(db)
    return shelf
  }

  /** Reads the passed-on and the own notices again, after one was written. */
  async refresh(db: StoreDb): Promise<void> {
    const rows = await passedOnNotices(db)
    this.#passedOn = rows.map((row) => ({
      ...shelved(noticePack.parse(JSON.parse(row.pack_json))),
      source: row.direction === 'issue' ? 'issued' : 'taken',
    }))
    this.#own = (await ownNoticesInForce(db)).map((row) => ({
      ...shelved(noticePack.parse(JSON.parse(row.pack_json))),
      source: 'own',
    }))
  }

  all(): ShelvedNotice[] {
    const covered = new Set(this.#passedOn.map((notice) => notice.pack.id))
    return [
      ...this.#own,
      ...this.#passedOn,
      ...this.#example,
      ...this.#builtIn.filter((notice) => !covered.has(notice.pack.id)),
    ]
  }

  /** Forms to choose from, those for any notice first; each id once. */
  library(): { form: FormDefinition; from: string | null }[] {
    const forms = new Map(this.#library.map((form) => [form.id, { form, from: null as string | null }]))
    for (const { pack, source } of this.all())
      if (source !== 'own')
        for (const form of pack.forms) if (!forms.has(form.id)) forms.set(form.id, { form, from: pack.shortTitle })
    return [...forms.values()]
  }

  find(noticeId: string): ShelvedNotice | undefined {
    return this.all().find((notice) => notice.pack.id === noticeId)
  }

  /** @throws Problem notice.unknown */
  get(noticeId: string): ShelvedNotice {
    const notice = this.find(noticeId)
    if (!notice) throw new Problem('notice.unknown', { noticeId })
    return notice
  }

  /**
   * The form of a notice, or with null the first notice that has it.
   * @throws Problem notice.unknown, form.unknown
   */
  form(formId: string, noticeId: string | null): FormDefinition {
    const notices = noticeId === null ? this.all() : [this.get(noticeId)]
    for (const { pack } of notices) {
      const form = pack.forms.find((candidate) => candidate.id === formId)
      if (form) return form
    }
    throw new Problem('form.unknown', { formId })
  }
}

function shelved(pack: NoticePack): ShelvedNotice {
  return { pack, digest: sha256Hex(canonicalJson(pack)), source: 'built-in' }
}

/** The newest version of each. One that is not valid is left out and logged: the others must go on working. */
async function readPacks(root: string, log: Log): Promise<ShelvedNotice[]> {
  if (!existsSync(root)) return []
  const notices: ShelvedNotice[] = []
  for (const id of (await readdir(root)).sort()) {
    const versions = existsSync(join(root, id)) ? await readdir(join(root, id)) : []
    const newest = versions.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1)
    if (newest === undefined) continue
    try {
      notices.push(shelved(await readPack(root, id, newest)))
    } catch (error) {
      log.error(`notice ${id} ${newest}`, error)
    }
  }
  return notices
}
