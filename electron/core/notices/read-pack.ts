import { lstat, readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { z } from 'zod'
import { type NoticePack, noticeManifest } from '../../../shared/notice/pack.ts'
import { Problem } from '../../../shared/problems.ts'
import { maxPackBytes } from './check-tree.ts'
import { examinePack } from './examine-pack.ts'
import { type Issue, reportTwice } from './issue.ts'

const library = { id: 'library', version: '1' }

/** What of a manifest says where its forms are; the rest is the pack's. */
const { formFiles, formsFrom, libraryForms } = noticeManifest.shape
const formPlaces = z.object({ formFiles, formsFrom, libraryForms })
type FormPlaces = z.output<typeof formPlaces>

type FormFile = { path: string; json: unknown }

/**
 * Reads and checks one pack folder `<root>/<id>/<version>`.
 * @throws Problem notice.invalid with everything that is wrong, in the manifest and in every form
 */
export async function readPack(root: string, id: string, version: string): Promise<NoticePack> {
  const path = posix.join(id, version, 'notice.json')
  const reader = new FolderReader(root)
  const raw = await reader.json(path)
  if (!isObject(raw)) throw new Problem('notice.invalid', { path, issues: reader.issuesOr('不是一个通知') })
  const places = reader.places(raw, path)
  const forms = places ? await reader.forms(id, version, places) : []
  const { formFiles: _files, formsFrom: _from, libraryForms: _library, ...facts } = raw
  const register = registerFor(raw.register, reader.lentRegisters, forms)
  const { pack, issues } = examinePack({
    ...facts,
    ...(register !== undefined && { register }),
    forms: forms.map(({ json }) => json),
  })
  const found = [...reader.issues, ...issues.map((issue) => atFile(issue, forms))]
  if (raw.id !== id) found.push({ path: 'id', message: '与文件夹的名称不同' })
  if (raw.version !== version) found.push({ path: 'version', message: '与文件夹的名称不同' })
  if (pack === null || found.length > 0) throw new Problem('notice.invalid', { path, issues: found })
  return pack
}

/**
 * A whole pack in one JSON text, as it is sent and stored.
 * @throws Problem notice.invalid with everything that is wrong
 */
export function readPackJson(text: string, path = 'notice.json'): NoticePack {
  const refuse = (message: string): never => {
    throw new Problem('notice.invalid', { path, issues: [{ path: '', message }] })
  }
  if (Buffer.byteLength(text) > maxPackBytes) return refuse('文件超过 2 MB，不像一个通知')
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    return refuse('不是 JSON')
  }
  const { pack, issues } = examinePack(raw)
  if (pack === null || issues.length > 0) throw new Problem('notice.invalid', { path, issues })
  return pack
}

/** forms.2.fields.0 → forms/JS-F2.json fields.0: a person looks into that file. */
function atFile(issue: Issue, forms: readonly FormFile[]): Issue {
  const [, index = '', rest = ''] = /^forms\.(\d+)(?:\.(.*))?$/.exec(issue.path) ?? []
  const file = forms[Number(index)]
  return index === '' || !file ? issue : { path: `${file.path} ${rest}`.trim(), message: issue.message }
}

/** Rules of the pack itself, and those that came with the forms that it takes from elsewhere. */
function registerFor(own: unknown, lent: readonly unknown[], forms: readonly FormFile[]): unknown {
  if (own !== undefined && !isObject(own)) return own
  const rules = isObject(own) ? own : {}
  const ids = new Set(forms.map(({ json }) => (isObject(json) ? json.id : undefined)))
  const taken = lent
    .flatMap((rules) => (isObject(rules) ? Object.entries(rules) : []))
    .filter(([formId]) => ids.has(formId))
  return own === undefined && taken.length === 0 ? undefined : { ...Object.fromEntries(taken), ...rules }
}

/** Reads what one pack names, goes on after every fault and keeps it. */
class FolderReader {
  readonly issues: Issue[] = []
  /** `register` of the packs that forms were taken from; the later ones go before. */
  readonly lentRegisters: unknown[] = []
  readonly #root: string
  #bytes = 0
  constructor(root: string) {
    this.#root = root
  }

  issuesOr(message: string): Issue[] {
    return this.issues.length > 0 ? this.issues : [{ path: '', message }]
  }

