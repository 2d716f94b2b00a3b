import { CheckOutlined, LoadingOutlined, MenuFoldOutlined, MenuUnfoldOutlined, SearchOutlined, UnorderedListOutlined, WarningOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { clockText } from '../text/dates.ts'
import { AnnouncementLine } from './AnnouncementLine.tsx'
import { Brand } from './Brand.tsx'
import { useAppState } from './app-state.ts'
import { navigate, useRoute } from './route.ts'
import { useSaveState } from './save-state.ts'
import { CurrentScreen, screens } from './screens.tsx'
import { TaskPanel } from './TaskPanel.tsx'
import { showTasks, useTasks } from './tasks.ts'
import { useShortcuts } from './use-shortcuts.ts'
import { useMethod } from './use-method.ts'

// Out of the first paint: the search brings a dialog with it.
const Finder = lazy(async () => ({ default: (await import('./Finder.tsx')).Finder }))

function Rail() {
  const current = useRoute((held) => held.route.screen)
  const [narrow, setNarrow] = useState(() => localStorage.getItem('rail') === 'narrow')
  const desk = useMethod('desk.overview', {}, ['packages']).value
  const waiting = desk ? desk.inboxToDecide + desk.heldPackages : 0
  const fold = () => {
    localStorage.setItem('rail', narrow ? 'wide' : 'narrow')
    setNarrow(!narrow)
  }
  return (
    <nav className="rail" data-narrow={narrow} aria-label="栏目" data-region tabIndex={-1}>
      <div className="rail-brand">
        <Brand />
        <span>科协报送台</span>
      </div>
      <ul className="rail-list">
        {screens.map((screen, index) => (
          <li key={screen.name}>
            <button
              type="button"
              className="rail-entry"
              aria-current={screen.covers.includes(current) ? 'page' : undefined}
              aria-keyshortcuts={`Alt+${index + 1}`}
              title={`${screen.title}（Alt+${index + 1}）`}
              onClick={() => void navigate(screen.route)}
            >
              {screen.icon}
              <span className={narrow ? 'for-readers' : 'rail-word'}>{screen.title}</span>
              {screen.name === 'inbox' && waiting > 0 ? (
                <span className="rail-count" title={`${waiting} 项待处理`}>
                  {waiting}
                </span>
              ) : null}
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className="rail-entry rail-fold" onClick={fold} title={narrow ? '展开栏目' : '收起栏目'}>
        {narrow ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
        <span className={narrow ? 'for-readers' : 'rail-word'}>{narrow ? '展开栏目' : '收起栏目'}</span>
      </button>
    </nav>
  )
}

function Saving() {
  const state = useSaveState((held) => held.state)
  if (state.kind === 'idle') return null
  return (
    <span className="topbar-saving" data-kind={state.kind} role="status">
      {state.kind === 'saving' ? <LoadingOutlined /> : state.kind === 'saved' ? <CheckOutlined /> : <WarningOutlined />}
      {state.kind === 'saving' ? '正在保存…' : state.kind === 'saved' ? `已保存 ${clockText(state.at)}` : '没有保存上'}
    </span>
  )
}

function TopBar({ onFind }: { onFind: () => void }) {
  const office = useAppState((held) => held.state?.office)
  const running = useTasks((held) => held.tasks.filter((task) => task.state === 'running').length)
  const tasks = useTasks((held) => held.tasks.length)
  return (
    <header className="topbar" data-region tabIndex={-1}>
      <div className="topbar-office one-line" title={office?.name}>
        {office?.name}
      </div>
      <Saving />
      <div className="topbar-end">
        {tasks > 0 ? (
          <Button type="text" icon={running > 0 ? <LoadingOutlined /> : <UnorderedListOutlined />} onClick={() => showTasks(true)}>
            {running > 0 ? `正在做 ${running} 件事` : '做过的事'}
          </Button>
        ) : null}
        <button type="button" className="search-door" onClick={onFind} aria-keyshortcuts="Control+K">
          <SearchOutlined />
          <span>查找</span>
          <kbd className="key-cap">Ctrl+K</kbd>
        </button>
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
  const { screen } = route
  // A new screen begins at its top.
  useEffect(() => {
    if (screen) main.current?.scrollTo(0, 0)
  }, [screen])
  return (
    <div className="shell">
      <a
        className="skip-link"
        href="#main"
        onClick={(event) => {
          event.preventDefault()
          main.current?.focus()
        }}
      >
        跳到正文
      </a>
      <Rail />
      <div className="shell-column">
        <TopBar onFind={find} />
        <main className="shell-main" id="main" ref={main} tabIndex={-1} data-region>
          <Suspense fallback={<div className="page fresh-wait quiet">正在打开…</div>}>
            <CurrentScreen route={route} />
          </Suspense>
        </main>
      </div>
      <TaskPanel />
      <AnnouncementLine />
      {found ? (
        <Suspense fallback={null}>
          <Finder open={finding} onClose={() => setFinding(false)} />
        </Suspense>
      ) : null}
    </div>
  )
}
