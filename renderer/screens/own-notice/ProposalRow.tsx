import { Button } from 'antd'
import { useState } from 'react'
import type { Proposal } from '../../../shared/notice/recognise/proposal.ts'
import { Input } from '../../ui/Input.tsx'
import { type Answer, answersOf, editableText, kindNames, valueText } from './proposal-words.ts'

export type RowActions = {
  onTake: (proposal: Proposal, answer: Answer | null) => void
  onChange: (proposal: Proposal, text: string) => void
  onDrop: (proposal: Proposal) => void
}

const decisionNames = { taken: '已采用', changed: '已改', dropped: '不用' } as const

function ChangeBox({ proposal, onDone }: { proposal: Proposal; onDone: (text: string | null) => void }) {
  const [text, setText] = useState(editableText(proposal))
  return (
    <Input
      autoFocus
      aria-label={`改写${kindNames[proposal.kind]}`}
      value={text}
      maxLength={200}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter' && text.trim() !== '') onDone(text.trim())
        if (event.key === 'Escape') onDone(null)
      }}
      onBlur={() => onDone(null)}
    />
  )
}

export function ProposalRow({
  proposal,
  proposals,
  decision,
  active,
  changing,
  onActivate,
  onChanging,
  onTake,
  onChange,
  onDrop,
}: RowActions & {
  proposal: Proposal
  proposals: readonly Proposal[]
  decision: keyof typeof decisionNames | undefined
  active: boolean
  changing: boolean
  onActivate: () => void
  onChanging: (changing: boolean) => void
}) {
  const answers = answersOf(proposal, proposals)
  const name = kindNames[proposal.kind]
  return (
    <li className="own-proposal" data-decision={decision ?? 'open'} data-active={active}>
      <button
        type="button"
        className="plain-button own-proposal-main"
        data-proposal={proposal.id}
        tabIndex={active ? 0 : -1}
        aria-current={active ? 'true' : undefined}
        onClick={onActivate}
        onFocus={onActivate}
      >
        <span className="own-proposal-kind">{name}</span>
        <span className="own-proposal-value">{valueText(proposal)}</span>
        <span className="own-proposal-state">
          {decision ? decisionNames[decision] : answers.length > 0 ? '要您定' : ''}
        </span>
      </button>
      {changing ? (
        <ChangeBox
          proposal={proposal}
          onDone={(text) => {
            onChanging(false)
            if (text !== null) onChange(proposal, text)
          }}
        />
      ) : active ? (
        <div className="own-proposal-choices">
          {answers.length > 0 && decision === undefined ? (
            <>
              <p className="own-question">{proposal.question ?? '程序没有把握，请您定。'}</p>
              {answers.map((answer, at) => (
                <Button key={answer.text} size="small" tabIndex={-1} onClick={() => onTake(proposal, answer)}>
                  <kbd>{at + 1}</kbd> {answer.text}
                </Button>
              ))}
            </>
          ) : (
            <Button
              size="small"
              tabIndex={-1}
              onClick={() => onTake(proposal, null)}
              aria-label={`Enter 采用：${name}`}
            >
              <kbd>Enter</kbd> 采用
            </Button>
          )}
          <Button size="small" tabIndex={-1} onClick={() => onChanging(true)} aria-label={`E 改：${name}`}>
            <kbd>E</kbd> 改
          </Button>
          <Button size="small" tabIndex={-1} onClick={() => onDrop(proposal)} aria-label={`Delete 不用：${name}`}>
            <kbd>Delete</kbd> 不用
          </Button>
        </div>
      ) : null}
    </li>
  )
}
