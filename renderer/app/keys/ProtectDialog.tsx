import { Button, Modal } from 'antd'
import { type FormEvent, useState } from 'react'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { loadAppState } from '../app-state.ts'
import { ProblemNote } from '../ProblemNote.tsx'
import { NewPassphraseFields } from './NewPassphraseFields.tsx'
import { useProtect } from './protect.ts'
import { RecoveryStep } from './RecoveryStep.tsx'
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
