import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { loadLater } from '../load-later.tsx'
import type { PaperAsk } from './paper-ask.ts'

const PaperDialog = loadLater(async () => (await import('./PaperDialog.tsx')).PaperDialog)

type Props = {
  ask: PaperAsk
  size?: 'large'
  icon?: ReactNode
  title?: string
  disabled?: boolean
  /** Before it opens: what stands on the screen is kept first. */
  before?: () => Promise<boolean>
  children: ReactNode
}

/** The papers that go with something: opens them, and what stands on the screen while they are open. */
export function usePaper(ask: PaperAsk, before?: () => Promise<boolean>): { begin: () => void; dialog: ReactNode } {
  const [open, setOpen] = useState(false)
  const ready = async () => {
    if (before === undefined || (await before())) setOpen(true)
  }
  return {
    begin: () => void ready(),
    dialog: open ? <PaperDialog ask={ask} onClose={() => setOpen(false)} /> : null,
  }
}

/** Opens the papers that go with what stands beside the button. */
export function PaperButton({ ask, before, children, ...button }: Props) {
  const { begin, dialog } = usePaper(ask, before)
  return (
    <>
      <Button {...button} onClick={begin}>
        {children}
      </Button>
      {dialog}
    </>
  )
}
