import { FolderOpenOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useId } from 'react'
import { fileNameOf } from '../../text/file-names.ts'
import { Input } from '../../ui/Input.tsx'

/** A file that the person brings: its button, and its name once it is chosen. */
export function FileField({
  button,
  title,
  endings,
  path,
  note,
  onChoose,
}: {
  button: string
  /** What it is, for the system's dialog. */
  title: string
  endings: string[]
  path: string | null
  note?: string
  onChoose: (path: string) => void
}) {
  const choose = async () => {
    const [chosen] = await window.kexie.pickFiles({ title: button, filters: [{ name: title, extensions: endings }] })
    if (chosen !== undefined) onChoose(chosen)
  }
  return (
    <div>
      <div className="return-file">
        <Button size="large" autoFocus icon={<FolderOpenOutlined aria-hidden="true" />} onClick={() => void choose()}>
          {button}
        </Button>
        <span className={path === null ? 'quiet' : 'one-line'} title={path ?? undefined} role="status">
          {path === null ? '还没有选' : fileNameOf(path)}
        </span>
      </div>
      {note === undefined ? null : <p className="field-note">{note}</p>}
    </div>
  )
}

/** What the office calls this computer. */
export function ComputerName({
  value,
  autoFocus = false,
  onChange,
}: {
  value: string
  autoFocus?: boolean
  onChange: (name: string) => void
}) {
  const id = useId()
  return (
    <div>
      <label className="field-label" htmlFor={id}>
        这台电脑叫什么
      </label>
      <Input
        id={id}
        size="large"
        autoFocus={autoFocus}
        maxLength={30}
        placeholder="如：办公室新电脑"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <p className="field-note">只在本单位看，上级看不到。</p>
    </div>
  )
}
