import { HourglassOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import type { OfferedOffice, PendingRequest } from '../../../shared/api/devices.ts'
import { call } from '../../api.ts'
import { useNow } from '../../app/app-state.ts'
import { Brand } from '../../app/Brand.tsx'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { useAttempt } from '../../app/use-attempt.ts'
import { momentText } from '../../text/dates.ts'
import { FingerprintGroups } from '../../ui/FingerprintGroups.tsx'
import { enterOffice } from './enter-office.ts'
import { writeRequest } from './write-request.ts'

/** Between 加机申请 and 加机许可, over as many starts of the program as it takes. */
export function WaitingDoor({ request, onLeave }: { request: PendingRequest; onLeave: () => void }) {
  const now = useNow()
  const { problem, attempt, idle } = useAttempt<'read' | 'join' | 'again'>()
  const [offered, setOffered] = useState<(OfferedOffice & { path: string }) | null>(null)
  const [again, setAgain] = useState<string | null>(null)
  const choose = () =>
    void attempt('read', async () => {
      setOffered(null)
      const [path] = await window.kexie.pickFiles({
        title: '选择加机许可',
        filters: [{ name: '加机许可', extensions: ['age'] }],
      })
      if (path !== undefined) setOffered({ ...(await call('devices.readGrant', { path })), path })
    })
  const join = ({ path, groups }: OfferedOffice & { path: string }) =>
    void attempt('join', async () => {
      const state = await call('devices.join', { path, fingerprint: groups.join(' ') })
      await enterOffice(state, (office) => `这台电脑已加入${office}。请把新名片交给上级。`)
    })
  const rewrite = () =>
    void attempt('again', async () => {
      const written = await writeRequest(request.name)
      if (written) setAgain(written.path)
    })
  return (
    <main className="door">
      <div className="door-card door-wide">
        <div className="door-brand">
          <Brand />
          科协报送台
        </div>
        <h1>
          <HourglassOutlined aria-hidden="true" /> 正在等加机许可
        </h1>
        <p className="quiet">
          “{request.name}”的加机申请是{momentText(request.createdAt, now)}
          写的。可以关掉程序，再打开还在这里。
        </p>
        <ol className="return-steps">
          <li>把“加机申请”文件拿到本单位正在用的那台电脑上。</li>
          <li>
            在那台电脑打开“设置”，在“本单位的电脑”里点“添加一台电脑”，选这个文件，照输下面的申请码：
            <div className="return-code">
              <FingerprintGroups groups={request.code} name="申请码" />
            </div>
          </li>
          <li>
            把它写出的“加机许可”拿回来，在这里选。
            {offered ? (
              <div className="return-code" role="status">
                它是“{offered.officeName}”的。请和那台电脑显示的本单位指纹码逐组对照，八组全部一致才能加入：
                <FingerprintGroups groups={offered.groups} name="加机许可上的指纹码" />
              </div>
            ) : null}
          </li>
        </ol>
        <ProblemNote problem={problem} />
        {offered ? (
          <Button type="primary" size="large" block autoFocus {...idle('join')} onClick={() => join(offered)}>
            八组全部一致，加入“{offered.officeName}”
          </Button>
        ) : null}
        <Button
          type={offered ? 'default' : 'primary'}
          size="large"
          block
          autoFocus={!offered}
          {...idle('read')}
          onClick={choose}
        >
          {offered ? '不一致，换一个加机许可' : '选择加机许可'}
        </Button>
        <div className="return-others">
          <button type="button" className="plain-button link-button" onClick={rewrite}>
            再写一份加机申请
          </button>
          <button type="button" className="plain-button link-button" onClick={onLeave}>
            不等了，回到开头
          </button>
        </div>
        {again === null ? null : (
          <p className="quiet" role="status">
            已写到 {again}，申请码不变。
          </p>
        )}
      </div>
    </main>
  )
}
