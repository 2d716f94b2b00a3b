import type { SentChange } from '../../shared/api/handovers.ts'
import './change-list.css'

const kinds: Readonly<Record<SentChange['kind'], string>> = {
  value: '',
  'file-added': '增加文件',
  'file-removed': '去掉文件',
  'file-renamed': '改文件说明',
}

/** One side of a change, under its word. */
export function ChangeSide({ word, text }: { word: string; text: string }) {
  return (
    <div className="change-side">
      <span className="quiet">{word}</span>
      <span className="change-text">{text === '' ? '（空）' : text}</span>
    </div>
  )
}

type Props = {
  changes: readonly SentChange[]
  label?: string
  before?: string
  now?: string
}

/** Two versions field by field; without other words what was sent and what stands there now. */
export function ChangeList({ changes, label = '报送后改过的地方', before = '报送的', now = '现在的' }: Props) {
  return (
    <ul className="change-list" aria-label={label}>
      {changes.map((change) => (
        <li key={`${change.kind}/${change.field}/${change.from}/${change.to}`}>
          <strong>
            {change.label}
            {kinds[change.kind] === '' ? '' : `：${kinds[change.kind]}`}
            {change.personal ? '（个人信息，已遮盖）' : ''}
          </strong>
          {change.kind === 'file-added' ? null : <ChangeSide word={before} text={change.from} />}
          {change.kind === 'file-removed' ? null : <ChangeSide word={now} text={change.to} />}
        </li>
      ))}
    </ul>
  )
}
