import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createRequire } from 'node:module'
import { newFolder, openCounty, type TestCore, countyNotice } from '../support/core.ts'

it('probe', async () => {
  const core = await openCounty()
  const e = await core.call('videos.create', { noticeId: 'jiangsu-2022-workers-day', deliverableId: 'T15' }).catch((x: unknown) => x)
  console.log(e)
})
