import { Modal } from 'antd'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { ActivityRow } from '../../shared/api/activities.ts'
import { stateNames } from '../../shared/domain/states.ts'
import { activityStateNames } from '../../shared/register/activity.ts'
import { activityTitle } from '../text/activities.ts'
import { useComposed } from '../ui/use-composed.ts'
import { useUpstreamDesk } from './app-state.ts'
import { navigate, type Route } from './route.ts'
import { shownScreens } from './screens.tsx'
import { useAllRecords } from './use-all-records.ts'
import { useMethod } from './use-method.ts'
import './floating.css'

type Entry = { key: string; kind: string; title: string; note: string; words: string; to: Route }

/** Enough to choose from; who needs more types one more character. */
const shown = 30

/** Of a long register only what is looked for is asked for; the last answer stays while the next one is read. */
function useActivities(query: string | null): readonly ActivityRow[] {
  const search = query?.trim() ?? ''
  const { value } = useMethod('activities.list', search === '' ? null : { filter: { search }, limit: shown }, [
    'activities',
  ])
  const [kept, setKept] = useState<readonly ActivityRow[]>([])
  if (value !== null && value.rows !== kept) setKept(value.rows)
  return search === '' ? [] : (value?.rows ?? kept)
}

/** What lies behind the settings, by the words that somebody would look for. */
const inSettings: readonly { title: string; words: string; to: Route }[] = [
  { title: '工作移交', words: '工作移交 交接 换人 换经办人 移交清单', to: { screen: 'custody' } },
  { title: '操作日志', words: '操作日志 谁改的 记录 历史 审计', to: { screen: 'deeds', recordId: null } },
  {
    title: '本单位人员',
    words: '本单位人员 经办人 审核 签发 姓名',
    to: { screen: 'settings', part: 'people' },
  },
  {
    title: '备份和恢复',
    words: '备份和恢复 找回 昨天 还原 误删',
    to: { screen: 'settings', part: 'backups' },
  },
  { title: '自检', words: '自检 检查 打印机', to: { screen: 'settings', part: 'self-test' } },
  { title: '换电脑', words: '换电脑 搬家 新电脑 整体搬家文件', to: { screen: 'settings', part: 'moving' } },
]

function useEntries(open: boolean, query: string): Entry[] {
  const input = open ? {} : null
  const notices = useMethod('notices.list', input, ['notices']).value
  const { records } = useAllRecords(['records'], open)
  const videos = useMethod('videos.list', input, ['records']).value
  const activities = useActivities(open ? query.slice(0, 80) : null)
  const upstreamDesk = useUpstreamDesk()
  return useMemo(() => {
    const ofScreens = shownScreens(upstreamDesk).map(
      (screen): Entry => ({
        key: screen.name,
        kind: '栏目',
        title: screen.title,
        note: '',
        words: screen.title,
        to: screen.route,
      }),
    )
    const ofSettings = inSettings.map(
      ({ title, words, to }): Entry => ({ key: title, kind: '设置', title, note: '', words, to }),
    )
    const ofRecords = (records ?? []).map((record): Entry => {
      const note = `${record.noticeShortTitle} · ${stateNames[record.state]}`
      return {
        key: record.recordId,
        kind: '填报记录',
        title: record.title || record.formShortName,
        note,
        words: `${record.title} ${record.formShortName} ${record.officeName} ${record.code ?? ''} ${note}`,
        to: { screen: 'record', recordId: record.recordId, field: null },
      }
    })
    const ofNotices = (notices ?? []).map(
      (notice): Entry => ({
        key: notice.id,
        kind: '通知',
        title: notice.shortTitle,
        note: notice.issuer,
        words: `${notice.title} ${notice.shortTitle} ${notice.issuer} ${notice.theme ?? ''}`,
        to: { screen: 'notices', noticeId: notice.id },
      }),
    )
    const ofVideos = (videos ?? []).map((entry): Entry => {
      const note = `${entry.noticeShortTitle} · ${entry.unit || entry.officeName}`
      return {
        key: `video ${entry.entryId}`,
        kind: '视频作品',
        title: entry.title || '（未命名）',
        note,
        words: `${entry.title} ${entry.unit} ${entry.officeName} ${entry.award?.name ?? ''} ${note}`,
        to: { screen: 'video', entryId: entry.entryId, part: null },
      }
    })
    const ofActivities = activities.map((row): Entry => {
      const note = [activityStateNames[row.state], row.unit || row.host, row.timeWords].filter(Boolean).join(' · ')
      return {
        key: `activity ${row.activityId}`,
        kind: '活动',
        title: activityTitle(row),
        note,
        words: `${row.title} ${row.place} ${row.host} ${note}`,
        to: { screen: 'activity', activityId: row.activityId },
      }
    })
    return [...ofActivities, ...ofVideos, ...ofRecords, ...ofNotices, ...ofScreens, ...ofSettings]
  }, [notices, records, videos, activities, upstreamDesk])
}

/** Search over everything by any characters of its name (Ctrl+K). Every word must occur. */
export function Finder({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const list = useId()
  const input = useRef<HTMLInputElement>(null)
  const selected = useRef<HTMLDivElement>(null)
  const entries = useEntries(open, query)
  const words = query.trim().toLowerCase().split(/\s+/)
  const found = entries
    .filter((entry) => words.every((word) => entry.words.toLowerCase().includes(word)))
    .slice(0, shown)
  const index = Math.min(at, found.length - 1)

  useEffect(() => {
    if (open) {
      setQuery('')
      setAt(0)
    }
  }, [open])
  useEffect(() => {
    if (index >= 0) selected.current?.scrollIntoView({ block: 'nearest' })
  }, [index])

  const go = (entry: Entry | undefined) => {
    if (!entry) return
    onClose()
    void navigate(entry.to)
  }
  const steer = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setAt(Math.max(0, Math.min(found.length - 1, index + step)))
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      go(found[index])
    }
  }

  const composed = useComposed<HTMLInputElement>({
    value: query,
    onChange: (event) => {
      setQuery(event.target.value)
      setAt(0)
    },
  })

  return (
    <Modal
      className="finder"
      open={open}
      onCancel={onClose}
      footer={null}
      closable={false}
      width={600}
      destroyOnHidden
      title={<span className="for-readers">查找</span>}
      afterOpenChange={(shown) => shown && input.current?.focus()}
    >
      <input
        className="finder-input"
        ref={input}
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={index >= 0 ? `${list}-${index}` : undefined}
        aria-label="查找活动、视频作品、填报记录、通知、栏目"
        placeholder="查找活动、视频作品、填报记录、通知、栏目，一个字也可以"
        {...composed}
        onKeyDown={steer}
      />
      <div className="finder-list" id={list} role="listbox" aria-label="找到的内容">
        {found.map((entry, row) => (
          <div
            key={entry.key}
            id={`${list}-${row}`}
            ref={row === index ? selected : null}
            className="finder-row"
            role="option"
            aria-selected={row === index}
            tabIndex={-1}
            onMouseMove={() => setAt(row)}
            onClick={() => go(entry)}
            onKeyDown={steer}
          >
            <span className="finder-row-kind">{entry.kind}</span>
            <span className="one-line">{entry.title}</span>
            <span className="finder-row-note one-line">{entry.note}</span>
          </div>
        ))}
        {found.length === 0 ? (
          <div className="finder-row quiet">没有找到“{query.trim()}”。换一个字试试；要看怎么做，请按 F1。</div>
        ) : null}
      </div>
    </Modal>
  )
}
