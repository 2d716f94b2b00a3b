import type { Bridge } from '../shared/api/bridge.ts'

declare global {
  interface Window {
    readonly kexie: Bridge
  }
}
