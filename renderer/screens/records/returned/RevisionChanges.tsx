import { useState } from 'react'
import { ChangeList } from '../../../app/ChangeList.tsx'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { useMethod } from '../../../app/use-method.ts'

/** A version against the one before it. @param shown from the start: it answers what came back */
export function RevisionChanges({ recordId, revision, shown }: { recordId: string; revision: number; shown: boolean }) {
  const [open, setOpen] = useState(shown)
  const { value, problem } = useMethod('records.differences', open ? { recordId, revision, with: null } : null, [])
  return (
    <details className="revision-changes" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>和上一版的差别{value ? ` ${value.changes.length} 处` : ''}</summary>
      <ProblemNote problem={problem} />
      {value === null ? null : value.changes.length === 0 ? (
        <p className="quiet">各项内容和第 {value.from ?? 1} 版一样。</p>
      ) : (
        <ChangeList
          changes={value.changes}
          label={`第 ${revision} 版和第 ${value.from ?? 1} 版的差别`}
          before={`第 ${value.from ?? 1} 版`}
          now={`第 ${revision} 版`}
        />
      )}
    </details>
  )
}
