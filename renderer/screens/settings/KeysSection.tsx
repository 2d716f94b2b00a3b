import { LockOutlined, UnlockOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { AppState } from '../../../shared/api/offices.ts'
import { call } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { adoptAppState, useAppState } from '../../app/app-state.ts'
import { askForPassphrase } from '../../app/keys/protect.ts'
import { Mark } from '../../ui/Mark.tsx'
import { Section } from '../../ui/Page.tsx'
import { LockAfter } from './LockAfter.tsx'

const kept: Readonly<Record<AppState['keys']['keptIn'], string>> = {
  file: '钥匙保存在只有您能读取的一个文件里。能用您的账号打开这台电脑的人，就能打开本单位的数据。',
  keychain: '钥匙由这台电脑的系统保管。能用您的账号打开这台电脑的人，就能打开本单位的数据。',
  passphrase: '不知道口令的人打不开联系人等个人信息，也不能以本单位的名义报送。',
}

async function setPassphrase(): Promise<void> {
  if (await askForPassphrase('报送')) announce('口令已设好。')
}

export function KeysSection() {
  const keys = useAppState((held) => held.state?.keys)
  if (!keys) return null
  const isSet = keys.keptIn === 'passphrase'
  return (
    <Section title="口令">
      <dl className="facts settings-facts">
        <dt>现在的情况</dt>
        <dd>
          {isSet ? (
            <Mark tone="good" icon={<LockOutlined aria-hidden="true" />}>
              口令已设置
            </Mark>
          ) : (
            <Mark tone="wait" icon={<UnlockOutlined aria-hidden="true" />}>
              口令未设置
            </Mark>
          )}
          <p className="field-note">{kept[keys.keptIn]}</p>
          <div className="settings-actions">
            {isSet ? (
              <Button onClick={() => void call('keys.lock', {}).then(adoptAppState)}>马上锁上</Button>
            ) : (
              <Button onClick={() => void setPassphrase()}>设置口令</Button>
            )}
          </div>
        </dd>
        <dt>没人操作时</dt>
        <dd>
          <LockAfter isSet={isSet} />
        </dd>
      </dl>
    </Section>
  )
}
