import { ExclamationCircleOutlined, RollbackOutlined } from '@ant-design/icons'
import type { QueueItem } from '../../../shared/api/returns.ts'
import { ToneMark } from '../../app/ToneMark.tsx'
import { checksText, paperStates } from '../../text/queue.ts'
import { Mark } from '../../ui/Mark.tsx'
import { VirtualRows } from '../../ui/VirtualRows.tsx'
import { QueueStateMark } from './QueueStateMark.tsx'
import { itemKey, itemName } from './queue-items.ts'

const rowHeight = 84

function Notes({ item }: { item: QueueItem }) {
  const checks = checksText(item)
  return (
    <p className="queue-row-notes">
      {item.answersReturn ? (
        <Mark tone="work" icon={<RollbackOutlined aria-hidden="true" />}>
          退回后重报
        </Mark>
      ) : null}
      {checks === '' ? null : (
        <Mark tone={item.blocking > 0 ? 'stop' : 'wait'} icon={<ExclamationCircleOutlined aria-hidden="true" />}>
          {checks}
        </Mark>
      )}
      {item.paper === 'scan-mismatch' || item.paper === 'paper-mismatch' ? (
        <ToneMark worded={paperStates[item.paper]} />
      ) : null}
    </p>
  )
}

/** Who came first stands first; state, then what it is, then whose. */
export function QueueList({
  items,
  current,
  onChoose,
  onOpen,
}: {
  items: readonly QueueItem[]
  current: string | null
  onChoose: (key: string) => void
  onOpen: () => void
}) {
  return (
    <div className="queue-list">
      <VirtualRows
        label={`报来的材料，共 ${items.length} 份`}
        rows={items}
        keyOf={itemKey}
        current={current}
        rowHeight={rowHeight}
        onChoose={onChoose}
        onOpen={onOpen}
      >
        {(item) => (
          <div className="queue-row">
            <p className="queue-row-head">
              <QueueStateMark state={item.state} />
              <span className="quiet one-line" title={item.formShortName}>
                {item.formShortName}
              </span>
            </p>
            <p className="one-line queue-row-name" title={`${itemName(item)} · ${item.officeName}`}>
              {itemName(item)}
            </p>
            <div className="queue-row-foot">
              <span className="quiet one-line">{item.officeName}</span>
              <Notes item={item} />
            </div>
          </div>
        )}
      </VirtualRows>
    </div>
  )
}
