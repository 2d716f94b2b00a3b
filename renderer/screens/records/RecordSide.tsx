import type { ReactNode } from 'react'
import { letterTable } from '../../../shared/form/letter-table.ts'
import { Segments } from '../../ui/Segments.tsx'
import { EarlierPanel } from './earlier/EarlierPanel.tsx'
import { RevisionList } from './RevisionList.tsx'
import { FiguresPanel } from './register/FiguresPanel.tsx'
import type { OpenRecord } from './use-record.ts'
import type { RecordActions } from './use-record-actions.ts'

const sideNames = { paper: '纸样', earlier: '以前填的', figures: '数字来源', revisions: '定稿记录' } as const
export type RecordSideName = keyof typeof sideNames

type Props = {
  record: OpenRecord
  actions: RecordActions
  hasFigures: boolean
  side: RecordSideName
  onSide: (side: RecordSideName) => void
  /** The figure whose activities are looked at. */
  figure: string | null
  onFigure: (field: string | null) => void
  /** False for a field that did not come back. */
  isOpen: (field: string) => boolean
  paper: ReactNode
}

/** Beside the form: its paper, what was written before, where its figures come from, its versions. */
export function RecordSide({ record, actions, hasFigures, side, onSide, figure, onFigure, isOpen, paper }: Props) {
  const { detail, values, latest, change } = record
  const { recordId, own } = detail.summary
  const purged = detail.purgedAt !== null
  const writable = own && !purged
  const options: { value: RecordSideName; label: string }[] = [{ value: 'paper', label: sideNames.paper }]
  if (!purged) options.push({ value: 'earlier', label: sideNames.earlier })
  if (hasFigures) options.push({ value: 'figures', label: sideNames.figures })
  options.push({ value: 'revisions', label: `${sideNames.revisions} ${detail.revisions.length}` })
  return (
    <aside className="record-side" aria-label="纸样与定稿记录">
      <div className="record-side-head">
        <Segments label="右边看什么" value={side} onChange={onSide} options={options} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keyboard */}
      <section className="record-side-place" tabIndex={0} aria-label={sideNames[side]}>
        {side === 'paper' ? (
          paper
        ) : side === 'earlier' ? (
          <EarlierPanel
            recordId={recordId}
            definition={detail.definition}
            values={values}
            latest={latest}
            disabled={!writable}
            isOpen={isOpen}
            change={change}
          />
        ) : side === 'figures' ? (
          <FiguresPanel detail={detail} field={figure} onField={onFigure} keep={actions.keep} />
        ) : (
          <RevisionList
            recordId={recordId}
            revisions={detail.revisions}
            own={writable}
            purged={purged}
            paper={letterTable(detail.definition) === null ? 'stamped' : 'signed'}
            onPrint={actions.printRevision}
            onDocx={actions.saveRevisionDocx}
            onUnstamp={actions.unstamp}
            onChanged={() => void record.reread().catch(() => undefined)}
          />
        )}
      </section>
    </aside>
  )
}
