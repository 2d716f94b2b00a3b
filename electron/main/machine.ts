/** What only main can see of this computer, for the self-test. */
import { app, safeStorage } from 'electron'
import type { MachineFacts } from '../../shared/api/upkeep.ts'
import { protect, unprotect } from './keychain.ts'
import { countPrinters } from './print.ts'

/** A secret really goes in and comes out again. */
function keychainWorks(): MachineFacts['keychain'] {
  if (!safeStorage.isEncryptionAvailable()) return 'none'
  try {
    const secret = new Uint8Array([20, 22, 5, 30])
    const back = unprotect({ bytes: protect({ bytes: secret }) })
    return Buffer.from(back).equals(secret) ? 'good' : 'bad'
  } catch {
    // Linux without a keyring offers a key that everyone knows: refused like none at all.
    return process.platform === 'linux' ? 'none' : 'bad'
  }
}

export async function machineFacts(): Promise<MachineFacts> {
  const { electron, chrome, node } = process.versions
  return {
    runtime: { electron, chromium: chrome, node },
    packaged: app.isPackaged,
    sandboxed: !app.commandLine.hasSwitch('no-sandbox'),
    keychain: keychainWorks(),
    printers: await countPrinters(),
  }
}
