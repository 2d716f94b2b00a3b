import {
  CheckCircleOutlined,
  ExclamationCircleFilled,
  InfoCircleOutlined,
  QuestionCircleFilled,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { FieldDefinition } from '../../shared/form/definition.ts'
import type { Severity } from '../../shared/form/validate.ts'
import { findingText, gradeNames } from '../../shared/wording/finding-texts.ts'
import type { ShownFinding } from './field-props.ts'
import { VerifyReason } from './VerifyReason.tsx'

const icons: Readonly<Record<Severity, ReactNode>> = {
  block: <ExclamationCircleFilled aria-hidden="true" />,
  verify: <QuestionCircleFilled aria-hidden="true" />,
  warn: <InfoCircleOutlined aria-hidden="true" />,
}
/** A table of hundreds of rows has one cause of trouble, not hundreds. */
const most = 5

type Props = {
  id: string
  field: FieldDefinition
  findings: readonly ShownFinding[]
  disabled: boolean
  onReason: (finding: ShownFinding, text: string) => void
  onLeave: () => void
  /** To the cell of a table. */
  onJump: (row: number, column: string | undefined) => void
}

const keyOf = ({ code, check, row, column }: ShownFinding): string => [check ?? code, row ?? '', column ?? ''].join(':')

/** What is to be said about a field: grade by icon, word and colour; 核实 with the place for its reason. */
export function FieldFindings({ id, field, findings, disabled, onReason, onLeave, onJump }: Props) {
  const told = findings.slice(0, most)
  return (
    <div id={`${id}-findings`} aria-live="polite">
      {told.map((finding) => {
        const { check, given, row, severity } = finding
        const text = findingText(field, finding)
        // With its reason a 核实 blocks no more, and stays what it is.
        const settled = given !== undefined && severity === 'warn'
        const grade = given === undefined ? severity : 'verify'
        return (
          <div key={keyOf(finding)} className="field-finding" data-severity={grade} data-settled={settled}>
            <p>
              <span className="field-grade">
                {settled ? <CheckCircleOutlined aria-hidden="true" /> : icons[grade]}
                {settled ? '已核实' : gradeNames[grade]}
              </span>
              <span className="field-finding-text">
                {row === undefined ? (
                  text
                ) : (
                  <button
                    type="button"
                    className="plain-button link-button"
                    onClick={() => onJump(row, finding.column)}
                  >
                    {text}
                  </button>
                )}
              </span>
            </p>
            {given !== undefined ? (
              <VerifyReason
                id={`${id}-reason-${check ?? finding.code}`}
                reason={given}
                disabled={disabled}
                onReason={(reason) => onReason(finding, reason)}
                onLeave={onLeave}
              />
            ) : null}
          </div>
        )
      })}
      {findings.length > most ? <p className="quiet">另有 {findings.length - most} 处，改好上面的再看。</p> : null}
    </div>
  )
}
