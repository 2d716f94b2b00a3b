/** One office of the example while its story is made: a real store, called as a page would call it. */
import { join } from 'node:path'
import type { MethodInput, MethodName, MethodOutput } from '../../../shared/api/contract.ts'
import { examplePassphrase } from '../../../shared/domain/example.ts'
import { figureReasonsField, takenField } from '../../../shared/form/definition.ts'
import type { OpenBeside, StoreBeside } from '../handlers/context.ts'
import type { ExampleData, ExampleOffice, ExampleRecordName } from './example-data.ts'
import { exampleNoticeId, writeExampleNotice } from './example-data.ts'
import { exampleNotices, writeExampleMark } from './example-mark.ts'

export interface Stage {
  readonly data: ExampleData
  readonly resourcesDir: string
  /** Folder that all of it lies in while it is made. */
  readonly making: string
  /** The day that counts as today. */
  readonly today: Date
  readonly now: () => Date
  readonly openBeside: OpenBeside
}

export class ExampleDesk {
  readonly dataDir: string
  readonly officeId: string
  readonly #store: StoreBeside
  readonly #stage: Stage

  private constructor(stage: Stage, dataDir: string, store: StoreBeside, officeId: string) {
    this.#stage = stage
    this.dataDir = dataDir
    this.#store = store
    this.officeId = officeId
  }

  /** Founds the office: mark and notice before the first row, then name, passphrase and keys. */
  static async found(stage: Stage, who: ExampleOffice): Promise<ExampleDesk> {
    const dataDir = join(stage.making, who)
    writeExampleMark(dataDir, stage.today)
    await writeExampleNotice(stage.resourcesDir, exampleNotices(dataDir), stage.today)
    const store = await stage.openBeside(dataDir, stage.now)
    try {
      const { officeId } = await store.call('offices.init', stage.data.offices[who])
      await store.call('keys.protect', { passphrase: examplePassphrase })
      return new ExampleDesk(stage, dataDir, store, officeId)
    } catch (error) {
      await store.close()
      throw error
    }
  }

  call<M extends MethodName>(method: M, input: MethodInput<M>): Promise<MethodOutput<M>> {
    return this.#store.call(method, input)
  }

  close(): Promise<void> {
    return this.#store.close()
  }

  /** Takes in the card of the other and compares the 指纹码 that the other reads out. */
  async trust(other: ExampleDesk): Promise<void> {
    const card = join(this.#stage.making, `card-${other.officeId}.zip`)
    await other.call('offices.exportCard', { out: card })
    const { groups } = await other.call('offices.fingerprint', {})
    await this.call('offices.trust', { card, fingerprint: groups.join(' ') })
  }

  /** Absolute path of a picture or video. */
  file(name: string): string {
    return this.#stage.data.file(name)
  }

  /**
   * @param activityId of the activity that the record is made from
   * @returns the id of the new record
   */
  async fill(name: ExampleRecordName, activityId: string | null = null): Promise<string> {
    const { formId, values, files } = this.#stage.data.records[name]
    const place = { noticeId: exampleNoticeId, formId }
    const created =
      activityId === null
        ? await this.call('records.create', { ...place, values })
        : await this.call('register.createRecord', { ...place, activityId })
    const { recordId } = created.summary
    if (activityId !== null)
      await this.call('records.saveDraft', { recordId, draftSeq: created.draftSeq, changes: values })
    for (const { field, file, title } of files) {
      const detail = await this.call('records.attach', { recordId, field, path: this.file(file) })
      const digest = detail.attachments.at(-1)?.digest
      if (digest) await this.call('records.caption', { recordId, field, digest, title })
    }
    return recordId
  }

  /** Texts with what they took from the register, and figures that are the office's own. */
  async tellFromRegister(name: ExampleRecordName, recordId: string): Promise<void> {
    const { composed, instead } = this.#stage.data.records[name]
    const { draftSeq, values } = await this.call('records.open', { recordId })
    const changes: MethodInput<'records.saveDraft'>['changes'] = {}
    const taken: Record<string, string>[] = []
    for (const { field, draft } of composed) {
      const made = await this.call('register.compose', { recordId, field, draft })
      changes[field] = made.text
      taken.push(...made.taken)
    }
    if (taken.length > 0) changes[takenField] = taken
    for (const { field, value } of instead) changes[field] = value
    if (instead.length > 0)
      changes[figureReasonsField] = instead.map(({ field, reason }) => {
        const computed = values[field]
        return { field, computed: typeof computed === 'string' ? computed : '', reason }
      })
    await this.call('records.saveDraft', { recordId, draftSeq, changes })
  }

  async freeze(recordId: string, options: { stamped: boolean }): Promise<void> {
    const { revision } = await this.call('records.freeze', { recordId })
    if (options.stamped) await this.call('records.stamp', { recordId, revision, stamped: true })
  }

  /** @returns the package and the path of its file */
  async send(to: ExampleDesk, recordIds: string[]): Promise<{ packageId: string; path: string }> {
    const { packageId, files } = await this.call('packages.export', {
      noticeId: exampleNoticeId,
      to: to.officeId,
      out: this.#stage.making,
      recordIds,
    })
    return { packageId, path: files[0]?.path ?? '' }
  }

  async receive(path: string): Promise<void> {
    const { result } = await this.call('packages.import', { path })
    if (result !== 'imported') throw new Error(`the example's own package was ${result}`)
  }

  async answer(packageId: string, decisions: readonly Decision[], to: ExampleDesk): Promise<void> {
    for (const { recordId, state, reasons } of decisions)
      await this.call('packages.decide', { packageId, recordId, revision: 1, state, reasons: [...(reasons ?? [])] })
    const { path } = await this.call('receipts.write', { packageId, out: this.#stage.making })
    await to.receive(path)
  }
}

export interface Decision {
  readonly recordId: string
  readonly state: 'received' | 'accepted' | 'returned'
  readonly reasons?: readonly string[]
}
