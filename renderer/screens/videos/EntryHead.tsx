import { ArrowLeftOutlined, CopyOutlined, PrinterOutlined, TrophyOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import type { VideoEntryDetail } from '../../../shared/api/videos.ts'
import { useNow } from '../../app/app-state.ts'
import { RecordStateMark } from '../../app/RecordStateMark.tsx'
import { navigate } from '../../app/route.ts'
import { ToneMark } from '../../app/ToneMark.tsx'
import { dayText } from '../../text/dates.ts'
import { entryTitle, timingWords } from '../../text/videos.ts'
import { Mark } from '../../ui/Mark.tsx'
import { LettersDialog } from './LettersDialog.tsx'

export function EntryHead({ entry }: { entry: VideoEntryDetail }) {
  const now = useNow()
  const [printing, setPrinting] = useState(false)
  const title = entryTitle(entry)
  const due = entry.dueAt === null ? '' : `，${dayText(entry.dueAt, now)}截止`
  return (
    <header className="entry-head">
      <Tooltip title="回到视频作品">
        <Button
          type="text"
          size="large"
          icon={<ArrowLeftOutlined aria-hidden="true" />}
          aria-label="回到视频作品"
          onClick={() => void navigate({ screen: 'videos', noticeId: null })}
        />
      </Tooltip>
      <div className="entry-title">
        <h1 className="one-line" title={title}>
          {title}
        </h1>
        <p className="entry-line">
          <RecordStateMark state={entry.state} />
          {entry.timing === 'in-time' ? null : (
            <ToneMark worded={timingWords[entry.timing]} title={timingWords[entry.timing].line} />
          )}
          {entry.award ? (
            <Mark tone="work" icon={<TrophyOutlined aria-hidden="true" />}>
              {entry.award.name}
              {entry.recommended ? '，已推荐上报' : ''}
            </Mark>
          ) : null}
          {entry.duplicates > 0 ? (
            <Mark tone="wait" icon={<CopyOutlined aria-hidden="true" />}>
              视频重复
            </Mark>
          ) : null}
          <span className="quiet one-line">
            {entry.unit === '' ? '' : `${entry.unit} · `}
            {entry.noticeShortTitle}
            {due}
          </span>
        </p>
      </div>
      {entry.own && entry.authorizationId !== null && !entry.purged ? (
        <Button
          size="large"
          icon={<PrinterOutlined aria-hidden="true" />}
          disabled={entry.consents.of === 0}
          title={entry.consents.of === 0 ? '先在授权书里填写参赛人' : undefined}
          onClick={() => setPrinting(true)}
        >
          打印授权书
        </Button>
      ) : null}
      {printing ? <LettersDialog entries={[entry]} onClose={() => setPrinting(false)} /> : null}
    </header>
  )
}
