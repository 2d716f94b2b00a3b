import { FileExcelOutlined } from '@ant-design/icons'
import { Button, Modal, Radio } from 'antd'
import { type ReactNode, useState } from 'react'
import type { SavedSheet } from '../../shared/api/sheets.ts'
import type { ProblemData } from '../../shared/problems.ts'
import { problemOf } from '../api.ts'
import { announce } from './announce.ts'
import { ProblemNote } from './ProblemNote.tsx'

type Order = {
  /** Suggested name of the file, without ending. */
  name: string
  hasPersonal: boolean
  /** Before it begins: what stands on the screen is kept first. */
  before?: () => Promise<boolean>
  save: (order: { masked: boolean; out: string }) => Promise<SavedSheet>
}

type Props = Order & { size?: 'large' }

const fileName = (text: string): string => text.replace(/[\\/:*?"<>|\s]+/gu, '_').slice(0, 80)

/** 存 Excel 表; where there is something personal in it, asks first whether to cover it. */
export function useSaveSheet({ name, hasPersonal, before, save }: Order): { begin: () => void; dialog: ReactNode } {
  const [asking, setAsking] = useState(false)
  const [masked, setMasked] = useState(true)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const write = async () => {
    setProblem(null)
    try {
      const filters = [{ name: 'Excel 表', extensions: ['xlsx'] }]
      const out = await window.kexie.saveAs({ title: '存 Excel 表', defaultName: `${fileName(name)}.xlsx`, filters })
      if (out === null) return
      const { path, records } = await save({ masked: hasPersonal ? masked : true, out })
      setAsking(false)
      announce(`已存 Excel 表（${records} 份）${hasPersonal && masked ? '，个人信息已遮盖' : ''}`, {
        label: '打开所在文件夹',
        run: () => void window.kexie.showInFolder(path),
      })
    } catch (thrown) {
      setProblem(problemOf(thrown))
      setAsking(true)
    }
  }
  const begin = async () => {
    if (before !== undefined && !(await before())) return
    setMasked(true)
    if (hasPersonal) setAsking(true)
    else await write()
  }
  const dialog = asking ? (
    <Modal open title="存 Excel 表" footer={null} width={480} onCancel={() => setAsking(false)}>
      <div className="stack">
        {hasPersonal ? (
          <Radio.Group
            aria-label="个人信息"
            value={masked}
            onChange={(event) => setMasked(event.target.value as boolean)}
            options={[
              { value: true, label: '遮盖个人信息' },
              { value: false, label: '保留（只在本单位用）' },
            ]}
          />
        ) : null}
        <ProblemNote problem={problem} />
        <div className="dialog-foot">
          <Button size="large" onClick={() => setAsking(false)}>
            先不存
          </Button>
          <Button size="large" type="primary" onClick={() => void write()}>
            选择位置，保存
          </Button>
        </div>
      </div>
    </Modal>
  ) : null
  return { begin: () => void begin(), dialog }
}

export function SaveSheetButton({ size, ...order }: Props) {
  const { begin, dialog } = useSaveSheet(order)
  return (
    <>
      <Button {...(size && { size })} icon={<FileExcelOutlined aria-hidden="true" />} onClick={begin}>
        存 Excel 表
      </Button>
      {dialog}
    </>
  )
}
