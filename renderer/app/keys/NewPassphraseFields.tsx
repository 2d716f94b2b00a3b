import { useId } from 'react'
import { Input } from '../../ui/Input.tsx'
import './keys.css'

type Props = {
  label: string
  note: string
  first: string
  second: string
  /** Whether to say that the two are not alike. */
  differ: boolean
  onFirst: (value: string) => void
  onSecond: (value: string) => void
}

/** A new passphrase, typed twice. */
export function NewPassphraseFields({ label, note, first, second, differ, onFirst, onSecond }: Props) {
  const id = useId()
  return (
    <>
      <div>
        <label className="field-label" htmlFor={`${id}-first`}>
          {label}
        </label>
        <Input.Password
          id={`${id}-first`}
          size="large"
          autoFocus
          autoComplete="new-password"
          value={first}
          onChange={(event) => onFirst(event.target.value)}
        />
        <p className="field-note">{note}</p>
      </div>
      <div>
        <label className="field-label" htmlFor={`${id}-second`}>
          再输一遍
        </label>
        <Input.Password
          id={`${id}-second`}
          size="large"
          autoComplete="new-password"
          status={differ ? 'error' : ''}
          value={second}
          onChange={(event) => onSecond(event.target.value)}
        />
        {differ ? (
          <p className="field-note keys-differ" role="alert">
            两遍输入的不一样，请重新输入第二遍。
          </p>
        ) : null}
      </div>
    </>
  )
}
