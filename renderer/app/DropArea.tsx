import { FolderOpenOutlined, InboxOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useDrop } from './use-drop.ts'
import './drop-area.css'

type Props = {
  /** What is dropped here and what becomes of it. */
  children: ReactNode
  note: string
  filesTitle: string
  folderTitle: string
  busy: boolean
  /** Something must be chosen first. */
  disabled?: boolean
  onPaths: (paths: readonly string[]) => void
}

/** A place for files and folders: two buttons, or the mouse. */
export function DropArea({ children, note, filesTitle, folderTitle, busy, disabled = false, onPaths }: Props) {
  const pick = () =>
    void window.kexie
      .pickFiles({ title: filesTitle, multiple: true })
      .then((paths) => paths.length > 0 && onPaths(paths))
  const pickFolder = () =>
    void window.kexie.pickFolder({ title: folderTitle }).then((path) => path !== null && onPaths([path]))
  const drop = useDrop(onPaths, pick, busy || disabled)
  return (
    <div className="drop-area" {...drop}>
      <InboxOutlined aria-hidden="true" className="drop-area-icon" />
      <p>{children}</p>
      <div className="drop-area-buttons">
        <Button type="primary" size="large" disabled={disabled} loading={busy} onClick={pick}>
          选择文件
        </Button>
        <Button
          size="large"
          icon={<FolderOpenOutlined aria-hidden="true" />}
          disabled={disabled || busy}
          onClick={pickFolder}
        >
          选择文件夹
        </Button>
      </div>
      <p className="quiet">{note}</p>
    </div>
  )
}
