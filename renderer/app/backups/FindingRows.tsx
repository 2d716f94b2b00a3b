import { ExclamationCircleOutlined } from '@ant-design/icons'
import type { StoreFinding } from '../../../shared/api/backups.ts'
import { Mark } from '../../ui/Mark.tsx'
import { navigate } from '../route.ts'

const classNames = { damaged: '已损坏', changed: '被改动', gone: '不见了' } as const

/** Each finding with what to do, and the way to the record. */
export function FindingRows({ findings, more }: { findings: readonly StoreFinding[]; more: number }) {
  return (
    <>
      <ul className="rows store-findings" aria-label="发现的问题">
        {findings.map(({ class: kind, what, next, recordId, revision }) => (
          <li key={`${what} ${recordId} ${revision}`}>
            <Mark tone="stop" icon={<ExclamationCircleOutlined aria-hidden="true" />}>
              {classNames[kind]}
            </Mark>
            <div>
              <p>
                {what}
                {recordId === null ? null : (
                  <button
                    type="button"
                    className="plain-button link-button"
                    onClick={() => void navigate({ screen: 'record', recordId, field: null })}
                  >
                    打开这份记录
                  </button>
                )}
              </p>
              <p className="quiet">{next}</p>
            </div>
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="quiet">另有 {more} 处。</p> : null}
    </>
  )
}
