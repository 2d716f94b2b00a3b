import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { newFolder, openCounty } from '../support/core.ts'
import { storedVideo } from '../support/stored-videos.ts'

it('holds a video against the limits of a notice', async () => {
  const core = await openCounty()
  const notices = await core.call('notices.list', {})
  const noticeId = notices.find((notice) => notice.id.startsWith('jiangsu-2022'))?.id ?? ''
  const file = path.join(newFolder(), '作品.mov')
  writeFileSync(file, storedVideo('mov-renamed.mp4'))
  const judged = await core.call('videos.inspect', { path: file, noticeId })
  expect(judged.verdicts.find(({ rule }) => rule === 'container')).toMatchObject({
    ok: false,
    grade: 'block',
    limit: 'MP4',
  })
  expect(judged.verdicts.find(({ rule }) => rule === 'duration')).toMatchObject({ ok: true, limit: '3 分 00 秒' })
  await expect(core.call('videos.inspect', { path: file, noticeId: 'no-such-notice' })).rejects.toMatchObject({
    code: 'notice.unknown',
  })
})
