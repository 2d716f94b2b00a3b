import { Button, Modal, Radio } from 'antd'
import { useId, useState } from 'react'
import type { PaperKind } from '../../../shared/api/papers.ts'
import { paperNames } from '../../../shared/wording/papers.ts'
import { call } from '../../api.ts'
import { Input } from '../../ui/Input.tsx'
import { InputNumber } from '../../ui/InputNumber.tsx'
import { announce } from '../announce.ts'
import { keep, keptOf } from '../kept.ts'
import { ProblemNote } from '../ProblemNote.tsx'
import { useAttempt } from '../use-attempt.ts'
import { type PaperAsk, paperKinds, paperOrderOf, usualCopies } from './paper-ask.ts'

const departmentKey = 'papers.department'
const copiesWords: Readonly<Partial<Record<PaperAsk['of'], string>>> = {
  records: '盖章份数',
  waiting: '每份盖章份数',
  package: '纸质件份数',
  handover: '纸质件份数',
}
const leads: Readonly<Record<PaperKind, string>> = {
  draft: '拟稿、审核、签发留给手写，其余已填好。',
  'seal-approval': '审核、签发、用印人留给手写，其余已填好。',
  'stamp-list': '所有待盖章的材料列成一张，连同打印件交给保管印章的人。',
  'package-slip': '列出报送包的文件、每份材料和核对码，双方签名各留一份。',
  'handover-slip': '列出文件夹里的每份材料和核对码，双方签名各留一份。',
  'office-registration': '单位名称、指纹码已填好；地址、负责人等手写后盖章，交上级留存。',
}

type Props = { ask: PaperAsk; onClose: () => void }

/** What little a paper needs to be told, and the three ways out: printer, PDF, Word. */
export function PaperDialog({ ask, onClose }: Props) {
  const id = useId()
  const kinds = paperKinds(ask)
  const [kind, setKind] = useState<PaperKind>(kinds[0] ?? 'draft')
  const [copies, setCopies] = useState(usualCopies(ask))
  const [department, setDepartment] = useState(() => keptOf(departmentKey) ?? '')
  const { problem, setProblem, attempt, idle } = useAttempt<'print' | 'pdf' | 'docx'>()
  const name = paperNames[kind]
  const copiesLabel = copiesWords[ask.of]

  const guarded = (way: 'print' | 'pdf' | 'docx', work: () => Promise<void>) => {
    keep(departmentKey, department.trim() || null)
    return attempt(way, work)
  }
  const order = () => paperOrderOf(ask, kind, { copies, department: department.trim() })
  const print = () =>
    guarded('print', async () => {
      const answer = await window.kexie.print({ order: order() })
      if ('problem' in answer) return setProblem(answer.problem)
      if (answer.outcome !== 'printed') return
      announce(`${name}已交给打印机。`)
      onClose()
    })
  const save = (way: 'pdf' | 'docx') =>
    guarded(way, async () => {
      const filters = [{ name: way === 'pdf' ? 'PDF 文件' : 'Word 文档', extensions: [way] }]
      const out = await window.kexie.saveAs({ title: `保存${name}`, defaultName: `${name}.${way}`, filters })
      if (out === null) return
      const saved = await call(way === 'pdf' ? 'papers.savePdf' : 'papers.saveDocx', { order: order(), out })
      announce(`${name}已保存。`, { label: '打开所在文件夹', run: () => void window.kexie.showInFolder(saved.path) })
      onClose()
    })
  return (
    <Modal
      open
      title={kinds.length > 1 ? '用印审批' : name}
      footer={null}
      width={520}
      onCancel={onClose}
      destroyOnHidden
    >
      <div className="stack">
        {kinds.length > 1 ? (
          <Radio.Group
            aria-label="打印哪一种"
            value={kind}
            onChange={(event) => setKind(event.target.value as PaperKind)}
            options={kinds.map((one) => ({ value: one, label: paperNames[one] }))}
          />
        ) : null}
        <p className="quiet">{leads[kind]}</p>
        {copiesLabel === undefined ? null : (
          <div>
            <label className="field-label" htmlFor={`${id}-copies`}>
              {copiesLabel}
            </label>
            <InputNumber
              id={`${id}-copies`}
              min={0}
              max={999}
              precision={0}
              value={copies}
              onChange={(value) => setCopies(value ?? 0)}
            />
          </div>
        )}
        {ask.of === 'records' ? (
          <div>
            <label className="field-label" htmlFor={`${id}-department`}>
              {kind === 'draft' ? '拟稿部门' : '申请部门'}
            </label>
            <Input
              id={`${id}-department`}
              maxLength={40}
              placeholder="如：办公室"
              value={department}
              onChange={(event) => setDepartment(event.target.value)}
            />
          </div>
        ) : null}
        <ProblemNote problem={problem} />
        <div className="dialog-foot">
          <Button size="large" {...idle('docx')} onClick={() => void save('docx')}>
            存为 Word
          </Button>
          <Button size="large" {...idle('pdf')} onClick={() => void save('pdf')}>
            存为 PDF
          </Button>
          <Button size="large" type="primary" {...idle('print')} onClick={() => void print()}>
            打印
          </Button>
        </div>
      </div>
    </Modal>
  )
}
