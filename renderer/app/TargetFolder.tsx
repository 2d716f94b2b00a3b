import { FolderOpenOutlined } from '@ant-design/icons'
import { useCallback, useState } from 'react'
import './target-folder.css'

/**
 * The folder of the last export, so that the second one takes a click less. Of this sitting: a stick may be gone
 * tomorrow.
 */
const key = 'submit.folder'

export type TargetFolder = {
  folder: string | null
  /** Asks for another one; null when the person changed their mind. */
  choose: () => Promise<string | null>
  /** The one at hand, or else the one that is chosen now. */
  need: () => Promise<string | null>
}

/** @param title of the dialog that asks for the folder */
export function useTargetFolder(title: string): TargetFolder {
  const [folder, setFolder] = useState(() => localStorage.getItem(key))
  const choose = useCallback(async () => {
    const chosen = await window.kexie.pickFolder({ title })
    if (chosen === null) return null
    localStorage.setItem(key, chosen)
    setFolder(chosen)
    return chosen
  }, [title])
  return { folder, choose, need: async () => folder ?? (await choose()) }
}

export function TargetFolderLine({ target }: { target: TargetFolder }) {
  const { folder, choose } = target
  return (
    <span className="target-folder">
      <FolderOpenOutlined aria-hidden="true" />
      <span className="one-line" title={folder ?? undefined}>
        {folder ? `写到 ${folder}` : '写到：还没有选文件夹'}
      </span>
      <button type="button" className="plain-button link-button" onClick={() => void choose()}>
        {folder ? '换一个文件夹' : '选择文件夹'}
      </button>
    </span>
  )
}
