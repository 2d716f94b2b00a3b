import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { StoreDb } from '../../../db/connection.ts'
import { passedOnNotices } from '../../../db/queries/notices.ts'
import { ownOffice } from '../../../db/queries/offices.ts'
import { ownNoticesInForce } from '../../../db/queries/own-notices.ts'
import { ownVersion, passedOnVersion, receivedNotices, receivedVersion } from '../../../db/queries/published-notices.ts'
import type { FormDefinition } from '../../../shared/form/definition.ts'
import { originOf } from '../../../shared/notice/duty-form.ts'
import type { NoticePack } from '../../../shared/notice/pack.ts'
import { Problem } from '../../../shared/problems.ts'
import type { FormRegister, PackRegister } from '../../../shared/register/rules.ts'
import { canonicalJson, sha256Hex } from '../package/canonical.ts'
import type { PublishedPack } from '../package/schema.ts'
import { forOthers } from '../published/for-others.ts'
import type { Log } from '../store/log.ts'
import { type CheckedPack, readCheckedPacks } from './checked-packs.ts'
import { onceUnchanged } from './known-folders.ts'

export interface ShelvedNotice {
  readonly pack: NoticePack
  /** SHA-256 of the pack's canonical JSON, forms included, as it was made or signed: a later program reads it with more defaults. */
  readonly digest: string
  readonly source: 'built-in' | 'issued' | 'taken' | 'own' | 'received'
  /** Of a notice of ours that goes out: as other offices know it. */
  readonly published: PublishedPack | null
}

/** Sheets that the program fills and prints itself (交接单, 用印清单, …): nobody chooses them for a duty. */
const isSheet = (form: FormDefinition): boolean => form.id.startsWith('SHEET-')

/** Not a notice: the forms that 自建通知 may use beside those of the packs. */
const libraryId = 'library'

/** All notices of this store: the built-in packs, those that an office passed on, ours, and those that others published. A passed-on one covers a built-in one of the same id. */
export class NoticeShelf {
  readonly #builtIn: readonly ShelvedNotice[]
  readonly #builtInRoot: string
  /** In 示例单位 only: notices whose dates lie around the day that it was made on. */
  readonly #example: readonly ShelvedNotice[]
  #passedOn: readonly ShelvedNotice[] = []
  /** 自建通知 that are in force. */
  #own: readonly ShelvedNotice[] = []
  /** Their ids bear the office that published them, so they can cover no other notice. */
  #received: readonly ShelvedNotice[] = []
  #ownOfficeId: string | null = null
  #db: StoreDb | null = null
  #together: readonly ShelvedNotice[] | null = null
  readonly #library: readonly FormDefinition[]
  /** How forms of the built-in packs draw on the register, those of the library first. */
  readonly #registers: readonly PackRegister[]
  private constructor(root: string, builtIn: readonly ShelvedNotice[], example: readonly ShelvedNotice[]) {
    this.#builtInRoot = root
    this.#builtIn = builtIn.filter(({ pack }) => pack.id !== libraryId)
    this.#library = builtIn.flatMap(({ pack }) => (pack.id === libraryId ? pack.forms : []))
    this.#registers = [...builtIn]
      .sort((a, b) => Number(b.pack.id === libraryId) - Number(a.pack.id === libraryId))
      .flatMap(({ pack: { register } }) => (register ? [register] : []))
    this.#example = example
  }

  /** @param exampleDir folder of the notices that only 示例单位 has, or null */
  static async load(resourcesDir: string, db: StoreDb, log: Log, exampleDir: string | null): Promise<NoticeShelf> {
    const example = exampleDir === null ? [] : await packsIn(exampleDir, log)
    const root = join(resourcesDir, 'notices')
    const shelf = new NoticeShelf(
      root,
      await packsIn(root, log),
      example.map((notice) => ({ ...notice, source: 'taken' })),
    )
    await shelf.refresh(db)
    return shelf
  }

