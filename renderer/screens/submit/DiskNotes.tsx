import type { SubmissionPreview } from '../../../shared/api/packages.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'

/** What the chosen disk makes of it: in how many files, and what does not go on it. */
export function DiskNotes({ preview: { disk, volumes, tooLarge } }: { preview: SubmissionPreview }) {
  return (
    <>
      {volumes > 1 ? (
        <span>
          会分成 <strong>{volumes} 个文件</strong>，要一起交
          {disk?.fileLimit ? `（这个 U 盘上一个文件最大 ${bytesText(disk.fileLimit)}）` : ''}
        </span>
      ) : null}
      {disk?.freeBytes != null && !disk.enough ? (
        <span className="export-why">所选的盘只剩 {bytesText(disk.freeBytes)}。</span>
      ) : null}
      {tooLarge.map(({ recordId, title, bytes, limit }) => (
        <span className="export-why" key={`${recordId}/${title}`}>
          {title}（{bytesText(bytes)}）太大，一个文件最多 {bytesText(limit)}。
        </span>
      ))}
    </>
  )
}
