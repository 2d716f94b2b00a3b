import { Select } from 'antd'
import type { ProblemDetails } from '../../../shared/problems.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'
import { kindNames } from '../../app/backups/backup-texts.ts'
import { fullDateText } from '../../text/dates.ts'
import './restore-from.css'

type Copy = ProblemDetails['store.damaged']['backups'][number]

const isKind = (kind: string): kind is keyof typeof kindNames => Object.hasOwn(kindNames, kind)

/** Which copy takes the damaged store's place, what that costs, and where the damaged files go. */
export function RestoreFrom({
  backups,
  chosen,
  disabled,
  onChoose,
}: {
  /** Newest good one first. */
  backups: readonly Copy[]
  chosen: Copy
  disabled: boolean
  onChoose: (id: string) => void
}) {
  return (
    <section className="restore-from" aria-label="用哪份备份恢复">
      <label className="restore-from-label" htmlFor="restore-from">
        用哪份备份恢复
      </label>
      <Select
        id="restore-from"
        size="large"
        value={chosen.id}
        disabled={disabled}
        onChange={onChoose}
        options={backups.map(({ id, createdAt, kind, bytes }, at) => ({
          value: id,
          label: `${fullDateText(createdAt)}　${isKind(kind) ? kindNames[kind] : ''}　${bytesText(bytes)}${at === 0 ? '（最近一份完好的）' : ''}`,
        }))}
      />
      <dl className="facts restore-from-facts">
        <dt>会丢失</dt>
        <dd>{fullDateText(chosen.createdAt)} 以后填写、修改、收到的内容，要重新填写或请对方再发一次。</dd>
        <dt>会保留</dt>
        <dd>照片、视频，已写出的报送包，用过的报送编号，现在的口令。</dd>
        <dt>损坏的文件</dt>
        <dd>原样存到备份文件夹里名字以“damaged-”开头的文件夹，恢复以后会告诉您在哪里。</dd>
      </dl>
    </section>
  )
}