  /** Reads the passed-on, the own and the received notices again, after one was written. */
  async refresh(db: StoreDb): Promise<void> {
    this.#db = db
    this.#ownOfficeId = (await ownOffice(db))?.office_id ?? null
    this.#passedOn = await Promise.all(
      (await passedOnNotices(db)).map((row) =>
        row.direction === 'issue' ? this.#ours(row.pack_json, 'issued') : shelved(row.pack_json, 'taken'),
      ),
    )
    this.#own = await Promise.all((await ownNoticesInForce(db)).map((row) => this.#ours(row.pack_json, 'own')))
    const received = (await receivedNotices(db)).filter((row) => row.state === 'current')
    // One that a later program finds wrong is left out: the others must go on working.
    const readable = await Promise.all(received.map((row) => isReadable(row.pack_json)))
    this.#received = await Promise.all(
      received.filter((_row, at) => readable[at]).map((row) => shelved(row.pack_json, 'received')),
    )
    this.#together = null
  }

  all(): ShelvedNotice[] {
    return [...this.#all()]
  }

  /** Put together once until the next refresh: a list of records looks up the notice of each. */
  #all(): readonly ShelvedNotice[] {
    this.#together ??= this.#putTogether()
    return this.#together
  }

  #putTogether(): ShelvedNotice[] {
    const covered = new Set(this.#passedOn.map((notice) => notice.pack.id))
    return [
      ...this.#own,
      ...this.#passedOn,
      ...this.#example,
      ...this.#builtIn.filter((notice) => !covered.has(notice.pack.id)),
      // Last: a form that is asked for by its id alone is ours before it is anybody else's.
      ...this.#received,
    ]
  }

  /** Forms to choose from, those for any notice first; each id once. */
  library(): { form: FormDefinition; from: string | null }[] {
    const choosable = this.#library.filter((form) => !isSheet(form))
    const forms = new Map(choosable.map((form) => [form.id, { form, from: null as string | null }]))
    for (const { pack, source } of this.all())
      if (source !== 'own')
        for (const form of pack.forms) if (!forms.has(form.id)) forms.set(form.id, { form, from: pack.shortTitle })
    return [...forms.values()]
  }

  /**
   * A sheet that the program fills and prints itself.
   * @throws Problem form.unknown
   */
  sheet(formId: string): FormDefinition {
    const form = this.#library.find((one) => one.id === formId && isSheet(one))
    if (!form) throw new Problem('form.unknown', { formId })
    return form
  }

  /** @param noticeId ours, or the one that other offices know a notice of ours by */
  find(noticeId: string): ShelvedNotice | undefined {
    const all = this.#all()
    return (
      all.find((notice) => notice.pack.id === noticeId) ?? all.find((notice) => notice.published?.pack.id === noticeId)
    )
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

  /**
   * How a form of a notice draws on the activity register; null where it does not. A notice that was made or stored
   * without rules has those of the form that its own was made from.
   */
  registerOf(noticeId: string, formId: string): FormRegister | null {
    const origin = originOf(formId)
    const pack = this.find(noticeId)?.pack
    const own = pack?.register ?? {}
    for (const [rules, id] of [
      [own, formId] as const,
      ...[own, ...this.#registers].map((one) => [one, origin] as const),
    ])
      if (Object.hasOwn(rules, id)) return rules[id] ?? null
    return null
  }

  /** As `registerOf` of a form that may be chosen for an own notice; null where it does not draw on the register. */
  formRegister(formId: string): FormRegister | null {
    const from = this.all().find(({ pack, source }) => source !== 'own' && pack.forms.some(({ id }) => id === formId))
    return this.registerOf(from?.pack.id ?? libraryId, formId)
  }

  /** A version of a notice that records may have been written with; null where it is gone. */
  async version(noticeId: string, version: string): Promise<NoticePack | null> {
    return (await this.#version(noticeId, version))?.pack ?? null
  }

  /** How a notice that a package names compares with ours. */
  async stateOf(
    noticeId: string,
    version: string,
    digest: string,
  ): Promise<'same' | 'older-version' | 'other-version' | 'unknown'> {
    const ours = this.find(noticeId)
    if (!ours) return 'unknown'
    const isIt = (notice: ShelvedNotice): boolean =>
      notice.digest === digest || (notice.published?.pack.id === noticeId && notice.published.digest === digest)
    if (isIt(ours)) return 'same'
    const older = version === ours.pack.version ? null : await this.#version(noticeId, version)
    return older && isIt(older) ? 'older-version' : 'other-version'
  }

  async #version(noticeId: string, version: string): Promise<ShelvedNotice | null> {
    const current = this.find(noticeId)
    if (!current || current.pack.version === version) return current ?? null
    const { id } = current.pack
    if (current.source === 'built-in') {
      if (!/^\w[\w-]*(\.[\w-]+)*$/.test(version)) return null
      const { readVersion } = await import('./read-packs.ts')
      return readVersion(this.#builtInRoot, id, version).then(builtIn, () => null)
    }
    if (!this.#db) return null
    const read = { own: ownVersion, received: receivedVersion, issued: passedOnVersion, taken: passedOnVersion }
    const json = await read[current.source](this.#db, id, version)
    if (json === undefined) return null
    const ours = current.source === 'own' || current.source === 'issued'
    return ours ? this.#ours(json, current.source) : shelved(json, current.source)
  }

  async #ours(packJson: string, source: ShelvedNotice['source']): Promise<ShelvedNotice> {
    const notice = await shelved(packJson, source)
    if (this.#ownOfficeId === null) return notice
    return { ...notice, published: forOthers(packJson, notice.pack, this.#ownOfficeId) }
  }
}

const builtIn = (checked: CheckedPack): ShelvedNotice => ({ ...checked, source: 'built-in', published: null })

// The reader and the schema of packs take a good part of a start, which seldom needs them.
const packSchema = async () => (await import('../../../shared/notice/pack.ts')).noticePack

async function shelved(packJson: string, source: ShelvedNotice['source']): Promise<ShelvedNotice> {
  const raw: unknown = JSON.parse(packJson)
  return { pack: (await packSchema()).parse(raw), digest: sha256Hex(canonicalJson(raw)), source, published: null }
}

const isReadable = async (packJson: string): Promise<boolean> =>
  (await packSchema()).safeParse(JSON.parse(packJson)).success

async function packsIn(root: string, log: Log): Promise<ShelvedNotice[]> {
  if (!existsSync(root)) return []
  return onceUnchanged(root, async () => {
    const checked = readCheckedPacks(root) ?? (await (await import('./read-packs.ts')).readPacks(root, log.error))
    return checked.map(builtIn)
  })
}
