import { CloseCircleOutlined, ExclamationCircleOutlined, InfoCircleOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { PackageFinding } from '../../../shared/problems.ts'
import { Mark, type Tone } from '../../ui/Mark.tsx'

const severities: Readonly<
  Record<PackageFinding['severity'], { tone: Tone; icon: ReactNode; word: string; order: number }>
> = {
  error: { tone: 'stop', icon: <CloseCircleOutlined aria-hidden="true" />, word: '不能收', order: 0 },
  hold: { tone: 'wait', icon: <ExclamationCircleOutlined aria-hidden="true" />, word: '要决定', order: 1 },
  info: { tone: 'none', icon: <InfoCircleOutlined aria-hidden="true" />, word: '说明', order: 2 },
}

/** A finding's message begins with what happened; what is safe and what to do follow. */
function parts(message: string): { what: string; rest: string } {
  const end = message.indexOf('。')
  return end < 0 ? { what: message, rest: '' } : { what: message.slice(0, end + 1), rest: message.slice(end + 1) }
}

/** Every finding, never only the first. */
export function FindingList({ findings }: { findings: readonly PackageFinding[] }) {
  if (findings.length === 0) return null
  const sorted = [...findings].sort((a, b) => severities[a.severity].order - severities[b.severity].order)
  return (
    <ul className="finding-list" aria-label="核对结果">
      {sorted.map((finding) => {
        const { tone, icon, word } = severities[finding.severity]
        const { what, rest } = parts(finding.message)
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
