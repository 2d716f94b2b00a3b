import { IdcardOutlined, KeyOutlined, StopOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useAppState, useIsExample } from '../../app/app-state.ts'
import { SaveKeyBackupButton } from '../../app/keys/SaveKeyBackupButton.tsx'
import { navigate } from '../../app/route.ts'
import { AnewSteps } from '../../app/trust/AnewSteps.tsx'
import { ExportCardButton } from '../../app/trust/ExportCardButton.tsx'
import { useMethod } from '../../app/use-method.ts'
import { backupHint, cardChanged, cardChangedSent, cardChangedWhy } from '../../text/devices.ts'

/** What the office itself still owes: new keys on paper, a card that others lack, keys in the safe. Gone when done. */
export function OfficeHints() {
  const example = useIsExample()
  const guarded = useAppState((held) => held.state?.keys.state === 'protected')
  const { value } = useMethod('devices.list', {}, ['offices'])
  const { value: moving } = useMethod('moving.state', {}, ['offices'])
  if (!value || example) return null
  if (moving?.givenUpSince)
    return (
      <div className="desk-hint">
        <StopOutlined aria-hidden="true" />
        <p>
          <strong>本机已停用：本单位搬到了另一台电脑。</strong>可以查看、打印，不能签名报送。
        </p>
        <Button onClick={() => void navigate({ screen: 'settings', part: 'moving' })}>去设置里看</Button>
      </div>
    )
  const backup = backupHint(value, guarded)
  if (value.reregistered) return <AnewSteps />
  return (
    <>
      {/* A card that names one computer travels with its packages; of a further one others must hear first. */}
      {value.cardToSend && value.devices.length > 1 ? (
        <div className="desk-hint">
          <IdcardOutlined aria-hidden="true" />
          <p>
            <strong>{cardChanged}</strong>
            {cardChangedWhy}
          </p>
          <ExportCardButton next={cardChangedSent} />
        </div>
      ) : null}
      {backup === null ? null : (
        <div className="desk-hint">
          <KeyOutlined aria-hidden="true" />
          <p>{backup}</p>
          <SaveKeyBackupButton />
        </div>
      )}
    </>
  )
}
