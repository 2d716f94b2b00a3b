import { useEffect, useState } from 'react'
import { capturePoster, useHasPoster } from './capture-poster.ts'
import { isPlayable } from './playable.ts'
import './video-player.css'

type Props = {
  digest: string
  mediaType: string
  hasPoster: boolean
  /** Of the work, for who does not see the picture. */
  title?: string
}

type Playing = 'waiting' | 'plays' | 'no-codec' | 'gone'

/** Plays a kept video and keeps a poster of it, the first time that it can. */
export function VideoPlayer({ digest, mediaType, hasPoster: hadPoster, title = '' }: Props) {
  const hasPoster = useHasPoster({ digest, hasPoster: hadPoster })
  const [seen, setSeen] = useState<{ digest: string; state: Playing }>({ digest, state: 'waiting' })
  const setState = (state: Playing) => setSeen({ digest, state })
  const state = !isPlayable(mediaType) ? 'no-codec' : seen.digest === digest ? seen.state : 'waiting'
  useEffect(() => {
    if (state === 'plays' && !hasPoster) void capturePoster(digest)
  }, [state, hasPoster, digest])
  if (state === 'no-codec' || state === 'gone')
    return (
      <figure className="video-player" data-state={state}>
        <div className="video-player-silent" role="note">
          {hasPoster ? (
            <img src={`kexie://thumb/${digest}`} alt={title === '' ? '视频画面' : `${title}的画面`} />
          ) : null}
          <p>
            {state === 'no-codec'
              ? '本机不能播放这种编码，不影响报送。要看画面，请用装有常用播放器的电脑打开原文件。'
              : '这份视频读到一半断了，已保存的内容没有改动。请关闭这一页后重新打开。'}
          </p>
        </div>
      </figure>
    )
  return (
    <figure className="video-player" data-state={state}>
      <video
        key={digest}
        controls
        controlsList="nodownload noremoteplayback"
        disablePictureInPicture
        preload="metadata"
        crossOrigin="anonymous"
        src={`kexie://video/${digest}`}
        aria-label={title === '' ? '视频' : `视频：${title}`}
        {...(hasPoster && { poster: `kexie://thumb/${digest}` })}
        onLoadedMetadata={(event) => {
          // A sound that is decoded without its picture is no video.
          setState(event.currentTarget.videoWidth === 0 ? 'no-codec' : 'plays')
        }}
        onError={(event) =>
          setState(event.currentTarget.error?.code === MediaError.MEDIA_ERR_NETWORK ? 'gone' : 'no-codec')
        }
      />
    </figure>
  )
}
