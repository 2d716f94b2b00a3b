import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { newFolder, openCounty } from '../support/core.ts'

it('a calendar nested deeper than the stack is refused with a sentence like every other', async () => {
  const core = await openCounty()
  const file = path.join(newFolder(), '2027.json')
  const deep = `${'['.repeat(300_000)}${']'.repeat(300_000)}`
  for (const text of [
    `{"format":"kexie-calendar/1","year":${deep},"days":[]}`,
    `{"format":"kexie-calendar/1","year":2027,"days":[${deep}]}`,
    `{"format":"kexie-calendar/1","year":2027,"days":[{"date":${deep},"kind":"off","name":"x"}]}`,
  ]) {
    writeFileSync(file, text)
    expect(await core.problem('calendar.import', { path: file })).toMatchObject({ code: 'calendar.unreadable' })
  }
})
