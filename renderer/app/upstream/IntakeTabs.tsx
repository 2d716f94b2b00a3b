import { AuditOutlined, SolutionOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { navigate, type Route, useRoute } from '../route.ts'
import { useDeskCounts } from './use-desk-counts.ts'
import './intake-tabs.css'

function Entry({ route, icon, word, note }: { route: Route; icon: ReactNode; word: string; note: string }) {
  const current = useRoute((held) => held.route.screen) === route.screen
  return (
    <li>
      <button
        type="button"
        className="plain-button intake-tab"
        aria-current={current ? 'page' : undefined}
        onClick={() => void navigate(route)}
      >
        {icon}
        {word}
        {note === '' ? null : <span className="intake-tab-note">{note}</span>}
      </button>
    </li>
  )
}

/** The two halves of 收报台: what comes in, and what is looked at; each with what waits there. */
export function IntakeTabs() {
  const { value } = useDeskCounts()
  return (
    <nav aria-label="收报台">
      <ul className="intake-tabs">
        <Entry
          route={{ screen: 'intake', batchId: null }}
          icon={<SolutionOutlined aria-hidden="true" />}
          word="收报"
          note={value && value.heldPackages > 0 ? `${value.heldPackages} 件需处理` : ''}
        />
        <Entry
          route={{ screen: 'queue', noticeId: null, recordId: null }}
          icon={<AuditOutlined aria-hidden="true" />}
          word="审核"
          note={value && value.inboxToDecide > 0 ? `${value.inboxToDecide} 份待审核` : ''}
        />
      </ul>
    </nav>
  )
}
