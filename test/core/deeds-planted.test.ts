/** Names, telephone and identity numbers in every field and free text that takes some, and none of them in 操作日志. */
import { mkdirSync, readFileSync, renameSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { read, utils } from 'xlsx'
import { storePaths } from '../../electron/core/store/folder.ts'
import { deedSentence } from '../../shared/wording/deed-sentences.ts'
import { deedsOf } from '../support/deeds.ts'
import { type Desk, newPair, newRoot, type Pair } from '../support/desks.ts'
import { f3Values, f4Values, identityNumber, keepingNotice, resourcesThatKeep } from '../support/personal-notice.ts'
import { makePhoto } from '../support/photo.ts'
import { textPdfStub } from '../support/text-pdf.ts'

const numbers = [identityNumber(1), identityNumber(2), identityNumber(3)] as const
const phones = ['13900001234', '13900005678', '13811112222'] as const
const people = ['测试联系人乙', '测试主创甲', '测试参赛人甲', '欧阳测试丙', '评委测试丁', '来电测试戊'] as const
const [, , , third, judge, caller] = people
const personal = [...numbers, ...phones, ...people]
const said = `${third}说 ${numbers[2]}，电话 ${phones[2]}`

let root: ReturnType<typeof newRoot>
let pair: Pair
beforeEach(async () => {
  root = newRoot('kexie-deeds-planted-')
  pair = await newPair({ ask: textPdfStub, resourcesDir: resourcesThatKeep(root.dir) })
})
afterEach(async () => {
  await pair.close()
  root.remove()
})

async function whatIsLogged(desk: Desk): Promise<string> {
  const out = (name: string) => path.join(root.dir, `${desk.officeId}-${name}`)
  await desk.call('deeds.save', { out: out('l.jsonl'), format: 'jsonl' })
  await desk.call('deeds.save', { out: out('l.xlsx'), format: 'xlsx' })
  const sheets = Object.values(read(readFileSync(out('l.xlsx'))).Sheets).map((sheet) => utils.sheet_to_csv(sheet))
  const sqlite = new BetterSqlite3(storePaths(desk.dir).database, { readonly: true })
  const rows = sqlite.prepare('SELECT * FROM deeds').all()
  sqlite.close()
  return [
    JSON.stringify(rows),
    readFileSync(out('l.jsonl'), 'utf8'),
    ...sheets,
    JSON.stringify(await desk.call('deeds.printDocument', {})),
    ...(await deedsOf(desk)).map(deedSentence),
  ].join('\n')
}

it('every road tells what was done and of nobody', async () => {
  const { county, city, stick } = pair
  const create = async (formId: string, values: Record<string, string | Record<string, string>[]>) =>
    (await county.call('records.create', { noticeId: keepingNotice, formId, values })).summary.recordId
  const f3 = await create('JS-F3', f3Values(numbers[0], { idea: `由${third}讲述，电话 ${phones[2]}，${numbers[1]}` }))
  const f4 = await create('JS-F4', f4Values([numbers[1]]))
  const photo = makePhoto(path.join(root.dir, `${third}-${numbers[2]}.png`), 40, 30)
  await county.call('records.attach', { recordId: f4, field: 'idCopy', path: photo })
  const { revision } = await county.call('records.freeze', { recordId: f4 })
  const { draftSeq, attachments } = await county.call('records.open', { recordId: f4 })
  await county.call('records.caption', {
    recordId: f4,
    field: 'idCopy',
    digest: attachments[0]?.digest ?? '',
    title: third,
  })
  await county.call('records.saveDraft', {
    recordId: f4,
    draftSeq,
    changes: { participants: f4Values([numbers[2]]).participants ?? null },
  })
  await county.call('records.freeze', { recordId: f4 })
  await county.call('records.freeze', { recordId: f3 })
  await county.call('scans.attach', { recordId: f4, revision, path: photo })
  await county.call('personal.reveal', { recordId: f3, field: 'contactIdentity', reason: said })
  await county.call('attachments.save', {
    digest: attachments[0]?.digest ?? '',
    out: path.join(root.dir, `${third}.png`),
  })
  await county.call('earlier.import', { recordId: f3, path: photo })
  await county.call('activities.create', {
    values: {
      title: '科普进校园',
      year: 2022,
      personal: { contactName: third, mobile: phones[2], people: [{ name: people[2], unit: '', mobile: phones[1] }] },
    },
  })

  const sent = await county.call('packages.export', { noticeId: keepingNotice, to: city.officeId, out: stick })
  // Whoever carries it calls it as they like.
  const renamed = path.join(stick, `${people[0]}${phones[0]}.zip`)
  renameSync(sent.files[0]?.path ?? '', renamed)
  await city.call('packages.import', { path: renamed })
  const { reviewId } = await city.call('reviews.start', { noticeId: keepingNotice, deliverableId: 'T15' })
  const review = await city.call('reviews.setReviewers', { reviewId, reviewers: [{ reviewerId: null, name: judge }] })
  const [criterion] = review.settings.criteria
  const [entry] = review.entries
  await city.call('reviews.score', {
    reviewId,
    reviewerId: review.reviewers[0]?.reviewerId ?? '',
    entryId: entry?.entryId ?? '',
    points: { [criterion?.id ?? '']: '9' },
    note: said,
  })
  await city.call('reviews.setEntries', { reviewId, out: [{ entryId: entry?.entryId ?? '', reason: said }] })

  await city.call('queue.decide', {
    items: [{ packageId: sent.packageId, recordId: f3, revision: 1 }],
    state: 'returned',
    reasons: [
      { field: 'contactName', text: said },
      { field: null, text: `${caller}来电` },
    ],
  })
  await city.call('phrases.save', { phraseId: null, text: '请核对联系人', formId: null })
  const back = await city.call('receipts.write', { packageId: sent.packageId, out: stick })
  await county.call('packages.import', { path: back.path })
  await county.call('records.unlockReturn', {
    returnId: (await county.call('records.returns', { recordId: f3 }))[0]?.returnId ?? '',
    reason: said,
  })

  const out = path.join(root.dir, 'out')
  mkdirSync(out)
  const { handoverId } = await county.call('handovers.write', {
    noticeId: keepingNotice,
    recipientId: 'communication',
    mask: false,
    out,
    as: 'folder',
    contact: `${third} ${phones[2]}`,
  })
  await county.call('handovers.given', { handoverId, way: 'usb', to: `${caller} ${phones[2]}`, note: said })
  await county.call('handovers.returned', { handoverId, reason: said, note: said })

  await city.call('rosters.add', { noticeId: keepingNotice, offices: [{ name: '示例乙县科协', phone: phones[0] }] })
  const { offices } = await city.call('rosters.show', { noticeId: keepingNotice })
  const officeId = offices.at(-1)?.officeId ?? ''
  await city.call('rosters.editOffice', { officeId, phone: phones[1], note: said, type: 'society' })
  await city.call('rosters.chase', {
    noticeId: keepingNotice,
    officeIds: [officeId],
    way: 'phone',
    at: new Date().toISOString(),
    note: said,
  })
  await city.call('rosters.mark', {
    noticeId: keepingNotice,
    officeId,
    deliverableId: null,
    mark: 'excused',
    note: said,
  })

  await county.call('personal.purge', { recordIds: [f4], reason: said })

  for (const desk of [county, city]) {
    const logged = await whatIsLogged(desk)
    for (const one of personal) expect(logged).not.toContain(one)
    expect(await desk.call('deeds.verify', {})).toMatchObject({ sound: true })
  }
  expect(await whatIsLogged(county)).toContain('灯塔')
  const kinds = new Set((await deedsOf(county)).map(({ deed }) => deed))
  for (const deed of [
    'personal.revealed',
    'personal.purged',
    'handover.returned',
    'record.return-unlocked',
    'scan.added',
  ])
    expect(kinds).toContain(deed)
})
