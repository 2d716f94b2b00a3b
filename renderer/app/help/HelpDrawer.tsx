import { ArrowLeftOutlined, ReadOutlined } from '@ant-design/icons'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { ProblemNote } from '../ProblemNote.tsx'
import { useMethod } from '../use-method.ts'
import { closeHelp, helpBack, type ManualPlace, openManual, showHelp, useHelp, useManualAtHand } from './help.ts'
import { ManualText } from './ManualText.tsx'

/** Over dialogs too: what they ask is what help is asked for. */
const overDialogs = 1300

export function HelpDrawer() {
  const place = useHelp((held) => held.place)
  const canGoBack = useHelp((held) => held.back.length > 0)
  return place ? <OpenDrawer place={place} canGoBack={canGoBack} /> : null
}

function OpenDrawer({ place, canGoBack }: { place: ManualPlace; canGoBack: boolean }) {
  const inShell = useManualAtHand()
  const [overDialog] = useState(() => document.querySelector('.ant-modal-wrap:not([style*="none"])') !== null)
  const { value: page, problem, reread } = useMethod('manual.page', { pageId: place.pageId }, [])
  return (
    <Drawer
      open
      className="help-drawer"
      title={page?.title ?? '帮助'}
      size={480}
      zIndex={overDialogs}
      // What the page tells to do is done on the screen beside it. A dialog would keep the keyboard to itself: over one
      // the page takes it.
      mask={overDialog}
      focusable={{ trap: overDialog }}
      onClose={closeHelp}
      extra={
        <div className="help-drawer-foot">
          {canGoBack ? (
            <Button type="text" icon={<ArrowLeftOutlined aria-hidden="true" />} onClick={helpBack}>
              后退
            </Button>
          ) : null}
          {inShell ? (
            <Button type="text" icon={<ReadOutlined aria-hidden="true" />} onClick={() => openManual(place)}>
              在手册里看
            </Button>
          ) : null}
        </div>
      }
    >
      <ProblemNote problem={problem} action={<Button onClick={reread}>再读一次</Button>} />
      {page ? <ManualText page={page} section={place.section} follow={showHelp} /> : null}
    </Drawer>
  )
}
