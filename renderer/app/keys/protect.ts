/** The first signed export asks for a passphrase; whoever signs goes through here. */
import { create } from 'zustand'
import { problemOf } from '../../api.ts'

type Held = { asking: boolean; purpose: string; answer: (protectedNow: boolean) => void }

export const useProtect = create<Held>(() => ({ asking: false, purpose: '', answer: () => {} }))

/** Opens the passphrase dialog; true when the passphrase is set and the recovery sheet was taken care of. */
export function askForPassphrase(purpose: string): Promise<boolean> {
  return new Promise((resolve) => {
    useProtect.setState({
      asking: true,
      purpose,
      answer: (protectedNow) => {
        useProtect.setState({ asking: false })
        resolve(protectedNow)
      },
    })
  })
}

const notSetUp = new Set(['keys.not-set-up', 'keys.passphrase-needed'])

/**
 * Does what needs the office's signature; where the passphrase is not set yet, asks for it once and does it then.
 * Null: the person closed the dialog, nothing was done. Rejects with whatever else goes wrong.
 */
export async function withKeys<T>(purpose: string, signed: () => Promise<T>): Promise<T | null> {
  try {
    return await signed()
  } catch (thrown) {
    if (!notSetUp.has(problemOf(thrown).code)) throw thrown
    return (await askForPassphrase(purpose)) ? await signed() : null
  }
}
