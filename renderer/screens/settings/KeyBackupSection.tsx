import { CheckCircleOutlined, ExclamationCircleOutlined } from '@ant-design/icons'
import { useNow } from '../../app/app-state.ts'
import { SaveKeyBackupButton } from '../../app/keys/SaveKeyBackupButton.tsx'
import { useMethod } from '../../app/use-method.ts'
import { momentText } from '../../text/dates.ts'
import { backupHint, backupUse } from '../../text/devices.ts'
import { Mark } from '../../ui/Mark.tsx'
import { Section } from '../../ui/Page.tsx'

/** The keys of the office as a file for the safe. */
export function KeyBackupSection() {
  const now = useNow()
  const { value } = useMethod('devices.list', {}, ['offices'])
  if (!value) return null
  const { backupSavedAt, backupStale } = value
  return (
    <Section title="钥匙备份">
      <dl className="facts settings-facts">
        <dt>上次保存</dt>
        <dd>
          {backupSavedAt !== null && !backupStale ? (
            <Mark tone="good" icon={<CheckCircleOutlined aria-hidden="true" />}>
              {momentText(backupSavedAt, now)}
            </Mark>
          ) : (
            <Mark tone="wait" icon={<ExclamationCircleOutlined aria-hidden="true" />}>
              {backupSavedAt === null ? '从来没有保存过' : `${momentText(backupSavedAt, now)}，要再保存一份`}
            </Mark>
          )}
          {backupStale ? <p className="field-note">{backupHint(value, true)}</p> : null}
          <p className="field-note">{backupUse}</p>
          <div className="settings-actions">
            <SaveKeyBackupButton />
          </div>
        </dd>
      </dl>
    </Section>
  )
}
