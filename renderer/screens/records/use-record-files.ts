import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { AttachmentInfo, RecordDetail } from '../../../shared/api/records.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import type { AttachmentActions } from '../../form/field-props.ts'
import type { OpenRecord } from './use-record.ts'

const extensions: Readonly<Record<string, string[]>> = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'application/pdf': ['pdf'],
  'video/mp4': ['mp4'],
}

const videoEndings = ['mp4', 'mov', 'm4v', '3gp', 'mkv', 'webm', 'avi', 'flv', 'wmv', 'mpg', 'mpeg', 'ts', 'mts']

/** As long as the line with 撤销 stands. */
const undoMs = 8000
const keyOf = ({ field, digest }: AttachmentInfo) => `${field} ${digest}`

type Removal = { attachment: AttachmentInfo; timer: ReturnType<typeof setTimeout> }
export type RecordFiles = {
  actions: AttachmentActions
  /** Removed on screen, not yet in the store: 撤销 brings them back. */
  isHidden: (attachment: AttachmentInfo) => boolean
  /** Carries out what is still waiting for 撤销; before 定稿 and when the screen is left. */
  settle: () => Promise<void>
}

/** Files of a record: added one after the other, so that one that is refused does not take the others with it. */
export function useRecordFiles(
  recordId: string,
  write: OpenRecord['write'] | null,
  attachments: readonly AttachmentInfo[],
  onProblem: (problem: ProblemData | null) => void,
): RecordFiles {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const removals = useRef(new Map<string, Removal>())
  const latest = useRef({ write, attachments, onProblem })
  latest.current = { write, attachments, onProblem }

  const helpers = useMemo(() => {
    /** Null when it was refused; the record says why. */
    const attempt = async (work: () => Promise<RecordDetail>): Promise<RecordDetail | null> => {
      const held = latest.current
      try {
        return await (held.write ? held.write(work) : work())
      } catch (thrown) {
        held.onProblem(problemOf(thrown))
        return null
      }
    }
    const show = (key: string) => {
      const removal = removals.current.get(key)
      clearTimeout(removal?.timer)
      removals.current.delete(key)
      setHidden(new Set(removals.current.keys()))
    }
    const carryOut = async (attachment: AttachmentInfo) => {
      const { field, digest } = attachment
      if (!removals.current.has(keyOf(attachment))) return
      await attempt(() => call('records.detach', { recordId, field, digest }))
      show(keyOf(attachment))
    }
    const settle = async () => {
      for (const { attachment } of [...removals.current.values()]) await carryOut(attachment)
    }
    const add = async (field: string, paths: readonly string[]) => {
      latest.current.onProblem(null)
      const inField = (list: readonly AttachmentInfo[]) => list.filter((one) => one.field === field).length
      const before = inField(latest.current.attachments)
      let count = before
      let taken = 0
      for (const path of paths) {
        const detail = await attempt(() => call('records.attach', { recordId, field, path }))
        if (detail) taken++
        count = detail ? inField(detail.attachments) : count
      }
      // The same file a second time stays one file.
      const added = count - before
      const again = taken > added ? `${taken - added} 个已经在里面，没有重复添加` : ''
      if (taken > 0) announce([added > 0 ? `已添加 ${added} 个文件` : '', again].filter(Boolean).join('；'))
    }
    const remove = (attachment: AttachmentInfo) => {
      const key = keyOf(attachment)
      removals.current.set(key, { attachment, timer: setTimeout(() => void carryOut(attachment), undoMs) })
      setHidden(new Set(removals.current.keys()))
      announce(`已移除${attachment.title ? `“${attachment.title}”` : '一个文件'}`, {
        label: '撤销',
        run: () => show(key),
      })
    }
    const actions: AttachmentActions = {
      add: (field, paths) => void add(field, paths),
      pick: (field) => {
        // A film in another wrapping can be added too: its fault is told then.
        const endings = field.video ? videoEndings : field.accept.flatMap((type) => extensions[type] ?? [])
        const filters = [{ name: field.video ? '视频文件' : '可以添加的文件', extensions: endings }]
        void window.kexie
          .pickFiles({ title: '选择要添加的文件', filters, multiple: true })
          .then((paths) => add(field.id, paths))
      },
      remove,
      caption: ({ field, digest }, title) =>
        void attempt(() => call('records.caption', { recordId, field, digest, title })),
    }
    return { actions, settle }
  }, [recordId])

  useEffect(() => () => void helpers.settle(), [helpers])

  const isHidden = useCallback((attachment: AttachmentInfo) => hidden.has(keyOf(attachment)), [hidden])
  return { ...helpers, isHidden }
}
