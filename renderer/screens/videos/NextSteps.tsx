import { Button } from 'antd'
import type { EntryLack, VideoEntryDetail } from '../../../shared/api/videos.ts'
import { lackLine, lackSteps } from '../../text/videos.ts'
import { goToLack } from './go-to-lack.ts'

const partOf: Readonly<Partial<Record<EntryLack, 'film' | 'signatures'>>> = {
  video: 'film',
  'video-fault': 'film',
  consent: 'signatures',
}

/** What is missing, in the order in which it is done; the first one is the step of now. */
export function NextSteps({
  entry,
  onHere,
}: {
  entry: VideoEntryDetail
  /** Steps that are done on this very screen. */
  onHere: (part: 'film' | 'signatures') => void
}) {
  return (
    <section className="entry-steps" aria-label="还缺什么">
      <strong>还差 {entry.lacks.length} 步</strong>
      <ol>
        {entry.lacks.map((lack, index) => {
          const part = partOf[lack]
          return (
            <li key={lack}>
              <span>{lackLine(lack, entry)}</span>
              <Button
                size="small"
                type={index === 0 ? 'primary' : 'default'}
                onClick={() => (part ? onHere(part) : goToLack(lack, entry))}
              >
                {lackSteps[lack].button}
              </Button>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
