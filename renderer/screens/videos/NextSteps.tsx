import { CheckCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { EntryLack, VideoEntryDetail } from '../../../shared/api/videos.ts'
import { navigate } from '../../app/route.ts'
import { lackLine, lackSteps, stepsOf } from '../../text/videos.ts'
import { Mark } from '../../ui/Mark.tsx'
import { goToLack } from './go-to-lack.ts'

const partOf: Readonly<Partial<Record<EntryLack, 'film' | 'signatures'>>> = {
  video: 'film',
  'video-fault': 'film',
  consent: 'signatures',
}

/** Nothing is missing: the one step that is left. */
export function Ready({ noticeId }: { noticeId: string }) {
  return (
    <section className="entry-steps" data-ready aria-label="下一步">
      <Mark tone="good" icon={<CheckCircleOutlined aria-hidden="true" />}>
        材料齐全，可以报送
      </Mark>
      <Button size="small" type="primary" onClick={() => void navigate({ screen: 'submit', noticeId })}>
        去报送
      </Button>
    </section>
  )
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
  const steps = stepsOf(entry.lacks)
  return (
    <section className="entry-steps" aria-label="还缺什么">
      <strong>还差 {steps.length} 步</strong>
      <ol>
        {steps.map((lack, index) => {
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
