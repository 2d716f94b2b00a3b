import { Button } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { pressed, pressedDigit } from '../../../shared/domain/shortcuts.ts'
import type { OwnNoticeDraft } from '../../../shared/notice/own-draft.ts'
import type { Proposal } from '../../../shared/notice/recognise/proposal.ts'
import { dropProposal, isUndoubted, takeUndoubted } from '../../../shared/notice/take-proposal.ts'
import { nextOpen, take } from './decide.ts'
import { ProposalRow } from './ProposalRow.tsx'
import { type Answer, answersOf, grouped, rewritten } from './proposal-words.ts'
import type { DraftChange } from './use-own-draft.ts'

type Props = {
  draft: OwnNoticeDraft
  proposals: readonly Proposal[]
  /** The text that they were found in. */
  text: string
  active: string | null
  onActivate: (id: string | null) => void
  change: DraftChange
}

/** What was recognised, one line each. Enter takes, E changes, Delete drops, 1–3 answer, ↓ and ↑ go on. */
export function ProposalList({ draft, proposals, text, active, onActivate, change }: Props) {
  const list = useRef<HTMLDivElement>(null)
  const [changing, setChanging] = useState<string | null>(null)
  const groups = grouped(proposals)
  const ordered = groups.flatMap((group) => group.proposals)
  const open = ordered.filter((one) => draft.decisions[one.id] === undefined)
  const undoubted = open.filter(isUndoubted)

  const focus = (id: string | null) => {
    onActivate(id)
    if (id !== null) list.current?.querySelector<HTMLElement>(`[data-proposal="${CSS.escape(id)}"]`)?.focus()
  }
  /** Decides one and goes on to the next that is open. */
  const decide = (id: string, apply: (draft: OwnNoticeDraft) => OwnNoticeDraft) => {
    const after = apply(draft)
    change(apply)
    focus(nextOpen(after, ordered, id) ?? id)
  }
  const onTake = (one: Proposal, answer: Answer | null) =>
    decide(one.id, (before) => take(before, one, proposals, text, answer))
  const onDrop = (one: Proposal) => decide(one.id, (before) => dropProposal(before, one))
  const onChange = (one: Proposal, words: string) =>
    decide(one.id, (before) => take(before, rewritten(one, words), proposals, text, null, 'changed'))
  const takeAll = () => {
    const after = takeUndoubted(draft, proposals, text)
    change((before) => takeUndoubted(before, proposals, text))
    focus(nextOpen(after, ordered, null) ?? active)
  }

  const current = ordered.find((one) => one.id === active)
  const press = (event: KeyboardEvent) => {
    if (changing !== null || event.ctrlKey || event.altKey) return
    const number = pressedDigit(event, 'proposalAnswer')
    const at = ordered.findIndex((one) => one.id === active)
    if (event.key === 'ArrowDown') focus(ordered[Math.min(at + 1, ordered.length - 1)]?.id ?? null)
    else if (event.key === 'ArrowUp') focus(ordered[Math.max(at - 1, 0)]?.id ?? null)
    else if (current && event.key === 'Enter')
      onTake(current, draft.decisions[current.id] ? null : (answersOf(current, proposals)[0] ?? null))
    else if (current && event.key === 'Delete') onDrop(current)
    else if (current && pressed(event, 'proposalChange')) setChanging(current.id)
    else if (current && number !== null) {
      const answer = answersOf(current, proposals)[number - 1]
      if (!answer) return
      onTake(current, answer)
    } else return
    event.preventDefault()
  }

  // A place picked in the text brings its line into sight.
  useEffect(() => {
    if (active !== null)
      list.current?.querySelector(`[data-proposal="${CSS.escape(active)}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [active])

  // The first open one waits for the keys as soon as the list is there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the notice was read
  useEffect(() => {
    focus(nextOpen(draft, ordered, null) ?? ordered[0]?.id ?? null)
  }, [])

  return (
    <section className="own-proposals" aria-label="认出来的内容" data-region>
      <header className="own-proposals-head">
        <h2>认出来的</h2>
        <span className="quiet">{open.length > 0 ? `还有 ${open.length} 条没定` : '都定了'}</span>
        <Button type={undoubted.length > 0 ? 'primary' : 'default'} disabled={undoubted.length === 0} onClick={takeAll}>
          全部采用没有疑问的{undoubted.length > 0 ? `（${undoubted.length} 条）` : ''}
        </Button>
      </header>
      <p className="quiet own-keys">
        <kbd>Enter</kbd> 采用 · <kbd>E</kbd> 改 · <kbd>Delete</kbd> 不用 · <kbd>↓</kbd> 下一条 · 有疑问的按 <kbd>1</kbd>{' '}
        <kbd>2</kbd> <kbd>3</kbd> 选
      </p>
      {/** biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the buttons inside */}
      <div ref={list} onKeyDown={press}>
        {groups.map((group) => (
          <section key={group.name} aria-label={`认出来的：${group.name}`}>
            <h3>{group.name}</h3>
            <ul>
              {group.proposals.map((one) => (
                <ProposalRow
                  key={one.id}
                  proposal={one}
                  proposals={proposals}
                  decision={draft.decisions[one.id]}
                  active={one.id === active}
                  changing={one.id === changing}
                  onActivate={() => onActivate(one.id)}
                  onChanging={(on) => {
                    setChanging(on ? one.id : null)
                    if (!on) focus(one.id)
                  }}
                  onTake={onTake}
                  onChange={onChange}
                  onDrop={onDrop}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </section>
  )
}
