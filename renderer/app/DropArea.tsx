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
  /** What is dropped most: the main button. */
  main?: 'files' | 'folder'
  busy: boolean
  /** Something must be chosen first. */
  disabled?: boolean
  onPaths: (paths: readonly string[]) => void
}

/** A place for files and folders: two buttons, or the mouse. */
export function DropArea({
  children,
  note,
  filesTitle,
  folderTitle,
  main = 'files',
  busy,
  disabled = false,
  onPaths,
}: Props) {
  const pick = () =>
    void window.kexie
      .pickFiles({ title: filesTitle, multiple: true })
      .then((paths) => paths.length > 0 && onPaths(paths))
  const pickFolder = () =>
    void window.kexie.pickFolder({ title: folderTitle }).then((path) => path !== null && onPaths([path]))
  const drop = useDrop(onPaths, pick, busy || disabled)
  const files = (
    <Button
      key="files"
      type={main === 'files' ? 'primary' : 'default'}
      size="large"
      disabled={disabled || (busy && main === 'folder')}
      loading={busy && main === 'files'}
      onClick={pick}
    >
      选择文件
    </Button>
  )
  const folder = (
    <Button
      key="folder"
      type={main === 'folder' ? 'primary' : 'default'}
      size="large"
      icon={<FolderOpenOutlined aria-hidden="true" />}
      disabled={disabled || (busy && main === 'files')}
      loading={busy && main === 'folder'}
      onClick={pickFolder}
    >
      选择文件夹
    </Button>
  )
  return (
    <div className="drop-area" {...drop}>
      <InboxOutlined aria-hidden="true" className="drop-area-icon" />
      <p>{children}</p>
      <div className="drop-area-buttons">{main === 'files' ? [files, folder] : [folder, files]}</div>
      <p className="quiet">{note}</p>
    </div>
  )
}
