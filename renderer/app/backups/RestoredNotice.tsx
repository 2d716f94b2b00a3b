import { CheckOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { RestoredNote } from '../../../shared/api/backups.ts'
import { call } from '../../api.ts'
import { fullDateText } from '../../text/dates.ts'
import { useMethod } from '../use-method.ts'
import { lostText } from './backup-texts.ts'
import './backups.css'

function goneText({ lost, createdAt }: RestoredNote): string {
  if (lost === null) return `原来的数据文件已损坏，${fullDateText(createdAt)} 以后填写、收到的内容不在了。`
  const text = lostText(lost)
  return text === '' ? '没有丢失内容。' : `不在了的：${text}。`
}

function stayedText({ lost, carriedPackages }: RestoredNote): string {
  if (carriedPackages === 0) return ''
  return lost === null
    ? '那以后用过的报送编号已经记下，不会重复使用。'
    : `那以后报送过的 ${carriedPackages} 个包和其中的定稿都保留着。`
}

function keptText({ keptId, keptFolder }: RestoredNote): string {
  if (keptId !== null) return '恢复以前的数据另存为一份备份（“恢复以前”），需要时可以在“设置”里换回去。'
  return keptFolder === null ? '' : `损坏的文件原样保存在 ${keptFolder}。`
}

/** Names as many as there is room for. */
function lackingText({ lacking }: RestoredNote): string {
  if (lacking.length === 0) return ''
  const names = lacking.slice(0, 5).map(({ title, formShortName }) => `“${title || formShortName}”`)
  const rest = lacking.length > names.length ? `等 ${lacking.length} 份记录` : ''
  return `${names.join('、')}${rest}的姓名、电话等个人信息没有能恢复，请打开后重新填写。`
}

/** After a restore, until it is read: what is on screen now, what is not, and the way back. */
export function RestoredNotice() {
  const note = useMethod('backups.note', {}, ['backups']).value
  if (!note) return null
  const again = note.lost === null || note.lost.received > 0 || note.lost.receipts > 0
  return (
    <div className="backup-restored" role="status">
      <p>
        <CheckOutlined aria-hidden="true" /> {fullDateText(note.restoredAt)} 已恢复到 {fullDateText(note.createdAt)}{' '}
        的备份。
      </p>
      <p>
        {goneText(note)}
        {stayedText(note)}
      </p>
      {note.lacking.length > 0 ? <p>{lackingText(note)}</p> : null}
      {note.missingDeeds > 0 ? <p>操作日志里有 {note.missingDeeds} 条随损坏的数据丢失，已在日志里注明。</p> : null}
      <p>
        {keptText(note)}
        {again ? '那以后收到的文件和回执，请用原文件重新收取，或请对方再发一次。' : ''}
      </p>
      <Button onClick={() => void call('backups.dismissNote', {})}>知道了</Button>
    </div>
  )
}
