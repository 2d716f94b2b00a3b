import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { useMemo, useState } from 'react'
import type { AttachmentInfo } from '../../../../shared/api/records.ts'
import { countCharacters } from '../../../../shared/form/characters.ts'
import { copyable, copyParts, hasSecrets } from '../../../../shared/form/copy-lines.ts'
import type { Facts } from '../../../../shared/form/evaluate.ts'
import { maskPersonal } from '../../../../shared/form/value-words.ts'
import type { ProblemData } from '../../../../shared/problems.ts'
import { CopyButton } from './CopyButton.tsx'
import { CopyFiles } from './CopyFiles.tsx'
import { CopyTable } from './CopyTable.tsx'
import { type CopyLine, lineText } from './copy-lines.ts'
import { type Copied, useCopied } from './use-copied.ts'
import './copy-sheet.css'

/** A field with its value and the button that copies it. */
function Line({
  line,
  copied,
  onProblem,
}: {
  line: CopyLine
  copied: Copied
  onProblem: (problem: ProblemData | null) => void
}) {
  const [revealed, setRevealed] = useState(false)
  const secret = hasSecrets(line) && line.kind !== 'files'
  return (
    <li className="copy-line" data-kind={line.kind}>
      <div className="copy-label">
        {line.label}
        {secret && copyable(line) ? (
          <Button
            type="text"
            size="small"
            aria-pressed={revealed}
            aria-label={`${revealed ? '遮住' : '显示'}：${line.label}`}
            icon={revealed ? <EyeInvisibleOutlined aria-hidden="true" /> : <EyeOutlined aria-hidden="true" />}
            onClick={() => setRevealed(!revealed)}
          >
            {revealed ? '遮住' : '显示'}
          </Button>
        ) : null}
      </div>
      {line.kind === 'table' ? (
        <CopyTable line={line} copied={copied} revealed={revealed} />
      ) : line.kind === 'files' ? (
        <CopyFiles label={line.label} files={line.files} onProblem={onProblem} />
      ) : (
        <>
          <p className="copy-text">
            {line.text === '' ? (
              <span className="quiet">未填</span>
            ) : secret && !revealed ? (
              maskPersonal(line.text)
            ) : (
              line.text
            )}
            {line.text !== '' && line.unit !== null ? <span className="quiet"> {line.unit}</span> : null}
          </p>
          <span className="copy-count quiet">{line.text === '' ? '' : `${countCharacters(line.text)} 字`}</span>
          <CopyButton
            name="复制"
            label={line.label}
            copied={line.text !== '' && copied.isCopied(line.key, line.text)}
            disabled={line.text === ''}
            onCopy={() => copied.copy(line.key, line.text)}
          />
        </>
      )}
    </li>
  )
}

/** 网报摘录单: the same answers once more, for whoever has to type them into somebody else's web page. */
export function CopySheet({
  recordId,
  facts,
  attachments,
  onProblem,
}: {
  recordId: string
  facts: Facts
  attachments: readonly AttachmentInfo[]
  onProblem: (problem: ProblemData | null) => void
}) {
  const copied = useCopied(recordId)
  const parts = useMemo(() => copyParts(facts, attachments), [facts, attachments])
  const lines = parts.flatMap((part) => part.lines).filter(copyable)
  const done = lines.filter((line) => copied.isCopied(line.key, lineText(line))).length
  return (
    <div className="copy-sheet">
      <div className="copy-head">
        <div>
          <p role="status">
            <strong>
              已复制 {done} / {lines.length} 栏
            </strong>
          </p>
          <p className="quiet">
            按 <kbd className="key-cap">Enter</kbd> 复制并到下一栏；切到网页粘贴，再切回来接着复制。
          </p>
        </div>
        <Progress
          percent={lines.length === 0 ? 0 : Math.round((done / lines.length) * 100)}
          showInfo={false}
          aria-hidden="true"
        />
        {done > 0 ? (
          <Button size="small" type="text" onClick={copied.startAgain}>
            重新数
          </Button>
        ) : null}
      </div>
      {parts.map((part, index) =>
        part.lines.length === 0 ? null : (
          <section key={part.title ?? `part-${index}`} aria-label={part.title ?? '表头'}>
            {part.title === null ? null : <h2 className="form-section-title">{part.title}</h2>}
            <ul className="copy-lines">
              {part.lines.map((line) => (
                <Line key={line.key} line={line} copied={copied} onProblem={onProblem} />
              ))}
            </ul>
          </section>
        ),
      )}
    </div>
  )
}
