/** A package that went from hand to hand: what the county signed lies as evidence in what the city writes, and so on. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { canonicalJson, sha256Hex } from '../../../electron/core/package/canonical.ts'
import { type ComposeInput, type ComposeRecord, composePackage } from '../../../electron/core/package/compose.ts'
import { evidenceFolder, evidenceNames } from '../../../electron/core/package/evidence.ts'
import { recordPath } from '../../../electron/core/package/page.ts'
import { textEntry } from '../../../electron/core/package/plan.ts'
import type { PackageJson } from '../../../electron/core/package/schema.ts'
import { splitVolumes } from '../../../electron/core/package/volumes.ts'
import { writePackage } from '../../../electron/core/package/writer.ts'
import { type Office, type SampleOptions, sampleInput, unpack } from './world.ts'

export interface Passed {
  /** The county's package, as files. */
  readonly original: Map<string, Buffer>
  readonly originalJson: PackageJson
  readonly input: ComposeInput
  readonly path: string
  /** The package of the last office. */
  readonly files: Map<string, Buffer>
  readonly json: PackageJson
  /** `data/evidence/<packageId of the county>`. */
  readonly folder: string
}

export interface PassOptions {
  /** From whom over whom to whom; the first one filled it in. */
  readonly offices: readonly [Office, Office, Office, ...Office[]]
  /** What is wrong about the county's own package. */
  readonly first?: Partial<SampleOptions>
  readonly volumeBytes?: number
}

const jsonOf = (files: Map<string, Buffer>) => JSON.parse(String(files.get('data/package.json'))) as PackageJson

export async function passedOn(
  dir: string,
  { offices, first = {}, volumeBytes }: PassOptions,
): Promise<Passed & { volumes: string[] }> {
  const [county, next, ...further] = offices
  const input = await sampleInput(join(dir, '0'), { from: county, to: next, ...first })
  const original = await unpack((await write(dir, input))[0]!)
  const originalJson = jsonOf(original)
  const folder = evidenceFolder(originalJson.packageId)
  let roots = rootOf(original)
  let from = next
  let last = { input, volumes: [] as string[] }
  for (const [index, to] of further.entries()) {
    const records = await Promise.all(
      input.records.map((record) => withEvidence(dir, record, original, originalJson, roots)),
    )
    const step: ComposeInput = {
      ...input,
      packageId: `0180b7f0-0000-7000-8000-00000000010${index}`,
      sender: { officeId: from.officeId, deviceId: from.deviceId, cardSeq: from.card.cardSeq },
      senderName: from.name,
      recipient: { officeId: to.officeId, cardSeq: to.card.cardSeq, name: to.name, ageRecipient: to.age.recipient },
      card: from.card,
      signKey: from.key,
      records,
      outbox: join(dir, `${index + 1}`, 'outbox'),
    }
    const volumes = await write(dir, step, index === further.length - 1 ? volumeBytes : undefined)
    last = { input: step, volumes }
    const files = await unpack(volumes[0]!)
    roots = [...roots, ...rootOf(files)]
    from = to
  }
  const path = last.volumes[0]!
  const files = await unpack(path)
  return { original, originalJson, input: last.input, path, volumes: last.volumes, files, json: jsonOf(files), folder }
}

async function write(dir: string, input: ComposeInput, volumeBytes?: number): Promise<string[]> {
  const { plan, seal } = await composePackage(input)
  const paths: string[] = []
  for (const one of splitVolumes(plan, volumeBytes ?? 1e9, seal)) {
    const { path } = await writePackage(one, join(dir, `${one.packageId}.zip`))
    paths.push(path)
  }
  return paths
}

function rootOf(files: Map<string, Buffer>) {
  const folder = evidenceFolder(jsonOf(files).packageId)
  return evidenceNames.map((name) => textEntry(`${folder}/${name}`, String(files.get(name))))
}

async function withEvidence(
  dir: string,
  record: ComposeRecord,
  original: Map<string, Buffer>,
  json: PackageJson,
  roots: ReturnType<typeof rootOf>,
): Promise<ComposeRecord> {
  const folder = evidenceFolder(json.packageId)
  const { recordId, revision } = record.revision
  const entry = json.records.find((one) => one.recordId === recordId)!
  const place = async <T extends { sha256: string; personal: boolean; file: string }>(facts: T, paths: string[]) => {
    const inner = paths.find((path) => original.has(path) && sha256Hex(original.get(path)!) === facts.sha256)
    if (facts.personal || inner === undefined) return facts
    const file = join(dir, 'taken', facts.sha256)
    await mkdir(join(dir, 'taken'), { recursive: true })
    await writeFile(file, original.get(inner)!)
    return { ...facts, file, path: `${folder}/${inner}` }
  }
  const text = textEntry(`${folder}/${recordPath(recordId, revision)}`, canonicalJson(record.revision))
  return {
    ...record,
    documents: await Promise.all(record.documents.map((one) => place(one, entry.documents))),
    attachments: await Promise.all(
      record.attachments.map((one) =>
        place(
          one,
          entry.attachments.map((item) => item.path),
        ),
      ),
    ),
    evidence: { originName: '海门区科学技术协会', files: [...roots, text] },
  }
}
