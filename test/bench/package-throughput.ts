/**
 * Not in the suite: `node test/bench/package-throughput.ts FOLDER [MiB]` prints MB/s and peak memory of export with
 * reread, of import, and of a bare program that reads, hashes and writes the same bytes.
 */
import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { generateAgeIdentity } from '../../electron/core/package/age.ts'
import { createFirstCard } from '../../electron/core/package/card.ts'
import { composePackage } from '../../electron/core/package/compose.ts'
import { extractPackage } from '../../electron/core/package/extract.ts'
import { generateSigningKey, publicKeyText } from '../../electron/core/package/minisign.ts'
import { verifyPackage } from '../../electron/core/package/reader.ts'
import { writePackage } from '../../electron/core/package/writer.ts'

const [folder = '.', size = '1024', only = 'all'] = process.argv.slice(2)
const mebibytes = Number(size)
const source = join(folder, 'source.bin')
const target = join(folder, 'target.zip')

async function makeSource(): Promise<string> {
  const block = randomBytes(1024 * 1024)
  const hash = createHash('sha256')
  const file = await open(source, 'w')
  for (let i = 0; i < mebibytes; i++) {
    block.writeUInt32LE(i, 0)
    hash.update(block)
    await file.write(block)
  }
  await file.close()
  return hash.digest('hex')
}

async function timed(name: string, work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  const seconds = (performance.now() - start) / 1000
  const peak = process.resourceUsage().maxRSS / 1024
  console.log(
    `${name.padEnd(8)} ${seconds.toFixed(2)} s  ${(mebibytes / seconds).toFixed(0)} MiB/s  peak ${peak.toFixed(0)} MiB`,
  )
  return seconds
}

const sha256 = await makeSource()
const signKey = generateSigningKey()
const age = await generateAgeIdentity()
const createdAt = '2022-05-12T09:30:00.000Z'
const facts = { name: '甲科协', level: 'county' as const, region: null, upstream: null, deviceId: 'pc-1', createdAt }
const card = createFirstCard({ ...facts, signKey: publicKeyText(signKey), ageRecipient: age.recipient })
const recordId = '0180b7f0-0000-7000-8000-000000000001'
const { plan } = await composePackage({
  kind: 'submission',
  createdAt,
  sender: { officeId: card.officeId, deviceId: 'pc-1', cardSeq: 1 },
  senderName: facts.name,
  recipient: { officeId: card.officeId, cardSeq: 1, name: facts.name, ageRecipient: age.recipient },
  card,
  notice: { id: 'n', version: '1', digest: sha256, title: 'n' },
  records: [
    {
      revision: {
        recordId,
        revision: 1,
        parentDigest: null,
        officeId: card.officeId,
        deviceId: 'pc-1',
        noticeId: 'n',
        noticeVersion: '1',
        formId: 'f',
        formVersion: '1',
        values: {},
        personalCommitment: null,
        attachments: [sha256],
      },
      formTitle: 'f',
      personal: null,
      documents: [],
      attachments: [
        {
          file: source,
          sha256,
          bytes: mebibytes * 1024 * 1024,
          mediaType: 'video/mp4',
          ext: 'mp4',
          title: '视频',
          personal: false,
          field: null,
        },
      ],
    },
  ],
  sequence: 1,
  previousDigest: null,
  voided: [],
  signKey,
  outbox: join(folder, 'outbox'),
})

async function bare(): Promise<void> {
  const hash = createHash('sha256')
  const input = createReadStream(source, { highWaterMark: 1024 * 1024 })
  input.on('data', (chunk) => hash.update(chunk))
  await pipeline(input, createWriteStream(join(folder, 'bare.bin'), { highWaterMark: 1024 * 1024 }))
  hash.digest('hex')
}
async function take(): Promise<void> {
  const context = {
    ourOfficeId: card.officeId,
    trustedCard: async () => ({ card, trusted: true }),
    sequenceState: async () => null,
  }
  const stagingDir = join(folder, 'staging')
  const verified = await verifyPackage(target, context, { stagingDir })
  const out = await extractPackage(target, verified, stagingDir, { ageIdentity: age.identity })
  if (!out.ok) throw new Error(JSON.stringify([...verified.findings, ...out.findings]))
}
const drop = (name: string) => rm(join(folder, name), { force: true })

const rounds: [number, number, number][] = []
for (let i = 0; i < (only === 'all' ? 5 : 1); i++) {
  const reference = only === 'all' ? await timed('bare', bare) : 1
  await drop('bare.bin')
  const exported = await timed('export', () => writePackage(plan, target))
  const imported = await timed('import', take)
  await rm(join(folder, 'staging'), { recursive: true })
  await drop('target.zip')
  rounds.push([reference, exported, imported])
}
if (only === 'all') {
  const median = (at: 1 | 2) => rounds.map((round) => round[at] / round[0]).sort((a, b) => a - b)[2]
  console.log(`export / bare ${median(1)?.toFixed(2)}, import / bare ${median(2)?.toFixed(2)}`)
}
await drop('source.bin')
await rm(join(folder, 'outbox'), { recursive: true, force: true })
