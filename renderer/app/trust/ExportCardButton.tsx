import { Button } from 'antd'
import { useState } from 'react'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { announce } from '../announce.ts'
import { useAppState } from '../app-state.ts'
import { askForPassphrase } from '../keys/protect.ts'
import { ProblemNote } from '../ProblemNote.tsx'

/** Writes the office's card to a place that the person chooses. */
export function ExportCardButton({
  primary = false,
  next = '请发给对方，并等对方来电话比对指纹码。',
}: {
  primary?: boolean
  /** What is done with the file. */
  next?: string
}) {
  const office = useAppState((held) => held.state?.office)
  const keys = useAppState((held) => held.state?.keys.state)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const write = async () => {
    setProblem(null)
    try {
      const out = await window.kexie.saveAs({
        title: '导出单位名片',
        defaultName: `单位名片-${office?.name ?? ''}.zip`,
        filters: [{ name: '单位名片', extensions: ['zip'] }],
      })
      if (out === null) return
      // Others will trust what this card names: from here on the keys must have a way back.
      if (keys === 'open' && !(await askForPassphrase('导出单位名片'))) return
      const written = await call('offices.exportCard', { out })
      announce(`单位名片已写出。${next}`, {
        label: '在文件夹中显示',
        run: () => void window.kexie.showInFolder(written.path),
      })
    } catch (thrown) {
      setProblem(problemOf(thrown))
    }
  }
  return (
    <>
      <Button type={primary ? 'primary' : 'default'} onClick={() => void write()}>
        导出单位名片
      </Button>
      <ProblemNote problem={problem} />
    </>
  )
}
