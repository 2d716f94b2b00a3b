import { FolderOpenOutlined, SaveOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import type { HeldChoice, HeldPackage } from '../../../shared/api/intake.ts'
import { useNow } from '../../app/app-state.ts'
import { copyText } from '../../app/copy-text.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { FindingList } from '../../app/packages/FindingList.tsx'
import { findingParts } from '../../app/packages/finding-order.ts'
import { TrustDialog } from '../../app/trust/TrustDialog.tsx'
import { momentText } from '../../text/dates.ts'
import { askAgainText, askMissingText } from '../../text/intake.ts'
import { packageKinds } from '../../text/packages.ts'
import { ConflictDialog } from './conflicts/ConflictDialog.tsx'
import { SetAsideDialog } from './SetAsideDialog.tsx'
import { useHeld } from './use-held.ts'

type Asking = 'trust' | 'conflict' | 'set-aside' | null

function Choice({
  choice,
  main,
  busy,
  onChoose,
}: {
  choice: HeldChoice
  main: boolean
  busy: boolean
  onChoose: () => void
}) {
  return (
    <li className="held-choice">
      <Button type={main ? 'primary' : 'default'} disabled={!choice.possible || busy} onClick={onChoose}>
        {choice.label}
      </Button>
      <p className={choice.possible ? undefined : 'quiet'}>{choice.meaning}</p>
    </li>
  )
}

/** One package that waits: why, what a person can do about it, and what each means. */
export function HeldDetail({
  held,
  onNext,
}: {
  held: HeldPackage
  /** It is settled, or stays as it is: on to the next one. */
  onNext: () => void
}) {
  const now = useNow()
  const [asking, setAsking] = useState<Asking>(null)
  const { problem, busy, decide, takeInNotice } = useHeld(held, onNext)
  const { choices } = held
  const main = choices.find((choice) => choice.possible && choice.id !== 'set-aside' && choice.id !== 'wait')
  const why = held.findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ message }) => findingParts(message).what)

  // What the finding says in brackets at its end.
  const gap = held.findings.find(({ code }) => code === 'package.gap' || code === 'package.volume-missing')
  const missing = /（([^（）]*缺第[^（）]*)）$/u.exec(gap?.message ?? '')?.[1] ?? ''

  const choose = (id: HeldChoice['id']) => {
    switch (id) {
      case 'compare-fingerprint':
        return setAsking('trust')
      case 'resolve-conflict':
        return setAsking('conflict')
      case 'set-aside':
        return setAsking('set-aside')
      case 'take-in-notice':
        return void takeInNotice()
      case 'again':
        return void decide({ choice: 'again' })
      case 'take':
        return void decide({ choice: 'take' })
      case 'ask-again':
        return copyText(
          missing === '' ? askAgainText(held, why.slice(0, 1)) : askMissingText(held, missing),
          '给对方的话',
        )
      case 'wait':
        return onNext()
    }
  }

  return (
    <section className="intake-detail" aria-label={`${held.senderName} 第 ${held.sequence} 号`}>
      <h2 title={held.senderName}>{held.senderName}</h2>
      <p className="quiet">
        {packageKinds[held.kind]} 第 {held.sequence} 号 · {momentText(held.receivedAt, now)} 收到 · 对方电脑记的是{' '}
        {momentText(held.createdAt, now)}
      </p>
      <FindingList findings={held.findings} />
      <ul className="held-choices" aria-label="可以怎么办">
        {choices.map((choice) => (
          <Choice
            key={choice.id}
            choice={choice}
            main={choice === main}
            busy={busy}
            onChoose={() => choose(choice.id)}
          />
        ))}
      </ul>
      <ProblemNote problem={problem} />
      <p className="quiet held-kept">
        {held.kept ? (
          <>
            <SaveOutlined aria-hidden="true" /> 原文件在本机存了一份，U 盘可以拔下。
          </>
        ) : (
          <>
            <FolderOpenOutlined aria-hidden="true" /> 本机没有另存，请留着原来的文件：{held.path ?? held.fileName}
          </>
        )}
      </p>
      {asking === 'trust' ? (
        <TrustDialog
          subject={{ officeId: held.senderOfficeId, name: held.senderName, card: null }}
          upstream={false}
          onClose={() => setAsking(null)}
          onTrusted={() => {
            setAsking(null)
            void decide({ choice: 'again' })
          }}
        />
      ) : null}
      {asking === 'conflict' ? (
        <ConflictDialog
          held={held}
          onClose={() => setAsking(null)}
          onDone={(conflicts) => {
            setAsking(null)
            void decide({ choice: 'take', conflicts })
          }}
        />
      ) : null}
      {asking === 'set-aside' ? (
        <SetAsideDialog
          held={held}
          onClose={() => setAsking(null)}
          onDone={(reason) => {
            setAsking(null)
            void decide({ choice: 'set-aside', reason })
          }}
        />
      ) : null}
    </section>
  )
}
