import { CloseOutlined, LoadingOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import type { VerifiedPackage } from '../../../shared/api/packages.ts'
import { announce } from '../../app/announce.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { FindingList } from '../../app/packages/FindingList.tsx'
import { ToneMark } from '../../app/ToneMark.tsx'
import { TrustDialog, type TrustSubject } from '../../app/trust/TrustDialog.tsx'
import { isKnown, packageKinds, verdictOf } from '../../text/packages.ts'
import { Mark } from '../../ui/Mark.tsx'
import { Section } from '../../ui/Page.tsx'
import {
  type Arrival,
  chooseAndVerify,
  fileNameOf,
  outcomeSentence,
  putAway,
  takeIn,
  useArrivals,
  verifyFiles,
} from './arrivals.ts'

function holds(verified: VerifiedPackage): string[] {
  return verified.findings.filter((finding) => finding.severity === 'hold').map((finding) => finding.code)
}

/** What a person may do with this file; the first is the main one. */
function Choices({
  arrival,
  verified,
  onCompare,
}: {
  arrival: Arrival
  verified: VerifiedPackage
  onCompare: (subject: TrustSubject) => void
}) {
  const { path, busy } = arrival
  const { sender } = verified
  // A package brings its sender's card along, but only the card file itself can be compared.
  const needsCard = verified.kind !== 'office-card' && verified.findings.some(({ code }) => code === 'card.unknown')
  if (!verified.ok) return null
  if (arrival.outcome !== null && arrival.outcome.result !== 'refused') return null
  if (isKnown(verified)) return null
  const others = holds(verified).filter(
    (code) => code !== 'package.gap' && !code.endsWith('trusted') && code !== 'card.unknown',
  )
  const gap = holds(verified).includes('package.gap')
  return (
    <div className="arrival-choices">
      {!verified.trusted && sender && needsCard ? (
        <>
          <span>还没有对方的单位名片：请先选择名片文件，比对指纹码以后这一份会再核对一次。</span>
          <Button type="primary" onClick={() => void chooseAndVerify()}>
            选择单位名片
          </Button>
        </>
      ) : null}
      {!verified.trusted && sender && !needsCard ? (
        <Button
          type="primary"
          onClick={() =>
            onCompare({
              officeId: sender.officeId,
              name: sender.name,
              card: verified.kind === 'office-card' ? path : null,
            })
          }
        >
          比对指纹码
        </Button>
      ) : null}
      {verified.trusted && others.length === 0 ? (
        <Button type="primary" loading={busy} onClick={() => void takeIn(path, gap)}>
          {gap ? '缺号也收入' : '收入'}
        </Button>
      ) : null}
      {!verified.trusted || others.length > 0 ? (
        <Button loading={busy} onClick={() => void takeIn(path, false)}>
          先放到待决定
        </Button>
      ) : null}
    </div>
  )
}

function ArrivalRow({ arrival, onCompare }: { arrival: Arrival; onCompare: (subject: TrustSubject) => void }) {
  const { path, verified, outcome, problem } = arrival
  const name = fileNameOf(path)
  return (
    <li className="arrival">
      <div className="arrival-head">
        {verified ? (
          <ToneMark worded={outcome?.result === 'imported' ? { word: '已收入', tone: 'good' } : verdictOf(verified)} />
        ) : problem ? null : (
          <Mark tone="work" icon={<LoadingOutlined aria-hidden="true" />}>
            正在核对
          </Mark>
        )}
        <span className="arrival-name one-line" title={path}>
          {name}
        </span>
        <button type="button" className="plain-button" aria-label={`收起：${name}`} onClick={() => putAway(path)}>
          <CloseOutlined aria-hidden="true" />
        </button>
      </div>
      {verified?.sender ? (
        <p className="quiet">
          {verified.sender.name}
          {verified.kind ? `的${packageKinds[verified.kind]}` : ''}
          {verified.sequence ? `，第 ${verified.sequence} 号` : ''}
          {verified.ok && verified.trusted && !outcome ? '。签名、内容、附件都核对过，没有改动。' : ''}
        </p>
      ) : null}
      {outcome ? <p>{outcomeSentence(outcome)}</p> : null}
      {verified && outcome?.result !== 'imported' ? <FindingList findings={verified.findings} /> : null}
      <ProblemNote problem={problem} action={<Button onClick={() => void verifyFiles([path])}>再核对一次</Button>} />
      {verified ? <Choices arrival={arrival} verified={verified} onCompare={onCompare} /> : null}
    </li>
  )
}

function isClean({ verified, outcome }: Arrival): boolean {
  return verified !== null && outcome === null && verified.ok && verified.trusted && holds(verified).length === 0
}

/** The files chosen just now, each with its verdict and every finding. */
export function Arrivals() {
  const arrivals = useArrivals((held) => held.arrivals)
  const [subject, setSubject] = useState<TrustSubject | null>(null)
  if (arrivals.length === 0) return null
  const clean = arrivals.filter(isClean)
  const takeAll = async () => {
    for (const arrival of clean) await takeIn(arrival.path, false)
  }
  return (
    <Section
      title="刚选的文件"
      actions={
        clean.length > 1 ? <Button onClick={() => void takeAll()}>{`收入核对无误的 ${clean.length} 份`}</Button> : null
      }
    >
      <ul className="rows">
        {arrivals.map((arrival) => (
          <ArrivalRow key={arrival.path} arrival={arrival} onCompare={setSubject} />
        ))}
      </ul>
      {subject ? (
        <TrustDialog
          subject={subject}
          upstream={false}
          onClose={() => setSubject(null)}
          onTrusted={(office) => {
            setSubject(null)
            // A card that was compared is taken in: nothing more is to be done with its file.
            if (subject.card !== null) putAway(subject.card)
            announce(`指纹码一致，${office.name}已比对。`)
            const again = arrivals.filter(
              (arrival) =>
                arrival.path !== subject.card &&
                arrival.verified?.sender?.officeId === office.officeId &&
                arrival.outcome?.result !== 'imported',
            )
            void verifyFiles(again.map((arrival) => arrival.path))
          }}
        />
      ) : null}
    </Section>
  )
}
