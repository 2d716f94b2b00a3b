import { Button } from 'antd'
import { useState } from 'react'
import { WelcomeScreen } from '../screens/welcome/WelcomeScreen.tsx'
import { bringCoreBack, loadAppState, useAppState } from './app-state.ts'
import { Brand } from './Brand.tsx'
import { ExampleRibbon } from './example/ExampleRibbon.tsx'
import { HelpButton } from './help/HelpButton.tsx'
import { useHelp } from './help/help.ts'
import { useHelpKey } from './help/use-help-key.ts'
import { KeyDialogs } from './keys/KeyDialogs.tsx'
import { loadLater } from './load-later.tsx'
import { ProblemNote } from './ProblemNote.tsx'
import { Shell } from './Shell.tsx'
import { useSheet, useShortcutSheetKey } from './use-shortcut-sheet.ts'

const UnlockScreen = loadLater(async () => (await import('../screens/unlock/UnlockScreen.tsx')).UnlockScreen)
const StartFailedScreen = loadLater(
  async () => (await import('../screens/start-failed/StartFailedScreen.tsx')).StartFailedScreen,
)

// Out of the first paint, with the drawer that it brings.
const ShortcutSheet = loadLater(async () => (await import('./ShortcutSheet.tsx')).ShortcutSheet)
const HelpDrawer = loadLater(async () => (await import('./help/HelpDrawer.tsx')).HelpDrawer)

/** Stands over everything: nothing can be done without the core, and what is on screen is not to be trusted as saved. */
function CoreGone() {
  const [busy, setBusy] = useState(false)
  return (
    <div className="core-gone" role="alertdialog" aria-modal="true" aria-label="需要重新启动">
      <div className="core-gone-card">
        <ProblemNote
          problem={{ code: 'core.gone', details: {} }}
          action={
            <Button
              type="primary"
              size="large"
              autoFocus
              loading={busy}
              onClick={() => {
                setBusy(true)
                void bringCoreBack().finally(() => setBusy(false))
              }}
            >
              重新启动
            </Button>
          }
        />
      </div>
    </div>
  )
}

function Standing() {
  const { state, problem } = useAppState()
  const failed = state ? null : (problem ?? window.kexie.startProblem)
  if (failed) return <StartFailedScreen problem={failed} onRetry={loadAppState} />
  if (!state) return null
  if (state.keys.state === 'locked' || !state.office)
    return (
      <>
        {state.keys.state === 'locked' ? <UnlockScreen /> : <WelcomeScreen />}
        <div className="door-help">
          <HelpButton />
        </div>
      </>
    )
  return <Shell />
}

/** The painted shell of index.html, for as long as the core has not said who we are. */
function PaintedShell() {
  return (
    <div className="shell">
      <div className="rail" aria-hidden="true">
        <div className="rail-brand">
          <Brand />
          <span>科协报送台</span>
        </div>
      </div>
      <div className="shell-column">
        <div className="topbar" aria-hidden="true" />
      </div>
    </div>
  )
}

/** 示例单位 says what it is over every screen of it, the door and a failure included. */
function Stage() {
  const madeAt = useAppState((held) => held.state?.example?.madeAt)
  if (madeAt === undefined) return <Standing />
  return (
    <div className="example-stage">
      <ExampleRibbon madeAt={madeAt} />
      <div className="example-body">
        <Standing />
      </div>
    </div>
  )
}

export function App() {
  const coreGone = useAppState((held) => held.coreGone)
  const helping = useHelp((held) => held.place !== null)
  useHelpKey()
  useShortcutSheetKey()
  const sheet = useSheet((held) => held.open)
  const [sheetAsked, setSheetAsked] = useState(sheet)
  if (sheet && !sheetAsked) setSheetAsked(true)
  const known =
    useAppState((held) => held.state !== null || held.problem !== null) || window.kexie.startProblem !== null
  return (
    <>
      {known ? <Stage /> : <PaintedShell />}
      <KeyDialogs />
      {helping ? <HelpDrawer /> : null}
      {sheetAsked ? <ShortcutSheet /> : null}
      {coreGone ? <CoreGone /> : null}
    </>
  )
}
