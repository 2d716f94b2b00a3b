/** The self-test of a fresh installation: once a version, by itself, while the clerk is at work already. */
import { useEffect } from 'react'
import { call } from '../api.ts'
import { announce } from './announce.ts'
import { navigate } from './route.ts'

/** Milliseconds after the desk was shown: the start is left alone. */
const afterMs = 6000

async function testWhenDue(): Promise<void> {
  const { due } = await call('upkeep.lastSelfTest', {})
  if (!due) return
  const { checks } = await call('upkeep.selfTest', {})
  const bad = checks.filter(({ verdict }) => verdict === 'bad')
  if (bad.length === 0) return
  announce(`这台电脑的自检有 ${bad.length} 项不正常，请看一下再开始工作。`, {
    label: '去看',
    run: () => void navigate({ screen: 'settings', part: 'self-test' }),
  })
}

export function useSelfTest(): void {
  useEffect(() => {
    // What cannot be tested now is tested at the next start.
    const timer = setTimeout(() => void testWhenDue().catch(() => undefined), afterMs)
    return () => clearTimeout(timer)
  }, [])
}
