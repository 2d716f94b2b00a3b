import { Button } from 'antd'
import { useRef, useState } from 'react'
import type { KnownOffice } from '../../../shared/api/offices.ts'
import type { SubmissionPreview } from '../../../shared/api/packages.ts'
import type { RecordState } from '../../../shared/domain/states.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { useTargetFolder } from '../../app/TargetFolder.tsx'
import { RecipientLine } from '../../app/trust/RecipientLine.tsx'
import { useMethod } from '../../app/use-method.ts'
import { Section } from '../../ui/Page.tsx'
import { ExportBar } from './ExportBar.tsx'
import { NewsNote } from './NewsNote.tsx'
import { SubmissionItems } from './SubmissionItems.tsx'

type Props = { noticeId: string; offices: KnownOffice[]; states: ReadonlyMap<string, RecordState> }

/** The signed package, for an office that has the program too. */
export function PackageWay({ noticeId, offices, states }: Props) {
  const [asked, setAsked] = useState<string | null>(null)
  const upstream = offices.find((office) => office.isUpstream) ?? offices.find((office) => office.trusted)
  const to = asked ?? upstream?.officeId ?? null
  const target = useTargetFolder('报送包写到哪个文件夹')
  // The folder is part of the question: how much its disk holds, in files of what size.
  const input = { noticeId, to, out: target.folder }
  const { value, problem, reread } = useMethod('packages.preview', input, ['records', 'packages', 'offices', 'notices'])
  const last = useRef<{ to: string | null; preview: SubmissionPreview } | null>(null)
  if (value) last.current = { to, preview: value }
  // Another folder changes no list: it stays while its disk is looked at.
  const preview = value ?? (last.current?.to === to && !problem ? last.current.preview : null)
  return (
    <>
      <div className="submit-facts">
        <span className="field-label">报送给</span>
        <RecipientLine offices={offices} to={to} onChoose={setAsked} />
      </div>
      <ProblemNote problem={problem} action={<Button onClick={reread}>再读一次</Button>} />
      {preview ? (
        <>
          <Section title="这一次要报的材料" note={<NewsNote preview={preview} />}>
            <SubmissionItems preview={preview} states={states} />
          </Section>
          <ExportBar key={`${noticeId}/${to}`} noticeId={noticeId} preview={preview} states={states} target={target} />
        </>
      ) : null}
    </>
  )
}
