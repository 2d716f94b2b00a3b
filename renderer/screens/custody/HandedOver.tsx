import { Button } from 'antd'
import { SaveKeyBackupButton } from '../../app/keys/SaveKeyBackupButton.tsx'
import { navigate } from '../../app/route.ts'
import type { Names } from './PaperStep.tsx'

/** What is left to be done on paper and in the safe. */
export function HandedOver({ names }: { names: Names }) {
  return (
    <div className="stack">
      <p role="status">
        {names.from}的工作已交给{names.to}，口令和恢复码都换过了，操作日志里记了一笔。
      </p>
      <ol className="custody-after">
        <li>移交清单三方签名，一份归档，一份交{names.to}。</li>
        <li>把旧的恢复码保管单当场撕毁，新的锁进柜子。</li>
        <li>用新的备份口令再存一份钥匙备份，换掉旧的。</li>
        <li>把经办人换人告诉上级联系人。</li>
      </ol>
      <div className="custody-foot">
        <SaveKeyBackupButton />
        <Button size="large" type="primary" onClick={() => void navigate({ screen: 'desk' })}>
          到工作台
        </Button>
      </div>
    </div>
  )
}
