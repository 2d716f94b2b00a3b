import { Button, Checkbox, Modal } from 'antd'
import { type FormEvent, useState } from 'react'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { loadAppState } from '../app-state.ts'
import { ProblemNote } from '../ProblemNote.tsx'
import { NewPassphraseFields } from './NewPassphraseFields.tsx'
import { useProtect } from './protect.ts'
import { RecoverySheet } from './RecoverySheet.tsx'
import './keys.css'

function PassphraseForm({ onSet, onClose }: { onSet: (recoveryCode: string) => void; onClose: () => void }) {
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const [differ, setDiffer] = useState(false)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const [busy, setBusy] = useState(false)
  const purpose = useProtect((held) => held.purpose)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setDiffer(first !== second)
    setProblem(null)
    if (first !== second || first === '') return
    setBusy(true)
    try {
      const { recoveryCode } = await call('keys.protect', { passphrase: first })
      // First of all the code: it is shown this once, whatever else happens.
      onSet(recoveryCode)
      await loadAppState()
    } catch (thrown) {
      setProblem(problemOf(thrown))
    } finally {
      setBusy(false)
    }
  }

  return (
    <form className="stack" onSubmit={submit}>
      <p>{purpose}要以本单位的名义签名。先设一个口令，以后别人就不能用这台电脑冒充本单位。只需设置一次。</p>
      <NewPassphraseFields
        label="口令"
        note="以后打开本程序和报送时要用。用一句自己记得住的话最好，例如一句诗加几个数字，可以用汉字。"
        first={first}
        second={second}
        differ={differ}
        onFirst={setFirst}
        onSecond={setSecond}
      />
      <ProblemNote problem={problem} />
      <div className="dialog-foot">
        <Button size="large" onClick={onClose}>
          以后再说
        </Button>
        <Button size="large" type="primary" htmlType="submit" loading={busy} disabled={first === '' || second === ''}>
          设置口令
        </Button>
      </div>
    </form>
  )
}

function RecoveryStep({ code, onDone }: { code: string; onDone: () => void }) {
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

/** The passphrase, twice, and then the recovery code, once. */
export function ProtectDialog() {
  const answer = useProtect((held) => held.answer)
  const [code, setCode] = useState<string | null>(null)
  const close = () => answer(false)
  return (
    <Modal
      open
      title={code === null ? '设置口令' : '收好恢复码'}
      footer={null}
      width={520}
      closable={code === null}
      maskClosable={false}
      keyboard={code === null}
      onCancel={close}
    >
      {code === null ? (
        <PassphraseForm onSet={setCode} onClose={close} />
      ) : (
        <RecoveryStep code={code} onDone={() => answer(true)} />
      )}
    </Modal>
  )
}
