import { IdcardOutlined, KeyOutlined } from '@ant-design/icons'
import { useAppState, useIsExample } from '../../app/app-state.ts'
import { SaveKeyBackupButton } from '../../app/keys/SaveKeyBackupButton.tsx'
import { AnewSteps } from '../../app/trust/AnewSteps.tsx'
import { ExportCardButton } from '../../app/trust/ExportCardButton.tsx'
import { useMethod } from '../../app/use-method.ts'
import { backupHint, cardChanged, cardChangedSent, cardChangedWhy } from '../../text/devices.ts'

/** What the office itself still owes: new keys on paper, a card that others lack, keys in the safe. Gone when done. */
export function OfficeHints() {
  const example = useIsExample()
  const guarded = useAppState((held) => held.state?.keys.state === 'protected')
  const { value } = useMethod('devices.list', {}, ['offices'])
  if (!value || example) return null
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
