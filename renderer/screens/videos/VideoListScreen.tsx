import {
  FileExcelOutlined,
  FileSearchOutlined,
  FolderAddOutlined,
  PlusOutlined,
  PrinterOutlined,
  TrophyOutlined,
  VideoCameraOutlined,
} from '@ant-design/icons'
import { Button } from 'antd'
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import type { VideoEntry } from '../../../shared/api/videos.ts'
import { call } from '../../api.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { useSaveSheet } from '../../app/SaveSheetButton.tsx'
import { useChosen } from '../../app/use-chosen.ts'
import { useMethod } from '../../app/use-method.ts'
import { useVideoDuties } from '../../app/videos/video-duties.ts'
import { type MoreEntry, MoreMenu } from '../../ui/MoreMenu.tsx'
import { EmptyPlace, PageHead } from '../../ui/Page.tsx'
import { CollectDialog } from './collect/CollectDialog.tsx'
import { FilterSentence } from './FilterSentence.tsx'
import { InspectDialog } from './InspectDialog.tsx'
import { LettersDialog } from './LettersDialog.tsx'
import { NewEntry } from './NewEntry.tsx'
import { VideoDetails } from './VideoDetails.tsx'
import { VideoRows } from './VideoRows.tsx'
import { filterEntries, noFilter, sortEntries, type VideoFilter } from './video-filters.ts'
import './video-list.css'

type Dialog = 'new' | 'collect' | 'letters' | 'inspect'

/** 汇总表 of the registrations, where all that is shown is of one notice; and a look at a file that is no entry yet. */
function More({ shown, onInspect }: { shown: readonly VideoEntry[]; onInspect: () => void }) {
  const { duties } = useVideoDuties()
  const [first] = shown
  const oneNotice = first !== undefined && shown.every(({ noticeId }) => noticeId === first.noticeId)
  const duty = oneNotice
    ? duties?.find(
        ({ noticeId, deliverableId }) => noticeId === first.noticeId && deliverableId === first.deliverableId,
      )
    : undefined
  const sheet = useSaveSheet({
    name: `${duty?.noticeShortTitle ?? ''}-视频作品`,
    hasPersonal: true,
    save: (order) =>
      call('sheets.saveRecords', {
        noticeId: duty?.noticeId ?? '',
        formId: duty?.video.registrationFormId ?? '',
        ...order,
      }),
  })
  const entries: MoreEntry[] = [
    {
      name: '检查视频',
      icon: <FileSearchOutlined aria-hidden="true" />,
      title: '看一个视频文件合不合要求，不登记',
      run: onInspect,
    },
  ]
  if (duty)
    entries.push({
      name: '存 Excel 汇总表',
      icon: <FileExcelOutlined aria-hidden="true" />,
      title: '这个通知的全部登记表，一件一行',
      run: sheet.begin,
    })
  return (
    <>
      <MoreMenu entries={entries} />
      {sheet.dialog}
    </>
  )
}

export function VideoListScreen({ noticeId }: { noticeId: string | null }) {
  const reading = useMethod('videos.list', { noticeId: null }, ['records', 'packages'])
  const [filter, setFilter] = useState<VideoFilter>({ ...noFilter, noticeId })
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const entries = reading.value
  // The field takes the next character at once; two thousand rows follow.
  const calm = useDeferredValue(filter)
  const shown = useMemo(() => sortEntries(filterEntries(entries ?? [], calm)), [entries, calm])
  const ids = useMemo(() => shown.map(({ entryId }) => entryId), [shown])
  const chosen = useChosen(ids)
  const current = shown.find(({ entryId }) => entryId === chosen.current) ?? null
  const marked = chosen.marked.size

  useEffect(() => setFilter((before) => ({ ...before, noticeId })), [noticeId])

  const open = (entryId: string) => void navigate({ screen: 'video', entryId, part: null })
  const close = () => setDialog(null)
  const create = (
    <Button type="primary" size="large" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setDialog('new')}>
      新登记一件
    </Button>
  )
  const collect = (
    <Button size="large" icon={<FolderAddOutlined aria-hidden="true" />} onClick={() => setDialog('collect')}>
      收作品…
    </Button>
  )
  const letters = marked > 0 ? shown.filter(({ entryId }) => chosen.marked.has(entryId)) : shown
  return (
    <div className="page video-list">
      <PageHead
        title="视频作品"
        lead="一件作品一行：登记表、授权书、视频在一起，先看还缺什么。"
        actions={
          entries && entries.length > 0 ? (
            <>
              <Button
                size="large"
                icon={<TrophyOutlined aria-hidden="true" />}
                onClick={() => void navigate({ screen: 'reviews' })}
              >
                评审
              </Button>
              <Button
                size="large"
                icon={<PrinterOutlined aria-hidden="true" />}
                disabled={letters.every(({ own }) => !own)}
                onClick={() => setDialog('letters')}
              >
                打印授权书
              </Button>
              {collect}
              {create}
              <More shown={shown} onInspect={() => setDialog('inspect')} />
            </>
          ) : null
        }
      />
      <ProblemNote problem={reading.problem} action={<Button onClick={reading.reread}>再读一次</Button>} />
      {entries === null ? null : entries.length === 0 ? (
        <EmptyPlace
          icon={<VideoCameraOutlined aria-hidden="true" />}
          title="还没有视频作品"
          action={
            <>
              {collect}
              {create}
            </>
          }
        >
          征集来的作品都在这里：查视频时长和清晰度，核对每个人是否签了授权书，缺什么一眼看到。第一步：把收到的视频、登记表、授权书照片放进“收作品”，或自己登记一件。
        </EmptyPlace>
      ) : (
        <>
          <FilterSentence entries={entries} filter={filter} onChange={setFilter}>
            <span role="status">{marked > 0 ? `已选 ${marked} 件，共 ${shown.length} 件` : `${shown.length} 件`}</span>
            {marked > 0 ? (
              <button type="button" className="plain-button link-button" onClick={chosen.clear}>
                取消选择
              </button>
            ) : null}
          </FilterSentence>
          <div className="list-body video-list-body" data-details={current !== null}>
            {shown.length === 0 ? (
              <EmptyPlace
                title="没有符合条件的作品"
                action={<Button onClick={() => setFilter(noFilter)}>显示全部 {entries.length} 件</Button>}
              />
            ) : (
              <VideoRows entries={shown} chosen={chosen} onOpen={open} />
            )}
            {current ? <VideoDetails entry={current} onOpen={open} /> : null}
          </div>
        </>
      )}
      {dialog === 'new' ? <NewEntry noticeId={filter.noticeId} onClose={close} /> : null}
      {dialog === 'collect' ? <CollectDialog noticeId={filter.noticeId} onClose={close} /> : null}
      {dialog === 'inspect' ? <InspectDialog noticeId={filter.noticeId} onClose={close} /> : null}
      {dialog === 'letters' ? <LettersDialog entries={letters.filter(({ own }) => own)} onClose={close} /> : null}
    </div>
  )
}
