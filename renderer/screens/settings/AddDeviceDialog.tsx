import { CheckCircleOutlined, FolderOpenOutlined } from '@ant-design/icons'
import { Button, Modal } from 'antd'
import { type FormEvent, useState } from 'react'
import type { DeviceRequest, GrantedDevice } from '../../../shared/api/devices.ts'
import { call } from '../../api.ts'
import { useAppState, useNow } from '../../app/app-state.ts'
import { askForPassphrase } from '../../app/keys/protect.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { useAttempt } from '../../app/use-attempt.ts'
import { momentText } from '../../text/dates.ts'
import { asFileName, fileNameOf } from '../../text/file-names.ts'
import { emptyGroups, FingerprintEntry, isComplete } from '../../ui/FingerprintEntry.tsx'
import { FingerprintGroups } from '../../ui/FingerprintGroups.tsx'

function Done({ granted, onClose }: { granted: GrantedDevice; onClose: () => void }) {
  return (
    <div className="stack">
      <p role="status">
        <CheckCircleOutlined aria-hidden="true" className="device-done" /> 加机许可已写好：{fileNameOf(granted.path)}
      </p>
      <ol className="device-steps">
        <li>
          拿到“{granted.name}
          ”上，点“选择加机许可”。只有那台电脑能打开它。它会显示本单位的指纹码，八组都和这里一致才加入：
          <FingerprintGroups groups={granted.groups} name="本单位指纹码" />
        </li>
        <li>名片上多了一台电脑：请导出单位名片，交给上级。</li>
      </ol>
      <div className="dialog-foot">
        <Button size="large" onClick={() => void window.kexie.showInFolder(granted.path)}>
          在文件夹中显示
        </Button>
        <Button size="large" type="primary" autoFocus onClick={onClose}>
          知道了
        </Button>
      </div>
    </div>
  )
}

/** 加机申请 of a new computer, its code as read off its screen, and the 加机许可 that answers it. */
export function AddDeviceDialog({ onClose }: { onClose: () => void }) {
  const now = useNow()
  const keys = useAppState((held) => held.state?.keys.state)
  const [request, setRequest] = useState<DeviceRequest | null>(null)
  const [code, setCode] = useState(emptyGroups)
  const [granted, setGranted] = useState<GrantedDevice | null>(null)
  const { problem, setProblem, attempt, idle } = useAttempt<'read' | 'grant'>()
  const choose = () =>
    void attempt('read', async () => {
      const [path] = await window.kexie.pickFiles({
        title: '选择加机申请',
        filters: [{ name: '加机申请', extensions: ['json'] }],
      })
      if (path === undefined) return
      setRequest(null)
      setCode(emptyGroups())
      setRequest(await call('devices.readRequest', { path }))
    })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!request || !isComplete(code)) return
    void attempt('grant', async () => {
      // Whoever holds this file holds the office's keys: they must not lie open where it comes from.
      if (keys === 'open' && !(await askForPassphrase('添加电脑'))) return
      const out = await window.kexie.saveAs({
        title: '写出加机许可',
        defaultName: `加机许可-${asFileName(request.name)}.age`,
        filters: [{ name: '加机许可', extensions: ['age'] }],
      })
      if (out === null) return
      setGranted(await call('devices.grant', { path: request.path, code: code.join(' '), out }))
    })
  }
  const wrong =
    problem?.code === 'device.code-mismatch' && 'differingGroups' in problem.details
      ? problem.details.differingGroups
      : []
  return (
    <Modal open title="添加一台电脑" footer={null} width={560} maskClosable={false} onCancel={onClose}>
      {granted ? (
        <Done granted={granted} onClose={onClose} />
      ) : (
        <form className="stack" onSubmit={submit}>
          <p>
            新电脑上先装好本程序，在第一页点“本单位以前用过本程序”，选“单位里另一台电脑正在用”，把它写出的加机申请拿到这里来。
          </p>
          <div className="device-file">
            <Button
              size="large"
              autoFocus
              icon={<FolderOpenOutlined aria-hidden="true" />}
              {...idle('read')}
              onClick={choose}
            >
              选择加机申请
            </Button>
            {request ? (
              <span role="status">
                <strong>{request.name}</strong>
                <span className="quiet"> {momentText(request.createdAt, now)} 申请</span>
              </span>
            ) : (
              <span className="quiet">还没有选</span>
            )}
          </div>
          {request ? (
            <div>
              <p className="device-code-lead">照新电脑屏幕上的申请码输入，证明这份申请是它写的、路上没有换过：</p>
              <FingerprintEntry
                name="申请码"
                groups={code}
                onChange={(next) => {
                  setCode(next)
                  setProblem(null)
                }}
                wrong={wrong}
              />
            </div>
          ) : null}
          <ProblemNote problem={problem} />
          <div className="dialog-foot">
            <Button size="large" onClick={onClose}>
              先不添加
            </Button>
            <Button
              size="large"
              type="primary"
              htmlType="submit"
              {...idle('grant')}
              disabled={request === null || !isComplete(code)}
            >
              写出加机许可
            </Button>
          </div>
        </form>
      )}
    </Modal>
  )
}
