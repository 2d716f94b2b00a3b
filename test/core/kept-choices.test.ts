import { afterEach, expect, it } from 'vitest'
import { Desk, newRoot } from '../support/desks.ts'

const root = newRoot('kexie-kept-')
afterEach(root.remove)

it('what a page was left with is there after the next start, and what was forgotten is not', async () => {
  const first = await Desk.open(root.dir)
  await first.call('desk.keep', { choice: 'rail', value: 'narrow' })
  await first.call('desk.keep', { choice: 'custody', value: '{"step":"keys"}' })
  await first.call('desk.keep', { choice: 'submit.way', value: 'folder' })
  await first.call('desk.keep', { choice: 'custody', value: null })
  await first.close()

  const second = await Desk.open(root.dir)
  try {
    expect((await second.call('app.state', {})).kept).toEqual({ rail: 'narrow', 'submit.way': 'folder' })
    expect((await second.problem('desk.keep', { choice: 'somewhere', value: 'x' } as never)).code).toBe('input.invalid')
  } finally {
    await second.close()
  }
})
