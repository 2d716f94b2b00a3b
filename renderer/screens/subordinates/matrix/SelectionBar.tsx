import { Button } from 'antd'
import { useState } from 'react'
import type { Matrix, MatrixRow } from '../../../../shared/api/rosters.ts'
import { copyText } from '../../../app/copy-text.ts'
import { ChaseDialog } from './ChaseDialog.tsx'
import { ChaseTextDialog } from './ChaseTextDialog.tsx'

type Props = {
  matrix: Matrix
  rows: readonly MatrixRow[]
  /** Rows in the list. */
  shown: number
  onAll: () => void
  onClear: () => void
}

/** Stands above the matrix while offices are ticked. */
export function SelectionBar({ matrix, rows, shown, onAll, onClear }: Props) {
  const [open, setOpen] = useState<'chase' | 'text' | null>(null)
  const phones = rows.map(({ office }) => `${office.name} ${office.phone}`.trim()).join('\n')
  return (
    // biome-ignore lint/a11y/useSemanticElements: a bar of actions, not a fieldset
    <div className="matrix-selection" role="group" aria-label="所选单位">
      <strong role="status">已选 {rows.length} 个单位</strong>
      <Button type="primary" onClick={() => setOpen('chase')}>
        记一次催报
      </Button>
      <Button onClick={() => setOpen('text')}>群里催报的话</Button>
      <Button onClick={() => copyText(phones, '单位和电话')}>复制名称和电话</Button>
      {rows.length < shown ? (
        <button type="button" className="plain-button link-button" onClick={onAll}>
          全选 {shown} 个
        </button>
      ) : null}
      <button type="button" className="plain-button link-button" onClick={onClear}>
        全不选
      </button>
      {open === 'chase' ? (
        <ChaseDialog noticeId={matrix.noticeId} rows={rows} onClose={() => setOpen(null)} />
      ) : open === 'text' ? (
        <ChaseTextDialog
          noticeId={matrix.noticeId}
          officeIds={rows.map(({ office }) => office.officeId)}
          group
          title={`发到群里的话（所选 ${rows.length} 个单位里还没有报齐的）`}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </div>
  )
}