  /** undefined where there is nothing to read, which is told. */
  async json(path: string): Promise<unknown> {
    const file = join(this.#root, path)
    const facts = await lstat(file).catch(() => null)
    // A link could lead out of the folder.
    if (!facts?.isFile()) return this.#tell(path, '文件读不出')
    this.#bytes += facts.size
    if (this.#bytes > maxPackBytes) return this.#tell(path, '通知包超过 2 MB')
    try {
      return JSON.parse(await readFile(file, 'utf8'))
    } catch (error) {
      return this.#tell(path, error instanceof SyntaxError ? '不是 JSON' : '文件读不出')
    }
  }

  places(raw: Record<string, unknown>, path: string): FormPlaces | null {
    const parsed = formPlaces.safeParse(raw)
    if (parsed.success) return parsed.data
    for (const issue of parsed.error.issues)
      this.#tell(path, `${issue.path.join('.')}：表单文件写法不对，只能是 forms/ 里的文件名`)
    return null
  }

  /** Own forms, those of the library and those lent by another pack; each file once. */
  async forms(id: string, version: string, places: FormPlaces): Promise<FormFile[]> {
    const found = await this.#ownForms(id, version, places)
    const lender = places.formsFrom
    const lent = lender && (await this.#lenderPlaces(lender, id))
    if (lender && lent) found.push(...(await this.#ownForms(lender.id, lender.version, lent)))
    return [...new Map(found.map((file) => [file.path, file])).values()]
  }

  async #ownForms(id: string, version: string, places: FormPlaces): Promise<FormFile[]> {
    const found: FormFile[] = []
    for (const file of new Set(places.formFiles)) {
      const path = posix.join(id, version, file)
      const json = await this.json(path)
      if (json !== undefined) found.push({ path, json })
    }
    const manifest = posix.join(id, version, 'notice.json')
    reportTwice('', places.formFiles, (_path, message) => this.#tell(manifest, message))
    return [...found, ...(await this.#libraryForms(id, version, places.libraryForms))]
  }

  async #libraryForms(id: string, version: string, wanted: readonly string[]): Promise<FormFile[]> {
    if (wanted.length === 0 || id === library.id) return []
    const path = posix.join(library.id, library.version, 'notice.json')
    const raw = await this.json(path)
    const places = isObject(raw) ? this.places(raw, path) : null
    if (isObject(raw)) this.lentRegisters.push(raw.register)
    const shelf: FormFile[] = []
    for (const file of places?.formFiles ?? []) {
      // A form of the library bears its file's name; the others are none of this pack's.
      if (!wanted.some((formId) => file === `forms/${formId}.json`)) continue
      const formPath = posix.join(library.id, library.version, file)
      const json = await this.json(formPath)
      if (json !== undefined) shelf.push({ path: formPath, json })
    }
    for (const formId of wanted)
      if (!(places?.formFiles ?? []).includes(`forms/${formId}.json`))
        this.#tell(posix.join(id, version, 'notice.json'), `通用表格里没有这张表：${formId}`)
    return shelf
  }

  /** @param borrower a pack that lends on what it borrowed, or borrows from itself, is refused: one step, never a chain */
  async #lenderPlaces(lender: { id: string; version: string }, borrower: string): Promise<FormPlaces | null> {
    const where = posix.join(borrower, 'notice.json')
    if (!noticeManifest.shape.id.safeParse(lender.id).success || !/^\w[\w-]*(\.[\w-]+)*$/.test(lender.version))
      return this.#refuse(where, `不能借用这里的表：${lender.id}`)
    if (lender.id === borrower) return this.#refuse(where, '借用的是它自己的表')
    const path = posix.join(lender.id, lender.version, 'notice.json')
    const raw = await this.json(path)
    const places = isObject(raw) ? this.places(raw, path) : null
    if (places?.formsFrom) return this.#refuse(path, '借来的表不能再借出')
    if (isObject(raw)) this.lentRegisters.push(raw.register)
    return places
  }

  #tell(path: string, message: string): undefined {
    this.issues.push({ path, message })
    return undefined
  }

  #refuse(path: string, message: string): null {
    this.#tell(path, message)
    return null
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
