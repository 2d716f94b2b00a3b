import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { RecoverySheet } from './RecoverySheet.tsx'
import './keys.css'

/** The recovery code, once: printed or copied before anything else goes on. */
export function RecoveryStep({ code, onDone }: { code: string; onDone: () => void }) {
  const [kept, setKept] = useState(false)
  return (
    <div className="stack">
      <p>
        口令已设好。下面是<strong>恢复码</strong>：忘记口令时，它是唯一的办法。它只显示这一次，请打印盖章后锁进柜子。
      </p>
      <output className="recovery-code" aria-label="恢复码">
        {code}
      </output>
      <RecoverySheet code={code} />
      <Checkbox checked={kept} onChange={(event) => setKept(event.target.checked)}>
        我已经打印或抄写了恢复码，并收好了
      </Checkbox>
      <div className="dialog-foot">
        <Button size="large" type={kept ? 'default' : 'primary'} onClick={() => printSheet()}>
          打印恢复码
        </Button>
        <Button size="large" type={kept ? 'primary' : 'default'} disabled={!kept} onClick={onDone}>
          继续
        </Button>
      </div>
    </div>
  )
}

function printSheet(): void {
  document.body.classList.add('printing-sheet')
  window.addEventListener('afterprint', () => document.body.classList.remove('printing-sheet'), { once: true })
  window.print()
}
