import { CheckCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect } from 'react'
import type { VideoEntry } from '../../../shared/api/videos.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'
import { useNow } from '../../app/app-state.ts'
import { RecordStateMark } from '../../app/RecordStateMark.tsx'
import { navigate } from '../../app/route.ts'
import { ToneMark } from '../../app/ToneMark.tsx'
import { capturePoster, useHasPoster } from '../../app/videos/capture-poster.ts'
import { isPlayable } from '../../app/videos/playable.ts'
import { momentText } from '../../text/dates.ts'
import {
  entryTitle,
  lackLine,
  lackSteps,
  lengthText,
  pixelsText,
  signedLongText,
  stepsOf,
  timingWords,
} from '../../text/videos.ts'
import { Mark } from '../../ui/Mark.tsx'
import { goToLack, isReady } from './go-to-lack.ts'

/** What one wants to know before opening it, and a button for each thing that is missing. */
export function VideoDetails({ entry, onOpen }: { entry: VideoEntry; onOpen: (entryId: string) => void }) {
  const now = useNow()
  const { video } = entry
  const ready = isReady(entry)
  const hasPoster = useHasPoster(video)
  const unseen = video !== null && !hasPoster && isPlayable(video.mediaType) ? video.digest : null
  useEffect(() => {
    if (unseen !== null) void capturePoster(unseen)
  }, [unseen])
  const facts = video
    ? [
        lengthText(video.durationSeconds),
        pixelsText(video.displayWidth, video.displayHeight),
        bytesText(video.bytes),
      ].filter((fact) => fact !== '')
    : []
  return (
    <aside className="list-details" aria-label="所选作品">
      {video && hasPoster ? (
        <img
          className="video-details-poster"
          src={`kexie://thumb/${video.digest}`}
          alt={`${entryTitle(entry)}的画面`}
        />
      ) : null}
      <h2>{entryTitle(entry)}</h2>
      <RecordStateMark state={entry.state} />
      {entry.own && entry.lacks.length > 0 ? (
        <ul className="video-steps" aria-label="还缺">
          {stepsOf(entry.lacks).map((lack) => (
            <li key={lack}>
              <span>{lackLine(lack, entry)}</span>
              <Button size="small" onClick={() => goToLack(lack, entry)}>
                {lackSteps[lack].button}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {entry.lacks.length === 0 ? (
        <Mark tone="good" icon={<CheckCircleOutlined aria-hidden="true" />}>
          材料齐全
        </Mark>
      ) : null}
      <dl className="facts">
        <dt>单位</dt>
        <dd>{entry.unit || '还没有填'}</dd>
        {entry.own ? null : (
          <>
            <dt>报送单位</dt>
            <dd>
              {entry.officeName}
              {entry.originName === null ? '' : `（原报送：${entry.originName}）`}
            </dd>
          </>
        )}
        <dt>视频</dt>
        <dd>{video ? facts.join('，') : '还没有'}</dd>
        <dt>签名</dt>
        <dd>{signedLongText(entry.consents)}</dd>
        <dt>通知</dt>
        <dd>{entry.noticeShortTitle}</dd>
        <dt>登记</dt>
        <dd>
          {momentText(entry.collectedAt, now)}
          {entry.timing === 'in-time' ? null : (
            <>
              {' '}
              <ToneMark worded={timingWords[entry.timing]} title={timingWords[entry.timing].line} />
            </>
          )}
        </dd>
        {entry.duplicates > 0 ? (
          <>
            <dt>重复</dt>
            <dd>同一个视频文件还在另外 {entry.duplicates} 件作品里</dd>
          </>
        ) : null}
        {entry.award ? (
          <>
            <dt>奖项</dt>
            <dd>
              {entry.award.name}
              {entry.recommended ? '，已推荐上报' : ''}
            </dd>
          </>
        ) : entry.recommended ? (
          <>
            <dt>推荐</dt>
            <dd>已推荐上报</dd>
          </>
        ) : null}
        {entry.purged ? (
          <>
            <dt>个人信息</dt>
            <dd>已清除</dd>
          </>
        ) : null}
      </dl>
      <div className="video-details-actions">
        <Button type={ready ? 'default' : 'primary'} size="large" onClick={() => onOpen(entry.entryId)}>
          打开这件作品
        </Button>
        {ready ? (
          <Button
            type="primary"
            size="large"
            onClick={() => void navigate({ screen: 'submit', noticeId: entry.noticeId })}
          >
            去报送
          </Button>
        ) : null}
      </div>
    </aside>
  )
}
