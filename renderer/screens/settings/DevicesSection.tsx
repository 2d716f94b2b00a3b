import { CheckCircleOutlined, StopOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import type { DeviceInfo } from '../../../shared/api/devices.ts'
import { call } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { useNow } from '../../app/app-state.ts'
import { loadLater } from '../../app/load-later.tsx'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { useAttempt } from '../../app/use-attempt.ts'
import { useMethod } from '../../app/use-method.ts'
import { dayText } from '../../text/dates.ts'
import { deviceName } from '../../text/devices.ts'
import { Input } from '../../ui/Input.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Section } from '../../ui/Page.tsx'
import './devices.css'

const AddDeviceDialog = loadLater(async () => (await import('./AddDeviceDialog.tsx')).AddDeviceDialog)
const RenewDialog = loadLater(async () => (await import('./RenewDialog.tsx')).RenewDialog)
const RevokeDialog = loadLater(async () => (await import('./RevokeDialog.tsx')).RevokeDialog)

function NameForm({ device, onDone }: { device: DeviceInfo; onDone: () => void }) {
  const [name, setName] = useState(device.name)
  const { problem, attempt, idle } = useAttempt<'name'>()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    void attempt('name', async () => {
      await call('devices.name', { deviceId: device.deviceId, name: name.trim() })
      onDone()
    })
  }
  return (
    <form className="device-naming" onSubmit={submit}>
      <div className="device-naming-line">
        <Input
          aria-label="电脑名称"
          autoFocus
          maxLength={30}
          placeholder="如：二楼办公室电脑"
          value={name}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onDone()
          }}
        />
        <Button type="primary" htmlType="submit" {...idle('name')} disabled={name.trim() === ''}>
          保存名称
        </Button>
        <Button onClick={onDone}>不改了</Button>
      </div>
      <ProblemNote problem={problem} />
    </form>
  )
}

function DeviceRow({ device, index, onRevoke }: { device: DeviceInfo; index: number; onRevoke: () => void }) {
  const now = useNow()
  const [naming, setNaming] = useState(false)
  const name = deviceName(device, index)
  const { revokedAt, here } = device
  return (
    <li className="known-row">
      {revokedAt === null ? (
        <Mark tone="good" icon={<CheckCircleOutlined aria-hidden="true" />}>
          在用
        </Mark>
      ) : (
        <Mark tone="none" icon={<StopOutlined aria-hidden="true" />}>
          已停用
        </Mark>
      )}
      {naming ? (
        <NameForm device={device} onDone={() => setNaming(false)} />
      ) : (
        <>
          <div className="known-text">
            <span className="one-line" title={name}>
              {name}
              {here ? <span className="known-upstream">这台电脑</span> : null}
            </span>
            <span className="quiet one-line">
              {dayText(device.validFrom, now)}起用
              {revokedAt === null ? '' : ` · ${dayText(revokedAt, now)}停用，以后签名的不算数`}
            </span>
          </div>
          <Button onClick={() => setNaming(true)} aria-label={`改名：${name}`}>
            改名
          </Button>
          {revokedAt === null && !here ? (
            <Button onClick={onRevoke} aria-label={`停用：${name}`}>
              停用…
            </Button>
          ) : null}
        </>
      )}
    </li>
  )
}

/** The computers on our card: what each is called, a further one, and one that is given up. */
export function DevicesSection() {
  const { value, problem } = useMethod('devices.list', {}, ['offices'])
  const [open, setOpen] = useState<'add' | 'renew' | null>(null)
  const [revoking, setRevoking] = useState<{ deviceId: string; name: string } | null>(null)
  const close = () => setOpen(null)
  return (
    <Section title="本单位的电脑" actions={value ? <Button onClick={() => setOpen('add')}>添加一台电脑</Button> : null}>
      <ProblemNote problem={problem} />
      <ul className="rows" aria-label="本单位的电脑">
        {(value?.devices ?? []).map((device, index) => (
          <DeviceRow
            key={device.deviceId}
            device={device}
            index={index}
            onRevoke={() => setRevoking({ deviceId: device.deviceId, name: deviceName(device, index) })}
          />
        ))}
      </ul>
      <p className="field-note">
        每台电脑都要登记在名片上，签名才算数；电脑名称只在本单位看。{' '}
        <button type="button" className="plain-button link-button" onClick={() => setOpen('renew')}>
          这是从另一台电脑复制来的…
        </button>
      </p>
      {open === 'add' ? <AddDeviceDialog onClose={close} /> : null}
      {open === 'renew' ? <RenewDialog onClose={close} /> : null}
      {revoking ? (
        <RevokeDialog
          {...revoking}
          onClose={() => setRevoking(null)}
          onRevoked={() => {
            setRevoking(null)
            announce(`${revoking.name}已停用。请把新名片交给上级。`)
          }}
        />
      ) : null}
    </Section>
  )
}
