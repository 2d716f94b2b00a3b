import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { EntryVideo } from '../../../shared/api/videos.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { runTask } from '../../app/tasks.ts'

/** As long as the line with 撤销 stands. */
const undoMs = 8000

export type EntryVideos = {
  shown: readonly EntryVideo[]
  busy: boolean
  problem: ProblemData | null
  dismiss: () => void
  /** The new one is kept first; only then the one that it replaces goes. */
  take: (paths: readonly string[], replaces: EntryVideo | null) => void
  remove: (video: EntryVideo) => void
}

/**
 * The film of an entry: copied with progress and 取消 in the task panel; what goes, goes only when 撤销 is over.
 * @param field of 报名登记表 that holds the video; null while it is not known
 */
export function useEntryVideos(recordId: string, field: string | null, videos: readonly EntryVideo[]): EntryVideos {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>())
  const latest = useRef({ recordId, field })
  latest.current = { recordId, field }

  const actions = useMemo(() => {
    const show = (digest: string) => {
      clearTimeout(timers.current.get(digest))
      timers.current.delete(digest)
      setHidden(new Set(timers.current.keys()))
    }
    const detach = async (digest: string) => {
      const { recordId: id, field: of } = latest.current
      if (!timers.current.has(digest) || of === null) return
      try {
        await call('records.detach', { recordId: id, field: of, digest })
      } catch (thrown) {
        setProblem(problemOf(thrown))
      }
      show(digest)
    }
    const hide = (digest: string, said: string) => {
      timers.current.set(
        digest,
        setTimeout(() => void detach(digest), undoMs),
      )
      setHidden(new Set(timers.current.keys()))
      announce(said, { label: '撤销', run: () => show(digest) })
    }
    const settle = () => {
      for (const digest of [...timers.current.keys()]) {
        clearTimeout(timers.current.get(digest))
        void detach(digest)
      }
    }
    return { show, hide, settle }
  }, [])

  useEffect(() => () => actions.settle(), [actions])

  const take = useCallback(
    async (paths: readonly string[], replaces: EntryVideo | null) => {
      const { recordId: id, field: of } = latest.current
      const [path] = paths
      if (of === null || path === undefined) return
      setBusy(true)
      setProblem(null)
      try {
        const detail = await runTask({
          title: `存入视频 ${path.split(/[\\/]/).at(-1) ?? ''}`,
          method: 'records.attach',
          input: { recordId: id, field: of, path },
          ending: () => ({ sentence: '视频已存好，原文件没有动。', next: null }),
        })
        const added = detail.attachments.some((one) => one.field === of && one.digest !== replaces?.digest)
        if (replaces && added) actions.hide(replaces.digest, '已换成新的视频')
        else if (replaces) announce('还是原来那个视频文件，没有更换。')
        if (paths.length > 1) announce('一件作品放一个视频，只存了第一个文件。')
      } catch (thrown) {
        setProblem(problemOf(thrown))
      } finally {
        setBusy(false)
      }
    },
    [actions],
  )

  return {
    shown: videos.filter(({ digest }) => !hidden.has(digest)),
    busy,
    problem,
    dismiss: () => setProblem(null),
    take: (paths, replaces) => void take(paths, replaces),
    remove: ({ digest }) => actions.hide(digest, '已移除视频'),
  }
}
