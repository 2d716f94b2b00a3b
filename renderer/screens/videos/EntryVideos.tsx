import { CopyOutlined, DeleteOutlined, SwapOutlined, VideoCameraAddOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { RefObject } from 'react'
import type { RecordDetail } from '../../../shared/api/records.ts'
import type { EntryVideo, VideoEntryDetail } from '../../../shared/api/videos.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { useDrop } from '../../app/use-drop.ts'
import { VideoPlayer } from '../../app/videos/VideoPlayer.tsx'
import { entryTitle, lengthText, pixelsText } from '../../text/videos.ts'
import { pickVideo } from './pick-video.ts'
import { useEntryVideos } from './use-entry-videos.ts'
import { VerdictList } from './VerdictList.tsx'

function Duplicates({ video }: { video: EntryVideo }) {
  if (video.alsoIn.length === 0) return null
  return (
    <div className="entry-duplicates" role="note">
      <CopyOutlined aria-hidden="true" />
      <span>
        同一个视频文件还在：
        {video.alsoIn.map(({ entryId, title }, index) => (
          <span key={entryId}>
            {index > 0 ? '、' : ''}
            <button
              type="button"
              className="plain-button link-button"
              onClick={() => void navigate({ screen: 'video', entryId, part: null })}
            >
              《{title || '未命名'}》
            </button>
          </span>
        ))}
        。请核对是不是重复报送。
      </span>
    </div>
  )
}

type Props = {
  entry: VideoEntryDetail
  registration: RecordDetail | null
  place: RefObject<HTMLElement | null>
}

/** The film and what the rules of the notice say of it; a place to put one, or another one. */
export function EntryVideos({ entry, registration, place }: Props) {
  const field = registration?.definition.fields.find((one) => one.kind === 'attachments' && one.video !== undefined)
  const wording = field?.kind === 'attachments' ? (field.video?.wording ?? '') : ''
  const films = useEntryVideos(entry.entryId, field?.id ?? null, entry.videos)
  const [first] = films.shown
  const pick = () => void pickVideo().then((paths) => films.take(paths, first ?? null))
  const writable = entry.own && field !== undefined && !films.busy
  const drop = useDrop((paths) => films.take(paths, first ?? null), pick, !writable)
  return (
    <section className="entry-film" aria-label="视频" ref={place} {...drop}>
      <ProblemNote problem={films.problem} action={<Button onClick={films.dismiss}>知道了</Button>} />
      {films.shown.length === 0 ? (
        <div className="entry-film-empty">
          <VideoCameraAddOutlined aria-hidden="true" className="entry-film-icon" />
          {entry.own ? (
            <>
              <p>把视频文件拖到这里，马上按通知要求核对。</p>
              <Button
                data-first
                type="primary"
                size="large"
                loading={films.busy}
                disabled={field === undefined}
                onClick={pick}
              >
                选择视频文件
              </Button>
              {wording === '' ? null : <p className="quiet">通知要求：{wording}</p>}
            </>
          ) : (
            <p>这件作品没有视频文件。</p>
          )}
        </div>
      ) : (
        films.shown.map((video) => (
          <article key={video.digest} className="entry-film-one">
            <VideoPlayer
              digest={video.digest}
              mediaType={video.mediaType}
              hasPoster={video.hasPoster}
              title={entryTitle(entry)}
            />
            <div className="entry-film-line">
              <span className="quiet">
                {[
                  lengthText(video.facts?.durationSeconds ?? null),
                  pixelsText(video.facts?.displayWidth ?? null, video.facts?.displayHeight ?? null),
                  bytesText(video.bytes),
                ]
                  .filter((fact) => fact !== '')
                  .join('，')}
              </span>
              {entry.own ? (
                <span className="entry-film-actions">
                  <Button
                    data-first
                    size="small"
                    icon={<SwapOutlined aria-hidden="true" />}
                    loading={films.busy}
                    onClick={() => void pickVideo().then((paths) => films.take(paths, video))}
                  >
                    换一个文件
                  </Button>
                  <Button
                    size="small"
                    type="text"
                    icon={<DeleteOutlined aria-hidden="true" />}
                    disabled={films.busy}
                    onClick={() => films.remove(video)}
                  >
                    移除
                  </Button>
                </span>
              ) : null}
            </div>
            <Duplicates video={video} />
            <VerdictList verdicts={video.verdicts} />
          </article>
        ))
      )}
    </section>
  )
}
