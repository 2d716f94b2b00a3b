import { Button, Modal } from 'antd'
import { useState } from 'react'
import type { KnownOffice } from '../../../shared/api/offices.ts'
import type { ExportedPackage } from '../../../shared/api/packages.ts'
import type { Rollup } from '../../../shared/api/rollups.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'
import { useSignedWrite } from '../../app/keys/use-signed-write.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { TargetFolderLine, useTargetFolder } from '../../app/TargetFolder.tsx'
import { RecipientLine } from '../../app/trust/RecipientLine.tsx'
import { useMethod } from '../../app/use-method.ts'
import { fileNameOf } from '../../text/file-names.ts'

type Props = { rollup: Rollup; onFill: () => void; onClose: () => void }

/** What stands in the way, in one sentence; null when it can be written out. */
function obstacle(rollup: Rollup, evidence: number, recipient: KnownOffice | null): string | null {
  if (rollup.recordId === null) return '合计还没有填入本单位的表。先填入，补上其余几栏。'
  if (evidence === 0) return '没有下级签名的原件可以附上（都是代录的）。请到“报送”里报本单位的表。'
  if (recipient === null) return '请先选择报给哪个单位。'
  return recipient.trusted ? null : '请先和对方打电话比对指纹码，再上报。'
}

/** 上报: our own form with the totals, and beside it what every office signed, so that the next one can check each number. */
export function ForwardDialog({ rollup, onFill, onClose }: Props) {
  const { noticeId, recordId } = rollup
  const { value: offices } = useMethod('offices.list', {}, ['offices'])
  const [asked, setAsked] = useState<string | null>(null)
  const target = useTargetFolder('汇总的报送包写到哪个文件夹')
  const { busy, problem, write } = useSignedWrite('上报汇总', target)
  const counted = rollup.rows.filter(({ leftOut }) => leftOut === null)
  const signed = counted.filter(({ from }) => from === 'package')
  const entered = counted.filter(({ from }) => from === 'entered')
  const upstream = offices?.find((office) => office.isUpstream) ?? null
  const to = asked ?? upstream?.officeId ?? null
  const recipient = offices?.find((office) => office.officeId === to) ?? null
  const why = obstacle(rollup, signed.length, recipient)

  const told = (made: ExportedPackage, name: string) => {
    const bytes = made.files.reduce((sum, { bytes: one }) => sum + one, 0)
    const parts = made.files.length > 1 ? `，分成 ${made.files.length} 个文件，要一起交` : ''
    const names = made.files.map(({ path }) => fileNameOf(path)).join('、')
    return `汇总的报送包已写好并重新核对过（${bytesText(bytes)}${parts}）：${names}。里面有本单位的表和 ${signed.length} 份下级签名的原件。请交给${name}。`
  }
  const run = async () => {
    if (recipient === null || recordId === null) return
    const made = await write<'packages.forward'>((out) => ({
      title: `上报汇总，给${recipient.name}`,
      method: 'packages.forward',
      input: {
        noticeId,
        to: recipient.officeId,
        out,
        recordIds: [...new Set(signed.map((row) => row.recordId))],
        ownRecordIds: [recordId],
      },
      ending: (done) => {
        const [first] = done.files
        return {
          sentence: told(done, recipient.name),
          next: first ? { label: '在文件夹中显示', run: () => void window.kexie.showInFolder(first.path) } : null,
        }
      },
    }))
    if (made !== null) onClose()
  }
  return (
    <Modal open title="上报汇总" footer={null} width={720} maskClosable={false} onCancel={onClose}>
      <div className="stack">
        <ul className="rollup-parcel">
          <li>
            本单位的表《{rollup.formName}》，合计和每家的数都在里面
            {recordId === null ? (
              '（还没有填）'
            ) : (
              <button
                type="button"
                className="plain-button link-button"
                onClick={() => {
                  onClose()
                  void navigate({ screen: 'record', recordId, field: null })
                }}
              >
                看这份表
              </button>
            )}
          </li>
          <li>{signed.length} 份下级签名的原件，上级能逐家核对</li>
          {entered.length > 0 ? (
            <li>
              {entered.length} 家是代录的，没有签名的原件，只列数字：
              {entered
                .slice(0, 3)
                .map(({ officeName }) => officeName)
                .join('、')}
              {entered.length > 3 ? '等' : ''}
            </li>
          ) : null}
          {rollup.missing.length > 0 ? <li>还有 {rollup.missing.length} 家没有算进来</li> : null}
          {rollup.changedSince && rollup.frozenAt !== null ? <li>冻结以后有变化，还没有出补充报告</li> : null}
        </ul>
        {offices ? <RecipientLine offices={offices} to={to} onChoose={setAsked} /> : null}
        <TargetFolderLine target={target} />
        {why ? <p className="rollup-why">{why}</p> : null}
        <ProblemNote problem={problem} action={<Button onClick={() => void target.choose()}>换一个文件夹</Button>} />
        <div className="dialog-foot">
          <Button size="large" onClick={onClose}>
            先不报
          </Button>
          {recordId === null ? (
            <Button
              size="large"
              type="primary"
              onClick={() => {
                onClose()
                onFill()
              }}
            >
              填入本单位的表
            </Button>
          ) : (
            <Button size="large" type="primary" disabled={why !== null} loading={busy} onClick={() => void run()}>
              写出报送包
            </Button>
          )}
        </div>
      </div>
    </Modal>
  )
}
