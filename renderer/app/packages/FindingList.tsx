import { CloseCircleOutlined, ExclamationCircleOutlined, InfoCircleOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { PackageFinding } from '../../../shared/problems.ts'
import { Mark, type Tone } from '../../ui/Mark.tsx'
import { findingParts, gravestFirst } from './finding-order.ts'
import './finding-list.css'

const severities: Readonly<Record<PackageFinding['severity'], { tone: Tone; icon: ReactNode; word: string }>> = {
  error: { tone: 'stop', icon: <CloseCircleOutlined aria-hidden="true" />, word: '不能收' },
  hold: { tone: 'wait', icon: <ExclamationCircleOutlined aria-hidden="true" />, word: '要决定' },
  info: { tone: 'none', icon: <InfoCircleOutlined aria-hidden="true" />, word: '说明' },
}

/** Every finding, never only the first. */
export function FindingList({ findings }: { findings: readonly PackageFinding[] }) {
  if (findings.length === 0) return null
  return (
    <ul className="finding-list" aria-label="核对结果">
      {gravestFirst(findings).map((finding) => {
        const { tone, icon, word } = severities[finding.severity]
        const { what, rest } = findingParts(finding.message)
        return (
          <li key={`${finding.code} ${finding.path}`}>
            <Mark tone={tone} icon={icon}>
              {word}
            </Mark>
            <div>
              <p>{what}</p>
              {rest ? <p className="quiet">{rest}</p> : null}
            </div>
            <span className="finding-code">{finding.code}</span>
          </li>
        )
      })}
    </ul>
  )
}
