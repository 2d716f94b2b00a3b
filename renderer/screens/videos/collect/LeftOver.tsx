import type { CollectedFile } from '../../../../shared/api/collection.ts'
import { fileNameOf } from '../../../text/file-names.ts'
import { fileKinds } from './file-words.ts'

/** Files that belong to no entry, each with the reason. */
export function LeftOver({ files }: { files: readonly CollectedFile[] }) {
  if (files.length === 0) return null
  return (
    <details className="collect-left" open={files.length <= 5}>
      <summary>没有归到作品里的文件 {files.length} 个</summary>
      <ul className="collect-files">
        {files.map(({ path, kind, message }) => (
          <li key={path}>
            <span className="quiet">{fileKinds[kind]}</span>
            <span className="collect-file-name" title={path}>
              {fileNameOf(path)}
            </span>
            <span className="quiet">{message || '没有找到它属于哪件作品'}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
