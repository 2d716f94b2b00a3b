import { CopyOutlined, FileExcelOutlined, GlobalOutlined, OrderedListOutlined, PlusOutlined } from '@ant-design/icons'
import { type ReactNode, useState } from 'react'
import type { ProblemData } from '../../../../shared/problems.ts'
import { call, problemOf } from '../../../api.ts'
import { announce } from '../../../app/announce.ts'
import type { FilterChoice } from '../../../ui/FilterBar.tsx'
import type { MoreEntry } from '../../../ui/MoreMenu.tsx'
import { ArrangeDialog } from './ArrangeDialog.tsx'
import { ByHandDialog } from './ByHandDialog.tsx'
import { CopyDialog } from './CopyDialog.tsx'
import { FileDialog, pickRosterFile, type ReadRoster } from './FileDialog.tsx'
import { RegionDialog } from './RegionDialog.tsx'
import type { RosterAddition } from './roster-addition.ts'

export type RosterWays = {
  entries: readonly MoreEntry[]
  dialog: ReactNode
  problem: ProblemData | null
}
type Open = { kind: 'regions' | 'by-hand' | 'copy' | 'arrange' } | { kind: 'file'; read: ReadRoster }

/** The ways to a roster; the same ones on the empty screen and behind 名单. */
export function useRosterWays(noticeId: string | null, choices: readonly FilterChoice[]): RosterWays {
  const [open, setOpen] = useState<Open | null>(null)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const close = () => setOpen(null)
  const begin = (next: Open) => {
    setProblem(null)
    setOpen(next)
  }
  const fromFile = () => {
    setProblem(null)
    pickRosterFile().then(
      (read) => read && setOpen({ kind: 'file', read }),
      (thrown: unknown) => setProblem(problemOf(thrown)),
    )
  }
  const entries: MoreEntry[] = [
    { name: '从 Excel 名单', icon: <FileExcelOutlined aria-hidden="true" />, run: fromFile },
    {
      name: '按行政区划选',
      icon: <GlobalOutlined aria-hidden="true" />,
      run: () => begin({ kind: 'regions' }),
    },
    {
      name: '照搬另一个通知的名单',
      icon: <CopyOutlined aria-hidden="true" />,
      run: () => begin({ kind: 'copy' }),
    },
    { name: '手工添加', icon: <PlusOutlined aria-hidden="true" />, run: () => begin({ kind: 'by-hand' }) },
    {
      name: '调整顺序、移出',
      icon: <OrderedListOutlined aria-hidden="true" />,
      run: () => begin({ kind: 'arrange' }),
    },
  ]
  /** Rejects with the Problem; the dialog tells it. */
  const add = async (offices: RosterAddition): Promise<void> => {
    if (noticeId === null) return
    const roster = await call('rosters.add', { noticeId, offices })
    announce(`名单上现在有 ${roster.offices.length} 个单位。`)
    close()
  }
  const shown = () => {
    if (open === null || noticeId === null) return null
    switch (open.kind) {
      case 'regions':
        return <RegionDialog onAdd={add} onClose={close} />
      case 'by-hand':
        return <ByHandDialog onAdd={add} onClose={close} />
      case 'file':
        return <FileDialog read={open.read} onAdd={add} onClose={close} />
      case 'copy':
        return (
          <CopyDialog noticeId={noticeId} choices={choices.filter(({ value }) => value !== noticeId)} onClose={close} />
        )
      case 'arrange':
        return <ArrangeDialog noticeId={noticeId} onClose={close} />
    }
  }
  return { entries, dialog: shown(), problem }
}
