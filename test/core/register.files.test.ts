/** Pictures of activities come into a summary with the activity as their caption, once, and no more than it has room for. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { newFolder, openCounty, type TestCore } from '../support/core.ts'
import { makePng } from '../support/pictures.ts'

const noticeId = 'xinxiang-2022-workers-day-and-tech-week'

async function withPictures(core: TestCore, title: string, count: number, from: number): Promise<string> {
  const { activityId } = await core.call('activities.create', {
    values: { year: 2022, title, state: 'held', notices: [{ noticeId, modules: [] }] },
  })
  for (let at = 0; at < count; at++) {
    const picture = path.join(newFolder(), '王某的手机.png')
    writeFileSync(picture, makePng(40 + from + at, 30))
    await core.call('activities.attach', { activityId, path: picture })
  }
  return activityId
}
const captions = ({ attachments }: { attachments: readonly { title: string }[] }) =>
  attachments.map(({ title }) => title)

test('each once, behind what is there, with the activity as its caption', async () => {
  const core = await openCounty()
  const first = await withPictures(core, '院士专家进乡村', 2, 0)
  const second = await withPictures(core, '科普大集', 1, 2)
  await core.call('activities.create', {
    values: { year: 2022, title: '没有照片', notices: [{ noticeId, modules: [] }] },
  })
  const { rows } = await core.call('activities.list', { filter: { noticeId, hasPictures: true } })
  expect(rows.map(({ title, pictures }) => [title, pictures]).sort()).toEqual([
    ['科普大集', 1],
    ['院士专家进乡村', 2],
  ])
  const held = (await core.call('activities.open', { activityId: second })).files[0]
  await core.call('activities.caption', { activityId: second, digest: held?.digest ?? '', title: '志愿者讲解' })
  const { summary } = await core.call('records.create', { noticeId, formId: 'LIB-SUMMARY-4' })
  const { recordId } = summary
  const take = (activityIds: string[], field = 'photos') =>
    core.call('register.takeFiles', { recordId, field, activityIds })
  expect(captions(await take([first]))).toEqual(['院士专家进乡村', '院士专家进乡村（2）'])
  expect(captions(await take([second, first, second]))).toEqual([
    '院士专家进乡村',
    '院士专家进乡村（2）',
    '科普大集：志愿者讲解',
  ])
  // What the clerk wrote below a picture stays.
  const [digest = ''] = (await core.call('records.open', { recordId })).attachments.map((file) => file.digest)
  await core.call('records.caption', { recordId, field: 'photos', digest, title: '开场' })
  expect(captions(await take([first]))[0]).toBe('开场')
  const problem = (input: Partial<{ recordId: string; field: string; activityIds: string[] }>) =>
    core.problem('register.takeFiles', { recordId, field: 'photos', activityIds: [first], ...input })
  expect((await problem({ field: 'progress' })).code).toBe('field.unknown')
  await core.call('activities.remove', { selection: { ids: [first] } })
  expect((await problem({})).code).toBe('activity.unknown')
  const words = {
    docTitle: '总结',
    addressee: '示例市科协',
    progress: '办了。',
    results: '好。',
    experience: '有。',
    advice: '无。',
  }
  const { draftSeq } = await core.call('records.open', { recordId })
  await core.call('records.saveDraft', { recordId, draftSeq, changes: words })
  const { revision } = await core.call('records.freeze', { recordId })
  const paper = JSON.stringify(await core.call('records.printDocument', { recordId, revision }))
  expect(paper).toContain('科普大集：志愿者讲解')
  expect(paper).not.toContain('王某')
})

test('the field is filled up to its number, then it is told', async () => {
  const core = await openCounty()
  const activityId = await withPictures(core, '科普大集', 22, 0)
  const { summary } = await core.call('records.create', { noticeId, formId: 'LIB-SUMMARY-4' })
  const input = { recordId: summary.recordId, field: 'photos', activityIds: [activityId] }
  expect((await core.call('register.takeFiles', input)).attachments).toHaveLength(20)
  expect((await core.problem('register.takeFiles', input)).code).toBe('attachment.too-many')
})
