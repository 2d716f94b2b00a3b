import { createHash } from 'node:crypto'
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { cityNotice, newFolder, openCity, projectDir } from '../support/core.ts'
import { makePng } from '../support/pictures.ts'

/** The built-in notices with the photo field of JS-T14 made personal. */
function resourcesWithPersonalPhotos(): { resourcesDir: string; field: string } {
  const resourcesDir = newFolder()
  cpSync(path.join(projectDir, 'resources/notices'), path.join(resourcesDir, 'notices'), { recursive: true })
  const file = path.join(resourcesDir, 'notices', cityNotice, '1', 'forms', 'JS-T14.json')
  const form = JSON.parse(readFileSync(file, 'utf8')) as { fields: { id: string; kind: string; personal?: boolean }[] }
  const field = form.fields.find((candidate) => candidate.kind === 'attachments')
  if (field) field.personal = true
  writeFileSync(file, JSON.stringify(form))
  return { resourcesDir, field: field?.id ?? '' }
}

test('a file of a personal field is sealed at rest, opened with the keys only, and left out of masked pages', async () => {
  const { resourcesDir, field } = resourcesWithPersonalPhotos()
  const core = await openCity({ resourcesDir })
  const { summary } = await core.call('records.create', { noticeId: cityNotice, formId: 'JS-T14' })
  const { recordId } = summary
  const bytes = makePng(300, 200, 'IDENTITY-CARD-OF-A-PERSON')
  const digest = createHash('sha256').update(bytes).digest('hex')
  const source = path.join(newFolder(), 'a.png')
  writeFileSync(source, bytes)
  const detail = await core.call('records.attach', { recordId, field, path: source })
  expect(detail.attachments[0]).toMatchObject({ digest, width: 300, height: 200 })
  const folder = path.join(core.dataDir, 'attachments', digest.slice(0, 2))
  expect(readdirSync(folder)).toEqual([`${digest.slice(2)}.sealed`])
  expect(readFileSync(path.join(folder, `${digest.slice(2)}.sealed`)).includes('IDENTITY-CARD')).toBe(false)
  expect(Buffer.from((await core.call('attachments.read', { digest, size: 'full' })).bytes).equals(bytes)).toBe(true)

  const required = detail.findings.filter((finding) => finding.severity === 'block')
  for (const { path: id } of required) {
    const { draftSeq } = await core.call('records.open', { recordId })
    await core.call('records.saveDraft', { recordId, draftSeq, changes: { [id]: '示例' } })
  }
  await core.call('records.freeze', { recordId })
  expect(JSON.stringify(await core.call('records.printDocument', { recordId, revision: 1 }))).toContain(digest)
  expect(
    JSON.stringify(await core.call('records.printDocument', { recordId, revision: 1, masked: true })),
  ).not.toContain(digest)

  await core.call('keys.protect', { passphrase: '稻田夏天很绿很绿' })
  await core.call('keys.lock', {})
  expect((await core.problem('attachments.read', { digest, size: 'full' })).code).toBe('keys.locked')
})

test('a sealed file that lies in the place of another one is refused', async () => {
  const { resourcesDir, field } = resourcesWithPersonalPhotos()
  const core = await openCity({ resourcesDir })
  const { summary } = await core.call('records.create', { noticeId: cityNotice, formId: 'JS-T14' })
  const digests: string[] = []
  for (const mark of ['one', 'two']) {
    const file = path.join(newFolder(), `${mark}.png`)
    writeFileSync(file, makePng(30, 20, mark))
    const detail = await core.call('records.attach', { recordId: summary.recordId, field, path: file })
    digests.push(...detail.attachments.map(({ digest }) => digest).filter((digest) => !digests.includes(digest)))
  }
  const [one = '', two = ''] = digests
  const place = (digest: string) =>
    path.join(core.dataDir, 'attachments', digest.slice(0, 2), `${digest.slice(2)}.sealed`)
  cpSync(place(one), place(two))
  const problem = await core.problem('attachments.read', { digest: two, size: 'full' })
  expect(problem).toMatchObject({ code: 'file.unreadable', details: { reason: 'changed' } })
})
