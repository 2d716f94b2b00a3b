import { Button } from 'antd'
import { useState } from 'react'
import type { KnownOffice } from '../../../shared/api/offices.ts'
import type { RecordState } from '../../../shared/domain/states.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { RecipientLine } from '../../app/trust/RecipientLine.tsx'
import { useMethod } from '../../app/use-method.ts'
import { Section } from '../../ui/Page.tsx'
import { ExportBar } from './ExportBar.tsx'
import { SubmissionItems } from './SubmissionItems.tsx'

type Props = { noticeId: string; offices: KnownOffice[]; states: ReadonlyMap<string, RecordState> }

/** The signed package, for an office that has the program too. */
export function PackageWay({ noticeId, offices, states }: Props) {
  const [asked, setAsked] = useState<string | null>(null)
  const upstream = offices.find((office) => office.isUpstream) ?? offices.find((office) => office.trusted)
  const to = asked ?? upstream?.officeId ?? null
  const {
    value: preview,
    problem,
    reread,
  } = useMethod('packages.preview', { noticeId, to }, ['records', 'packages', 'offices', 'notices'])
  return (
    <>
      <div className="submit-facts">
        <span className="field-label">报送给</span>
        <RecipientLine offices={offices} to={to} onChoose={setAsked} />
      </div>
      <ProblemNote problem={problem} action={<Button onClick={reread}>再读一次</Button>} />
      {preview ? (
        <>
          <Section title="这一次要报的材料">
            <SubmissionItems preview={preview} states={states} />
          </Section>
          <ExportBar key={`${noticeId}/${to}`} noticeId={noticeId} preview={preview} states={states} />
        </>
      ) : null}
    </>
  )
}
