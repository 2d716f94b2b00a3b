import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { useMethod } from '../../app/use-method.ts'
import { Consents } from './Consents.tsx'
import { EntryHead } from './EntryHead.tsx'
import { EntryVideos } from './EntryVideos.tsx'
import { isReady } from './go-to-lack.ts'
import { NextSteps, Ready } from './NextSteps.tsx'
import { Origin } from './Origin.tsx'
import { Registration } from './Registration.tsx'
import './video-entry.css'

const domains = ['records', 'packages'] as const

/** One work: what is still missing, its film against the rules, its two papers, and who has signed. */
export function VideoEntryScreen({ entryId, part }: { entryId: string; part: 'film' | 'signatures' | null }) {
  const reading = useMethod('videos.open', { entryId }, domains)
  const registration = useMethod('records.open', { recordId: entryId }, domains).value
  const entry = reading.value
  const film = useRef<HTMLElement>(null)
  const signatures = useRef<HTMLElement>(null)
  const here = entry !== null
  const [step, setStep] = useState<{ to: typeof part }>({ to: part })

  useEffect(() => setStep({ to: part }), [part])
  useEffect(() => {
    if (!here || step.to === null) return
    const place = step.to === 'film' ? film.current : signatures.current
    place?.scrollIntoView({ block: 'nearest' })
    place?.querySelector<HTMLElement>('[data-first]')?.focus()
  }, [here, step])

  if (entry === null)
    return reading.problem ? (
      <div className="page stack">
        <ProblemNote problem={reading.problem} action={<Button onClick={reading.reread}>再打开一次</Button>} />
        <div>
          <Button onClick={() => void navigate({ screen: 'videos', noticeId: null })}>回到视频作品</Button>
        </div>
      </div>
    ) : null
  // What was purged is looked at, like what others sent.
  const workable = { ...entry, own: entry.own && !entry.purged }
  return (
    <div className="entry">
      <EntryHead entry={entry} />
      {entry.own && entry.lacks.length > 0 ? <NextSteps entry={entry} onHere={(to) => setStep({ to })} /> : null}
      {isReady(entry) ? <Ready noticeId={entry.noticeId} /> : null}
      {entry.own ? null : <Origin entry={entry} />}
      <div className="entry-body">
        <EntryVideos entry={workable} registration={registration} place={film} />
        <div className="entry-papers">
          <Registration entry={workable} record={registration} />
          <Consents entry={workable} place={signatures} />
        </div>
      </div>
    </div>
  )
}
