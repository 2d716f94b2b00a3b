/** The few calls of main that the preload script puts on `window.kexie`. Nothing here touches the store. */
export type FileFilter = { name: string; extensions: string[] }
export type AppInfo = {
  version: string
  dataDir: string
  /** Versions as a person reads them out on the telephone. */
  runtime: { electron: string; chromium: string; node: string }
  platform: string
}

export interface Bridge {
  /** Nonce of this page's style policy. */
  readonly cspNonce: string
  /** Asks for a port to the core; it arrives as a window message `kexie-port` with the port transferred. */
  connect(): void | Promise<void>
  /** Paths that the person chose; empty when the dialog was closed. */
  pickFiles(options: { title: string; filters?: FileFilter[]; multiple?: boolean }): Promise<string[]>
  pickFolder(options: { title: string }): Promise<string | null>
  saveAs(options: { title: string; defaultName: string; filters?: FileFilter[] }): Promise<string | null>
  showInFolder(path: string): Promise<void>
  appInfo(): Promise<AppInfo>
  restartCore(): Promise<void>
  /** Lets the person choose another data folder and starts the core on it. */
  chooseDataFolder?(): Promise<void>
  /** Path of a dropped file, where the runtime tells it; '' otherwise. */
  pathOf?(file: File): string
  quit(): Promise<void> | void
}
