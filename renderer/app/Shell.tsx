import {
  CheckOutlined,
  LoadingOutlined,
  MenuFoldOutlined,
  MenuUnfoldOutlined,
  SearchOutlined,
  UnorderedListOutlined,
  WarningOutlined,
} from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { clockText } from '../text/dates.ts'
import { AnnouncementLine } from './AnnouncementLine.tsx'
import { useAppState, useUpstreamDesk } from './app-state.ts'
import { Brand } from './Brand.tsx'
import { useStoreWarning } from './backups/use-store-warning.ts'
import { HelpButton } from './help/HelpButton.tsx'
import { keep, keptOf } from './kept.ts'
import { loadLater } from './load-later.tsx'
import { useIdleLock } from './lock/use-idle-lock.ts'
import { DeskPerson } from './people/DeskPerson.tsx'
import { navigate, useRoute } from './route.ts'
import { useSaveState } from './save-state.ts'
import { CurrentScreen, loadScreensAhead, shownScreens } from './screens.tsx'
import { TaskPanel } from './TaskPanel.tsx'
import { hideFinishedTasks, showTasks, useTasks } from './tasks.ts'
import { useDeskCounts } from './upstream/use-desk-counts.ts'
import { useMedia } from './use-media.ts'
import { useOpenedFiles } from './use-opened-files.ts'
import { useSelfTest } from './use-self-test.ts'
import { useShortcuts } from './use-shortcuts.ts'

/** Milliseconds after the first paint: the start itself is left alone. */
const aheadMs = 2000

// Out of the first paint: the search brings a dialog with it.
const Finder = loadLater(async () => (await import('./Finder.tsx')).Finder)

/** Enlarged or small: the words of the rail would take the room of the form. */
const tightQuery = '(max-width: 1100px)'
/** Twice the size on a small screen: nobody is asked, the words of the rail have no room. */
const crampedQuery = '(max-width: 800px)'

function Rail() {
  const current = useRoute((held) => held.route.screen)
  const upstreamDesk = useUpstreamDesk()
  const shown = shownScreens(upstreamDesk)
  // Where others report to this office, what waits of theirs is behind 收报台.
  const counted = upstreamDesk ? 'intake' : 'inbox'
  // Until somebody folds or unfolds it, the room decides.
  const [chosen, setChosen] = useState(() => keptOf('rail'))
  const tight = useMedia(tightQuery)
  const cramped = useMedia(crampedQuery)
  const narrow = cramped || (chosen === null ? tight : chosen === 'narrow')
  const desk = useDeskCounts().value
  const waiting = desk ? desk.inboxToDecide + desk.heldPackages : 0
  const fold = () => {
    const next = narrow ? 'wide' : 'narrow'
    keep('rail', next)
    setChosen(next)
  }
  return (
    <nav className="rail" data-narrow={narrow} aria-label="栏目" data-region tabIndex={-1}>
      <div className="rail-brand">
        <Brand />
        <span>科协报送台</span>
      </div>
      <ul className="rail-list">
        {shown.map((screen) => (
          <li key={screen.name}>
            <button
              type="button"
              className="rail-entry"
              aria-current={screen.covers.includes(current) ? 'page' : undefined}
              aria-keyshortcuts={screen.digit === null ? undefined : `Alt+${screen.digit}`}
              title={screen.digit === null ? screen.title : `${screen.title}（Alt+${screen.digit}）`}
              onClick={() => void navigate(screen.route)}
            >
              {screen.icon}
              <span className={narrow ? 'for-readers' : 'rail-word'}>{screen.title}</span>
              {screen.name === counted && waiting > 0 ? (
                <span className="rail-count" title={`${waiting} 项待处理`}>
                  {waiting}
                </span>
              ) : null}
            </button>
          </li>
        ))}
      </ul>
      {cramped ? null : (
        <button type="button" className="rail-entry rail-fold" onClick={fold} title={narrow ? '展开栏目' : '收起栏目'}>
          {narrow ? <MenuUnfoldOutlined aria-hidden="true" /> : <MenuFoldOutlined aria-hidden="true" />}
          <span className={narrow ? 'for-readers' : 'rail-word'}>{narrow ? '展开栏目' : '收起栏目'}</span>
        </button>
      )}
    </nav>
  )
}

function Saving() {
  const state = useSaveState((held) => held.state)
  if (state.kind === 'idle') return null
  return (
    <span className="topbar-saving" data-kind={state.kind} role="status">
      {state.kind === 'saving' ? (
        <LoadingOutlined aria-hidden="true" />
      ) : state.kind === 'saved' ? (
        <CheckOutlined aria-hidden="true" />
      ) : (
        <WarningOutlined aria-hidden="true" />
      )}
      {state.kind === 'saving' ? '正在保存…' : state.kind === 'saved' ? `已保存 ${clockText(state.at)}` : '没有保存上'}
    </span>
  )
}

function TopBar({ onFind }: { onFind: () => void }) {
  const office = useAppState((held) => held.state?.office)
  const running = useTasks((held) => held.tasks.filter((task) => task.state === 'running').length)
  const tasks = useTasks((held) => held.tasks.length)
  const open = useTasks((held) => held.open)
  return (
    <header className="topbar" data-region tabIndex={-1}>
      <div className="topbar-office one-line" title={office?.name}>
        {office?.name}
      </div>
      <Saving />
      <AnnouncementLine />
      <div className="topbar-end">
        {tasks > 0 ? (
          <Button
            type="text"
            icon={running > 0 ? <LoadingOutlined aria-hidden="true" /> : <UnorderedListOutlined aria-hidden="true" />}
            aria-expanded={open}
            onClick={() => showTasks(!open)}
          >
            {running > 0 ? `正在做 ${running} 件事` : '办理结果'}
          </Button>
        ) : null}
        <DeskPerson />
        <button type="button" className="search-door" onClick={onFind} aria-keyshortcuts="Control+K">
          <SearchOutlined aria-hidden="true" />
          <span>查找</span>
          <kbd className="key-cap">Ctrl+K</kbd>
        </button>
        <HelpButton />
      </div>
    </header>
  )
}

export function Shell() {
  const route = useRoute((held) => held.route)
  const main = useRef<HTMLElement>(null)
  const [finding, setFinding] = useState(false)
  const [found, setFound] = useState(false)
  const find = () => {
    setFound(true)
    setFinding(true)
  }
  useShortcuts(find)
  useOpenedFiles()
  useIdleLock()
  useSelfTest()
  useStoreWarning()
  useEffect(() => {
    const timer = setTimeout(() => void loadScreensAhead(), aheadMs)
    return () => clearTimeout(timer)
  }, [])
  const { screen } = route
  // A new screen begins at its top.
  useEffect(() => {
    if (!screen) return
    main.current?.scrollTo(0, 0)
    // What was pressed went with its screen: the keyboard goes on in the new one, not at the top of the window.
    if (document.activeElement === document.body) main.current?.focus({ preventScroll: true })
    hideFinishedTasks()
  }, [screen])
  return (
    <div className="shell">
      <button type="button" className="skip-link" onClick={() => main.current?.focus()}>
        跳到正文
      </button>
      <Rail />
      <div className="shell-column">
        <TopBar onFind={find} />
        <main className="shell-main" id="main" ref={main} tabIndex={-1} data-region>
          <CurrentScreen route={route} />
        </main>
        <TaskPanel />
      </div>
      {found ? <Finder open={finding} onClose={() => setFinding(false)} /> : null}
    </div>
  )
}
