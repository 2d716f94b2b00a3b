import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DraftSaver, type SaverState } from '../../../renderer/app/draft-saver.ts'
import type { SavedDraft } from '../../../shared/api/records.ts'
import type { FieldValue } from '../../../shared/form/definition.ts'
import { Problem, type ProblemData } from '../../../shared/problems.ts'

type Changes = Record<string, FieldValue | null>

/** A store that keeps what it was given, refuses old counters and can be made to fail. */
function makeStore() {
  const store = {
    values: {} as Changes,
    seq: 3,
    calls: [] as Changes[],
    failure: null as Problem | null,
    hold: null as Promise<void> | null,
    async save(draftSeq: number, changes: Changes): Promise<SavedDraft> {
      store.calls.push(changes)
      await store.hold
      if (store.failure) throw store.failure
      if (draftSeq !== store.seq) throw new Problem('record.conflict', { recordId: 'r' })
      Object.assign(store.values, changes)
      store.seq++
      return { draftSeq: store.seq, savedAt: '2022-05-12T14:32:00+08:00', findings: [], state: 'draft' }
    },
  }
  return store
}

function open(store: ReturnType<typeof makeStore>) {
  const states: SaverState[] = []
  const saver = new DraftSaver<Changes, SavedDraft>({
    draftSeq: store.seq,
    save: store.save,
    problemOf: (thrown): ProblemData => (thrown as Problem).toData(),
    onState: (state) => states.push(state),
    onSaved: () => undefined,
  })
  return { saver, states }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('saving while somebody types', () => {
  it('waits for a pause and sends only what changed', async () => {
    const store = makeStore()
    const { saver } = open(store)
    saver.change('name', '甲')
    await vi.advanceTimersByTimeAsync(300)
    saver.change('name', '甲乙')
    await vi.advanceTimersByTimeAsync(399)
    expect(store.calls).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(store.calls).toEqual([{ name: '甲乙' }])
    expect(saver.unsaved).toBe(false)
  })

  it('keeps what is typed while a save is under way', async () => {
    const store = makeStore()
    let release: () => void = () => undefined
    store.hold = new Promise((resolve) => {
      release = resolve
    })
    const { saver } = open(store)
    saver.change('name', '甲')
    const first = saver.flush()
    await vi.advanceTimersByTimeAsync(0)
    saver.change('name', '甲乙')
    saver.change('place', '河口镇')
    release()
    await first
    expect(saver.unsaved).toBe(true)
    expect(await saver.flush()).toBe(true)
    expect(store.values).toEqual({ name: '甲乙', place: '河口镇' })
    expect(store.seq).toBe(5)
  })

  it('tries again after a failure and loses nothing', async () => {
    const store = makeStore()
    store.failure = new Problem('disk.full', { path: 'store', neededBytes: null })
    const { saver, states } = open(store)
    saver.change('plan', '方案')
    await vi.advanceTimersByTimeAsync(400)
    expect(states.at(-1)).toMatchObject({ kind: 'failed', problem: { code: 'disk.full' } })
    saver.change('name', '甲')
    store.failure = null
    await vi.advanceTimersByTimeAsync(5000)
    expect(store.values).toEqual({ plan: '方案', name: '甲' })
    expect(states.at(-1)?.kind).toBe('saved')
  })

  it('does not overwrite what somebody else saved, and goes on after a person decided', async () => {
    const store = makeStore()
    const { saver, states } = open(store)
    store.seq = 9
    saver.change('name', '甲')
    expect(await saver.flush()).toBe(false)
    expect(states.at(-1)).toMatchObject({ problem: { code: 'record.conflict' } })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(store.calls).toHaveLength(1)
    saver.adopt(store.seq)
    expect(await saver.flush()).toBe(true)
    expect(store.values).toEqual({ name: '甲' })
  })

  it('saves before another write and takes its counter', async () => {
    const store = makeStore()
    const { saver } = open(store)
    saver.change('name', '甲')
    await saver.exclusive(
      async () => {
        expect(store.values).toEqual({ name: '甲' })
        store.seq = 20
        return store.seq
      },
      (seq) => seq,
    )
    saver.change('name', '乙')
    expect(await saver.flush()).toBe(true)
  })

  it('does not try a field that came back locked again by itself, and saves the others once it is given up', async () => {
    const store = makeStore()
    const { saver } = open(store)
    store.failure = new Problem('record.field-locked', { recordId: 'r', returnId: 'x', label: '方案', asked: [] })
    saver.change('plan', '改了方案')
    saver.change('name', '甲')
    expect(await saver.flush()).toBe(false)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(store.calls).toHaveLength(1)
    store.failure = null
    saver.drop(['plan'])
    expect(await saver.flush()).toBe(true)
    expect(store.values).toEqual({ name: '甲' })
  })

  it('saves the rest when it is closed', async () => {
    const store = makeStore()
    const { saver } = open(store)
    saver.change('name', '甲')
    expect(await saver.close()).toBe(true)
    expect(store.values).toEqual({ name: '甲' })
  })
})
