import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { StoreDb } from '../../../db/connection.ts'
import { passedOnNotices } from '../../../db/queries/notices.ts'
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
  readonly source: 'built-in' | 'issued' | 'taken'
}

/** All notices of this store: the built-in packs and those that an office passed on. A passed-on one covers a built-in one of the same id. */
export class NoticeShelf {
  readonly #builtIn: readonly ShelvedNotice[]
  #passedOn: readonly ShelvedNotice[] = []
  private constructor(builtIn: readonly ShelvedNotice[]) {
    this.#builtIn = builtIn
  }

  static async load(resourcesDir: string, db: StoreDb, log: Log): Promise<NoticeShelf> {
    const shelf = new NoticeShelf(await readBuiltIn(join(resourcesDir, 'notices'), log))
    await shelf.refresh(db)
    return shelf
  }

  /** Reads the passed-on notices again, after one was written. */
  async refresh(db: StoreDb): Promise<void> {
    const rows = await passedOnNotices(db)
    this.#passedOn = rows.map((row) => ({
      ...shelved(noticePack.parse(JSON.parse(row.pack_json))),
      source: row.direction === 'issue' ? 'issued' : 'taken',
    }))
  }

  all(): ShelvedNotice[] {
    const covered = new Set(this.#passedOn.map((notice) => notice.pack.id))
    return [...this.#passedOn, ...this.#builtIn.filter((notice) => !covered.has(notice.pack.id))]
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
async function readBuiltIn(root: string, log: Log): Promise<ShelvedNotice[]> {
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
