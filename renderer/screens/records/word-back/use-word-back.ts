/** Reads a paper that came back and writes what was taken of it into the form, with one 撤销 for all. */
import { useCallback, useRef, useState } from 'react'
import type { ReadBack } from '../../../../shared/api/wordback.ts'
import { sameValue } from '../../../../shared/form/differences.ts'
import { applyWordChanges, type WordChange, type WordEffect } from '../../../../shared/form/word-changes.ts'
import type { ProblemData } from '../../../../shared/problems.ts'
import { call, problemOf } from '../../../api.ts'
import { announce } from '../../../app/announce.ts'
import type { OpenRecord } from '../use-record.ts'

const filters = [
  { name: 'Word、Excel、PDF', extensions: ['docx', 'xlsx', 'xls', 'pdf', 'doc', 'wps', 'et', 'rtf', 'ofd'] },
]
export const readable = /\.(?:docx|xlsx?|pdf|doc|wps|et|rtf|ofd)$/iu

type Opened = { path: string; read: ReadBack }
type Caption = Extract<WordEffect, { what: 'caption' }>

export type WordBack = {
  opened: Opened | null
  busy: boolean
  pick: () => void
  open: (path: string, how?: { row?: number; asForeign?: boolean }) => void
  take: (chosen: readonly WordChange[]) => Promise<void>
  keep: () => void
  close: () => void
}

export function useWordBack(record: OpenRecord, onProblem: (problem: ProblemData | null) => void): WordBack {
  const [opened, setOpened] = useState<Opened | null>(null)
  const [busy, setBusy] = useState(false)
  const latest = useRef(record)
  latest.current = record
  const { recordId } = record.detail.summary

  const guarded = useCallback(
    async (work: () => Promise<void>) => {
      setBusy(true)
      onProblem(null)
      try {
        await work()
      } catch (thrown) {
        setOpened(null)
        onProblem(problemOf(thrown))
      } finally {
        setBusy(false)
      }
    },
    [onProblem],
  )

  const open = useCallback(
    (path: string, how: { row?: number; asForeign?: boolean } = {}) =>
      void guarded(async () => {
        // What was typed a moment ago counts as the form of now.
        if (!(await latest.current.flush())) return
        setOpened({ path, read: await call('wordback.read', { recordId, path, ...how }) })
      }),
    [guarded, recordId],
  )

  const pick = useCallback(
    () =>
      void guarded(async () => {
        const [path] = await window.kexie.pickFiles({ title: '选择改过的 Word，或别人填好的表', filters })
        if (path !== undefined) open(path)
      }),
    [guarded, open],
  )

  const rename = async (captions: readonly Caption[]) => {
    for (const { field, digest, title } of captions)
      await latest.current.write(() => call('records.caption', { recordId, field, digest, title }))
  }

  const take = (chosen: readonly WordChange[]) =>
    guarded(async () => {
      const { detail, latest: valuesNow, change } = latest.current
      const effects = chosen.flatMap(({ effect }) => (effect ? [effect] : []))
      const captions = effects.filter((effect) => effect.what === 'caption')
      const old = captions.flatMap((one): Caption[] => {
        const file = detail.attachments.find(({ field, digest }) => field === one.field && digest === one.digest)
        return file ? [{ ...one, title: file.title }] : []
      })
      const before = valuesNow()
      const after = applyWordChanges(detail.definition, before, effects)
      const changed = detail.definition.fields.map(({ id }) => id).filter((id) => !sameValue(before[id], after[id]))
      for (const id of changed) change(id, after[id] ?? null)
      await rename(captions)
      await latest.current.flush()
      setOpened(null)
      announce(`已写入 ${chosen.length} 处改动。`, {
        label: '撤销',
        run: () => {
          for (const id of changed) latest.current.change(id, before[id] ?? null)
          void rename(old).then(() => latest.current.flush())
        },
      })
    })

  const keep = () =>
    void guarded(async () => {
      if (!opened) return
      await call('earlier.import', { recordId, path: opened.path })
      announce('文件已封存在“以前填的”一栏，可以对照着看。')
    })

  return { opened, busy, pick, open, take, keep, close: () => setOpened(null) }
}
