import { lazy, Suspense } from 'react'
import { useProtect } from './protect.ts'

const ProtectDialog = lazy(async () => ({ default: (await import('./ProtectDialog.tsx')).ProtectDialog }))

/** Stands in every state of the program; loads the dialog when it is asked for. */
export function KeyDialogs() {
  const asking = useProtect((held) => held.asking)
  if (!asking) return null
  return (
    <Suspense fallback={null}>
      <ProtectDialog />
    </Suspense>
  )
}
