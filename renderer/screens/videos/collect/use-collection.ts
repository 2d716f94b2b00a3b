import { useMemo, useState } from 'react'
import type { CollectionProposal, ProposedEntry, TakenEntry } from '../../../../shared/api/collection.ts'
import type { FieldValue, FormValues, TableRow } from '../../../../shared/form/definition.ts'
import type { ProblemData } from '../../../../shared/problems.ts'
import { runTask } from '../../../app/tasks.ts'
import { useAttempt } from '../../../app/use-attempt.ts'
import type { VideoDuty } from '../../../app/videos/video-duties.ts'

/** A proposed entry with what the clerk has changed about it. */
export type Sheet = {
  proposed: ProposedEntry
  values: FormValues
  participants: readonly TableRow[]
  /** False: a new entry, although one of ours looks like it. */
  intoExisting: boolean
  confirmed: boolean
  participantsTouched: boolean
  /** Into an entry that is here: the people of its letter give way to those that were read. Signatures hang on them. */
  replacePeople: boolean
  /** Into an entry that is here: its video gives way to the one that came. */
  replaceVideo: boolean
}
export type Collection = {
  phase: 'choose' | 'look' | 'done'
  busy: boolean
  problem: ProblemData | null
  sheets: readonly Sheet[]
  leftOver: CollectionProposal['leftOver']
  taken: readonly TakenEntry[]
  read: (paths: readonly string[]) => void
  change: (key: string, part: Partial<Omit<Sheet, 'proposed'>>) => void
  setValue: (key: string, field: string, value: FieldValue | null) => void
  take: () => void
  again: () => void
}

/** Null: nothing was read of people, and nobody wrote any. */
function peopleOf({ participants, participantsTouched }: Sheet) {
  return participants.length > 0 || participantsTouched ? [...participants] : null
}

/** Nothing to ask: it may be taken in as it is. Everything else waits for a tick. */
const sheetOf = (proposed: ProposedEntry): Sheet => ({
  proposed,
  values: proposed.values,
  participants: proposed.participants,
  intoExisting: proposed.existing !== null,
  confirmed: proposed.questions.length === 0,
  participantsTouched: false,
  replacePeople: false,
  replaceVideo: false,
})

/** Paths are read, looked at entry by entry, and only what is ticked is taken in. */
export function useCollection(duty: VideoDuty | null): Collection {
  const [phase, setPhase] = useState<Collection['phase']>('choose')
  const { busy: work, problem, setProblem, attempt } = useAttempt<'read' | 'take'>()
  const busy = work !== null
  const [sheets, setSheets] = useState<readonly Sheet[]>([])
  const [leftOver, setLeftOver] = useState<CollectionProposal['leftOver']>([])
  const [taken, setTaken] = useState<readonly TakenEntry[]>([])
  const of = useMemo(
    () => (duty === null ? null : { noticeId: duty.noticeId, deliverableId: duty.deliverableId }),
    [duty],
  )
  const read = (paths: readonly string[]) => {
    if (of === null || paths.length === 0 || busy) return
    void attempt('read', async () => {
      const proposal = await runTask({
        title: `查看 ${paths.length} 个文件或文件夹`,
        method: 'collection.read',
        input: { ...of, paths: [...paths] },
        ending: ({ entries }) => ({ sentence: `认出 ${entries.length} 件作品，请逐件看过再收。`, next: null }),
      })
      setSheets(proposal.entries.map(sheetOf))
      setLeftOver(proposal.leftOver)
      setPhase('look')
    })
  }
  const change: Collection['change'] = (key, part) =>
    setSheets((before) => before.map((sheet) => (sheet.proposed.key === key ? { ...sheet, ...part } : sheet)))
  const setValue: Collection['setValue'] = (key, field, value) =>
    setSheets((before) =>
      before.map((sheet) => {
        if (sheet.proposed.key !== key) return sheet
        const values = { ...sheet.values }
        if (value === null) delete values[field]
        else values[field] = value
        return { ...sheet, values }
      }),
    )
  const take = () => {
    const chosen = sheets.filter(({ confirmed }) => confirmed)
    if (of === null || chosen.length === 0 || busy) return
    void attempt('take', async () => {
      const done = await runTask({
        title: `收 ${chosen.length} 件作品`,
        method: 'collection.take',
        input: {
          ...of,
          entries: chosen.map((sheet) => ({
            key: sheet.proposed.key,
            entryId: sheet.intoExisting ? (sheet.proposed.existing?.entryId ?? null) : null,
            values: sheet.values,
            participants: peopleOf(sheet),
            participantsMode: sheet.replacePeople ? ('replace' as const) : ('merge' as const),
            videoPath: sheet.proposed.video?.path ?? null,
            replaceVideo: sheet.replaceVideo,
            scanPaths: sheet.proposed.scanPaths,
          })),
        },
        ending: (list) => {
          const refused = list.filter(({ problem: why }) => why !== null).length
          const kept = list.length - refused
          return { sentence: `收进 ${kept} 件作品${refused > 0 ? `，${refused} 件没有收` : ''}。`, next: null }
        },
      })
      setTaken((before) => [...done, ...before])
      const gone = new Set(done.flatMap(({ key, problem: why }) => (why === null ? [key] : [])))
      setSheets((before) => before.filter(({ proposed }) => !gone.has(proposed.key)))
      setPhase('done')
    })
  }
  const again = () => {
    setPhase(sheets.length > 0 ? 'look' : 'choose')
    setProblem(null)
  }
  return { phase, busy, problem, sheets, leftOver, taken, read, change, setValue, take, again }
}
