/**
 * Many packages without many programs: made-up offices whose keys the test holds sign them in the thousands. No scrypt,
 * no store per office. A receiving desk is anything with `call`: Desk and TestCore both are.
 */
import { createCipheriv, createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { canonicalJson, sha256Hex } from '../../electron/core/package/canonical.ts'
import { fingerprintGroups } from '../../electron/core/package/card.ts'
import { type ComposeAttachment, type ComposeInput, composePackage } from '../../electron/core/package/compose.ts'
import { splitVolumes } from '../../electron/core/package/volumes.ts'
import { writePackage } from '../../electron/core/package/writer.ts'
import type { MethodInput, MethodName, MethodOutput } from '../../shared/api/contract.ts'
import type { ForeignOffice } from './foreign-office.ts'
import { foreignOffice, foreignPackage } from './foreign-office.ts'
import { type RecordFacts, recordOf } from './hostile-office.ts'

interface Receiver {
  call<M extends MethodName>(method: M, input: MethodInput<M>): Promise<MethodOutput<M>>
}

/** Whom the packages are for: its card and one notice, as its own store has them. */
export interface Target {
  readonly recipient: NonNullable<ComposeInput['recipient']>
  readonly notice: NonNullable<ComposeInput['notice']>
}

export async function targetOf(desk: Receiver, noticeId: string): Promise<Target> {
  const { pack } = await desk.call('notices.show', { noticeId })
  const own = await desk.call('offices.fingerprint', {})
  const recipient = { officeId: own.officeId, cardSeq: 1, name: own.name, ageRecipient: own.ageRecipient }
  const digest = sha256Hex(canonicalJson(pack))
  return { recipient, notice: { id: pack.id, version: pack.version, digest, title: pack.shortTitle } }
}

/** Offices with a key each: 示例001县科协, 示例002县科协 … */
export async function manyOffices(count: number): Promise<ForeignOffice[]> {
  const offices: ForeignOffice[] = []
  for (let n = 1; n <= count; n++)
    offices.push(await foreignOffice(`示例${String(n).padStart(3, '0')}县科协`, '2022-01-01T00:00:00.000Z'))
  return offices
}

/** The desk takes in their cards and compares each 指纹码. */
export async function trustAll(desk: Receiver, offices: readonly ForeignOffice[], folder: string): Promise<void> {
  for (const office of offices)
    await desk.call('offices.trust', {
      card: await foreignPackage(office, path.join(folder, 'cards')),
      fingerprint: fingerprintGroups(office.card).join(' '),
    })
}

export interface Wish {
  /** How many records, of this notice's F2; 1 when left out. Or what they say. */
  readonly records?: number | readonly RecordFacts[]
  /** Of one picture (or several) in the first record: stored, not compressible, unlike any other; 0: none. */
  readonly bytes?: number | readonly number[]
  /** Personal fields in each record: one age part each. False when left out. */
  readonly personal?: boolean
  /** Whatever else is to be as wished: sequence, previousDigest, createdAt, card, voided … */
  readonly change?: Partial<ComposeInput>
  /** Split into volumes of at most so many bytes. */
  readonly volumeBytes?: number
  /** Of the file, without number and .zip; the office's name when left out. */
  readonly name?: string
}

export interface Made {
  readonly file: string
  /** One file a volume; the same as [file] for a whole package. */
  readonly files: readonly string[]
  readonly packageId: string
  readonly tagManifestDigest: string
  readonly sequence: number
  readonly records: readonly { readonly recordId: string; readonly revision: number; readonly digest: string }[]
}

/** One computer of one office that sends to one desk: each package gets the next number and names the one before. */
export class Sender {
  readonly office: ForeignOffice
  readonly #target: Target
  readonly #folder: string
  #sequence = 0
  #previous: string | null = null

  constructor(office: ForeignOffice, target: Target, folder: string) {
    this.office = office
    this.#target = target
    this.#folder = folder
  }

  async send(wish: Wish = {}): Promise<Made> {
    const { office } = this
    const facts: readonly RecordFacts[] =
      typeof wish.records === 'object' ? wish.records : Array.from({ length: wish.records ?? 1 }, () => ({}))
    const sequence = wish.change?.sequence ?? this.#sequence + 1
    mkdirSync(this.#folder, { recursive: true })
    const records = facts.map((one, at) => {
      const name = `第${sequence}号活动${at + 1}`
      const pictures = at === 0 ? [wish.bytes ?? 0].flat().filter((bytes) => bytes > 0) : []
      return recordOf(office, {
        ...(wish.personal !== true && { fields: null }),
        values: { activityName: name, scale: '约300人' },
        ...one,
        attachments: [...(one.attachments ?? []), ...pictures.map((bytes) => noise(this.#folder, bytes))],
      })
    })
    const { plan, seal } = await composePackage({
      kind: 'submission',
      createdAt: '2022-05-14T00:00:00.000Z',
      sender: { officeId: office.card.officeId, deviceId: office.deviceId, cardSeq: office.card.cardSeq },
      senderName: office.name,
      recipient: this.#target.recipient,
      card: office.card,
      notice: this.#target.notice,
      records,
      sequence,
      previousDigest: this.#previous,
      voided: [],
      signKey: office.signKey,
      outbox: path.join(this.#folder, '.outbox'),
      ...wish.change,
    })
    const plans = wish.volumeBytes === undefined ? [plan] : splitVolumes(plan, wish.volumeBytes, seal)
    const stem = `${wish.name ?? office.name}_第${String(sequence).padStart(4, '0')}号`
    const files: string[] = []
    for (const [at, one] of plans.entries()) {
      const file = path.join(this.#folder, `${stem}${plans.length > 1 ? `_第${at + 1}卷` : ''}.zip`)
      await writePackage(one, file)
      files.push(file)
    }
    for (const spent of ['.outbox', '.sources'])
      rmSync(path.join(this.#folder, spent), { recursive: true, force: true })
    const first = plans[0] ?? plan
    if (sequence >= this.#sequence) {
      this.#sequence = sequence
      this.#previous = first.tagManifestDigest
    }
    return {
      file: files[0] ?? '',
      files,
      packageId: first.packageId,
      tagManifestDigest: first.tagManifestDigest,
      sequence,
      records: records.map(({ revision, digest }) => ({ ...revision, digest })),
    }
  }

  /** A number that was used and went lost: the next package follows on it. */
  async lose(wish: Wish = {}): Promise<Made> {
    return this.send({ ...wish, name: `.lost_${this.office.name}` })
  }
}

/** `packages` of them in turn from each office, all in `folder`. */
export async function manyPackages(
  target: Target,
  offices: readonly ForeignOffice[],
  folder: string,
  wish: Wish & { readonly packages: number },
): Promise<Made[]> {
  const senders = offices.map((office) => new Sender(office, target, folder))
  const made: Made[] = []
  for (let n = 0; n < wish.packages; n++) {
    const sender = senders[n % senders.length]
    if (sender) made.push(await sender.send(wish))
  }
  return made
}

/** Bytes that do not compress and are like no others, as a picture of field `photos`. */
function noise(folder: string, bytes: number): ComposeAttachment {
  const id = uuidv7()
  const key = createHash('sha256').update(id).digest()
  const body = createCipheriv('aes-128-ctr', key.subarray(0, 16), key.subarray(16)).update(Buffer.alloc(bytes))
  const sources = path.join(folder, '.sources')
  mkdirSync(sources, { recursive: true })
  const file = path.join(sources, `${id}.jpg`)
  writeFileSync(file, body)
  const facts = { file, sha256: sha256Hex(body), bytes, mediaType: 'image/jpeg', ext: 'jpg' }
  return { ...facts, title: '照片1', personal: false, field: 'photos' }
}
