import {
  ArrowDownOutlined,
  ArrowUpOutlined,
  CopyOutlined,
  DeleteOutlined,
  InsertRowAboveOutlined,
  InsertRowBelowOutlined,
} from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'

export type RowAct = 'above' | 'below' | 'copy' | 'up' | 'down' | 'delete'

/** Names, and the keys that do the same. */
const acts: readonly { act: RowAct; name: string; keys: string; icon: ReactNode }[] = [
  { act: 'above', name: '上方插入', keys: 'Ctrl+Shift+Enter', icon: <InsertRowAboveOutlined aria-hidden="true" /> },
  { act: 'below', name: '下方插入', keys: 'Ctrl+Enter', icon: <InsertRowBelowOutlined aria-hidden="true" /> },
  { act: 'copy', name: '复制一行', keys: 'Ctrl+D', icon: <CopyOutlined aria-hidden="true" /> },
  { act: 'up', name: '上移', keys: 'Alt+↑', icon: <ArrowUpOutlined aria-hidden="true" /> },
  { act: 'down', name: '下移', keys: 'Alt+↓', icon: <ArrowDownOutlined aria-hidden="true" /> },
  { act: 'delete', name: '删除这一行', keys: 'Alt+Delete', icon: <DeleteOutlined aria-hidden="true" /> },
]

/** What is done with the row that the cursor stands in; beside the table, once for all rows. */
export function RowTools({ at, onAct }: { at: number; onAct: (act: RowAct) => void }) {
  return (
    <div className="row-tools" role="toolbar" aria-label={`第 ${at + 1} 行`}>
      <span className="row-tools-name">第 {at + 1} 行</span>
      {acts.map(({ act, name, keys, icon }) => (
        <Button
          key={act}
          size="small"
          type="text"
          icon={icon}
          danger={act === 'delete'}
          title={`${name}（${keys}）`}
          aria-keyshortcuts={keys.replace('↑', 'ArrowUp').replace('↓', 'ArrowDown').replace('Ctrl', 'Control')}
          // The cursor stays in its cell.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onAct(act)}
        >
          {name}
        </Button>
      ))}
    </div>
  )
}
