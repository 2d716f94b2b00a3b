/** The system's own keeper of secrets, where there is one; elsewhere a passphrase must do. */
import { safeStorage } from 'electron'

const unavailable = 'keychain unavailable'

function bytesOf(input: unknown): Uint8Array {
  const bytes = (input as { bytes?: unknown } | null)?.bytes
  if (!(bytes instanceof Uint8Array)) throw new Error('bytes expected')
  return bytes
}

/** `{bytes}` → bytes sealed for this user of this computer. Throws where the system offers nothing real. */
export function protect(input: unknown): Uint8Array {
  const bytes = bytesOf(input)
  if (!safeStorage.isEncryptionAvailable()) throw new Error(unavailable)
  // On Linux without a keyring Electron falls back to a key that everyone knows.
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend?.() === 'basic_text') {
    throw new Error(unavailable)
  }
  return new Uint8Array(safeStorage.encryptString(Buffer.from(bytes).toString('base64')))
}

export function unprotect(input: unknown): Uint8Array {
  const bytes = bytesOf(input)
  if (!safeStorage.isEncryptionAvailable()) throw new Error(unavailable)
  return new Uint8Array(Buffer.from(safeStorage.decryptString(Buffer.from(bytes)), 'base64'))
}
