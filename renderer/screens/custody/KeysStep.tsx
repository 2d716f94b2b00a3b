import { Button, Modal } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import type { Custody } from '../../../shared/api/moving.ts'
import { call } from '../../api.ts'
import { loadAppState } from '../../app/app-state.ts'
import { NewPassphraseFields } from '../../app/keys/NewPassphraseFields.tsx'
import { RecoveryStep } from '../../app/keys/RecoveryStep.tsx'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { useAttempt } from '../../app/use-attempt.ts'
import { Input } from '../../ui/Input.tsx'
import type { Names } from './PaperStep.tsx'

/** The one who goes types the old passphrase, the one who stays the new one; then the new recovery code, once. */
export function KeysStep({
  custody,
  names,
  onBack,
  onDone,
}: {
  custody: Custody
  names: Names
  onBack: () => void
  onDone: () => void
}) {
  const id = useId()
  // As it was when the step began: afterwards there is a passphrase, and the code still stands here.
  const [guarded] = useState(custody.protected)
  const [old, setOld] = useState('')
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const [differ, setDiffer] = useState(false)
  const [code, setCode] = useState<string | null>(null)
  const { problem, setProblem, attempt, idle } = useAttempt<'change'>()
  const named = names.from.trim() !== '' && names.to.trim() !== ''
  const ready = named && first !== '' && second !== '' && (!guarded || old !== '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setDiffer(first !== second)
    if (!ready || first !== second) return
    void attempt('change', async () => {
      const order = { from: names.from.trim(), to: names.to.trim(), newPassphrase: first }
      const { recoveryCode } = await call('custody.complete', { ...order, oldPassphrase: guarded ? old : null })
      // First of all the code: it is shown this once, whatever else happens.
      setCode(recoveryCode)
      await loadAppState()
    })
  }
  return (
    <form className="stack custody-keys" onSubmit={submit}>
      <p>
        {guarded
          ? `先由${names.from || '移交人'}输现在的口令，再由${names.to || '接收人'}自己设新口令，移交人不看。原来的口令和恢复码从此打不开本机的数据。`
          : `本单位还没有设过口令。请${names.to || '接收人'}自己设一个，移交人不看。`}
      </p>
      {guarded ? (
        <div>
          <label className="field-label" htmlFor={`${id}-old`}>
            现在的口令
          </label>
          <Input.Password
            id={`${id}-old`}
            size="large"
            autoComplete="off"
            value={old}
            onChange={(event) => {
              setOld(event.target.value)
              setProblem(null)
            }}
          />
        </div>
      ) : null}
      <NewPassphraseFields
        label="新口令"
        note="至少 8 个字符，以后打开本程序和报送时要用。用一句自己记得住的话最好。"
        first={first}
        second={second}
        differ={differ}
        onFirst={setFirst}
        onSecond={(value) => {
          setSecond(value)
          setDiffer(false)
        }}
      />
      <ProblemNote problem={problem} />
      {named ? null : <p className="field-note">请先在第二步写上移交人和接收人。</p>}
      <div className="custody-foot">
        <Button size="large" onClick={onBack}>
          上一步
        </Button>
        <Button size="large" type="primary" htmlType="submit" {...idle('change')} disabled={!ready}>
          换口令，完成移交
        </Button>
      </div>
      <p className="field-note">
        换的是这台电脑上的口令。以前存出去的钥匙备份、整体搬家文件和拷走的数据文件夹，仍用当时的口令，请一并收回。
      </p>
      {code === null ? null : (
        <Modal
          open
          title="收好新的恢复码"
          footer={null}
          width={520}
          closable={false}
          maskClosable={false}
          keyboard={false}
        >
          <RecoveryStep code={code} onDone={onDone} />
        </Modal>
      )}
    </form>
  )
}
