import { VideoCameraOutlined } from '@ant-design/icons'
import { useHasPoster } from './capture-poster.ts'
import './poster.css'

/** The small picture of a video in a list; a placeholder while there is none. */
export function Poster({ video }: { video: { digest: string; hasPoster: boolean } | null }) {
  const hasPoster = useHasPoster(video)
  return (
    <span className="poster" aria-hidden="true">
      {video && hasPoster ? (
        <img src={`kexie://thumb/${video.digest}`} alt="" loading="lazy" />
      ) : (
        <VideoCameraOutlined data-empty={video === null} aria-hidden="true" />
      )}
    </span>
  )
}
