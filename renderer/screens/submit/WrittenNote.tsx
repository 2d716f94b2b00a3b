import { CheckCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import type { ExportedPackage } from '../../../shared/api/packages.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { readBackText } from '../../text/packages.ts'
import { rewritePackage } from './rewrite-package.ts'
import { useRecheck } from './use-recheck.tsx'

/** After writing: how far it was read back, and what is left to do with the stick. */
export function WrittenNote({ made }: { made: ExportedPackage }) {
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const order = { packageId: made.packageId, name: `第 ${made.sequence} 号报送包` }
  const recheck = useRecheck(order, setProblem, () => void rewritePackage(order, setProblem))
  return (
    <div className="export-problem">
      <p className="export-written" role="status">
        <CheckCircleOutlined aria-hidden="true" />
        <span>
          {order.name}：{readBackText(made.readBack)}
        </span>
        {made.readBack === 'cache' ? <Button onClick={recheck.begin}>重新插入后核对</Button> : null}
      </p>
      <ProblemNote problem={problem} />
      {recheck.dialog}
    </div>
  )
}
