import { useState } from 'react'
import type { KeptValue } from '../../../../shared/api/published.ts'

type Props = { kept: readonly KeptValue[]; movedFrom: string | null; onBack: () => void }

/** 已不再填报的内容: to look at; it goes into no revision. */
export function KeptValues({ kept, movedFrom, onBack }: Props) {
  const [open, setOpen] = useState(false)
  if (kept.length === 0 && movedFrom === null) return null
  return (
    <div className="version-kept">
      <p>
        {kept.length > 0 ? (
          <button
            type="button"
            className="plain-button link-button"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            已不再填报的内容 {kept.length} 栏
          </button>
        ) : (
          <span className="quiet">已改用新版通知</span>
        )}
        {movedFrom === null ? null : (
          <button type="button" className="plain-button link-button" onClick={onBack}>
            换回第 {movedFrom} 版
          </button>
        )}
      </p>
      {open ? (
        <dl className="facts">
          {kept.map(({ field, label, text, files }) => (
            <div key={`${field}/${files}`} className="version-kept-row">
              <dt>{label}</dt>
              <dd>{files > 0 ? `${files} 个文件` : text}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </div>
  )
}
