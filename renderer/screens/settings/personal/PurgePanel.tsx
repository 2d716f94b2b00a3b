import { Button } from 'antd'
import type { BackupsHolding, PurgeCandidate } from '../../../../shared/api/personal.ts'
import { navigate } from '../../../app/route.ts'
import { backupsLines, goes, stays } from '../../../text/personal.ts'
import { mostAtOnce } from './purge-list.ts'

type Props = { chosen: readonly PurgeCandidate[]; backups: BackupsHolding; onBegin: () => void }

/** What 清除 means, before anything is chosen and while it is. */
export function PurgePanel({ chosen, backups, onBegin }: Props) {
  const tooMany = chosen.length > mostAtOnce
  return (
    <aside className="purge-panel" aria-label="清除以后">
      <h2>清除以后</h2>
      <dl>
        <dt>没有了</dt>
        <dd>{goes}</dd>
        <dt>留下来</dt>
        <dd>{stays}</dd>
        <dt>备份里</dt>
        <dd>
          {backupsLines(backups).map((line) => (
            <p key={line}>{line}</p>
          ))}
          {backups.hourly + backups.staying > 0 ? (
            <>
              <p>从备份恢复时，程序会再次清除。</p>
              <button
                type="button"
                className="plain-button link-button"
                onClick={() => void navigate({ screen: 'settings', part: 'backups' })}
              >
                看备份
              </button>
            </>
          ) : null}
        </dd>
      </dl>
      <div className="purge-panel-foot">
        <Button size="large" danger disabled={chosen.length === 0 || tooMany} onClick={onBegin}>
          {chosen.length === 0 ? '清除…' : `清除所选 ${chosen.length} 份…`}
        </Button>
        <p className="quiet">
          {tooMany
            ? `一次最多清除 ${mostAtOnce} 份，请分几次选。`
            : chosen.length === 0
              ? '先在左边选：空格选一份，Ctrl+A 全选。'
              : '下一步核对份数和理由，还没有清除。'}
        </p>
      </div>
    </aside>
  )
}
