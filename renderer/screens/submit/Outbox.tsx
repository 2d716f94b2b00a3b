import { Button } from 'antd'
import { useState } from 'react'
import type { ProblemData } from '../../../shared/problems.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { useMethod } from '../../app/use-method.ts'
import { Section } from '../../ui/Page.tsx'
import { HandoverRow } from './HandoverRow.tsx'
import { PackageRow } from './PackageRow.tsx'

/** What was written out, in either way, the newest first: to whom, when, and what became of it. */
export function Outbox({ noticeId }: { noticeId: string | null }) {
  const { value: packages, problem: readProblem } = useMethod('packages.outbox', {}, ['packages'])
  const { value: folders } = useMethod('handovers.list', { noticeId: null }, ['packages', 'records'])
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const lines = [
    ...(packages ?? []).map((item) => ({
      at: item.writtenAt ?? item.createdAt,
      id: item.packageId,
      item,
      folder: null,
    })),
    ...(folders ?? []).map((folder) => ({ at: folder.writtenAt, id: folder.handoverId, item: null, folder })),
  ].sort((a, b) => b.at.localeCompare(a.at))
  return (
    <Section
      title="报送记录"
      note={lines.length > 0 ? '登记错了可以撤销，写过的都留着' : undefined}
      actions={
        noticeId === null ? null : (
          <Button onClick={() => void navigate({ screen: 'sent', noticeId })}>看报送了什么</Button>
        )
      }
    >
      <ProblemNote problem={problem ?? readProblem} />
      {packages && folders && lines.length === 0 ? (
        <p className="quiet outbox-empty">写出第一份以后，时间、收件单位和对方的答复都会记在这里。</p>
      ) : null}
      <ul className="rows">
        {lines.map(({ id, item, folder }) =>
          item ? (
            <PackageRow key={id} item={item} onProblem={setProblem} />
          ) : folder ? (
            <HandoverRow key={id} item={folder} onProblem={setProblem} />
          ) : null,
        )}
      </ul>
    </Section>
  )
}
