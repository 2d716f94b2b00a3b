import { loadLater } from '../load-later.tsx'
import { useProtect } from './protect.ts'

const ProtectDialog = loadLater(async () => (await import('./ProtectDialog.tsx')).ProtectDialog)

/** Stands in every state of the program; loads the dialog when it is asked for. */
export function KeyDialogs() {
  const asking = useProtect((held) => held.asking)
  return asking ? <ProtectDialog /> : null
}
