/** The few calls of main that the preload script puts on `window.kexie`. Nothing here touches the store. */
import type { Appearance } from '../domain/appearance.ts'
import type { ProblemData } from '../problems.ts'
import type { LetterOrder } from './authorizations.ts'
import type { DeedsToPrint } from './deeds.ts'
import type { PaperOrder } from './papers.ts'
import type { ReviewPaper } from './reviews.ts'
import type { RosterSheet } from './rosters.ts'
import type { CorrectionOrder } from './tables.ts'

export type FileFilter = { name: string; extensions: string[] }
export type AppInfo = {
  version: string
  dataDir: string
  /** Versions as a person reads them out on the telephone. */
  runtime: { electron: string; chromium: string; node: string }
  platform: string
  /** False for the administrator account of Linux, where Chromium refuses its sandbox. */
  sandboxed: boolean
}
/** A closed dialog is an outcome, not a failure. */
export type PrintAnswer = { outcome: 'printed' | 'cancelled' } | { problem: ProblemData }
/** `discard`: our own store, with the example thrown away. */
export type StoreChoice = 'own' | 'example' | 'discard'
/** Entries of the menu that the page carries out. */
export type MenuCommand = 'changelog' | 'help' | 'manual' | 'print' | 'search' | 'settings' | 'shortcuts'

/** What a click on a notification opens. */
export type DutyToOpen = { noticeId: string; recordId: string | null }

export interface Bridge {
  /** Nonce of this page's style policy. */
  cspNonce(): string
  /** Why the start failed, in the window that says so; null everywhere else. */
  readonly startProblem: ProblemData | null
  /** Asks for a port to the core; it arrives as a window message `kexie-port` with the port transferred. */
  connect(): void | Promise<void>
  /** Paths that the person chose; empty when the dialog was closed. */
  pickFiles(options: { title: string; filters?: FileFilter[]; multiple?: boolean }): Promise<string[]>
  pickFolder(options: { title: string }): Promise<string | null>
  saveAs(options: { title: string; defaultName: string; filters?: FileFilter[] }): Promise<string | null>
  showInFolder(path: string): Promise<void>
  /**
   * The system's print dialog for a frozen revision, for what was sent for a notice, for a paper that goes with records,
   * for letters to be signed, for papers of a review, for the record of a purge, for the page of a year, for the
   * sources of a record's figures, for the 更正单 of a sender, for 催报单 and 报送情况表, for a roll-up, for 操作日志, or for 工作移交清单.
   */
  print(
    input:
      | { recordId: string; revision: number; masked?: boolean }
      | { noticeId: string }
      | { order: PaperOrder }
      | { letters: LetterOrder; masked?: boolean }
      | { review: ReviewPaper }
      | { purgeId: string }
      | { origin: { recordId: string; revision: number | null } }
      | { yearPage: { year: number; noticeId: string | null } }
      | { correction: CorrectionOrder }
      | { rosterSheet: { noticeId: string; sheet: RosterSheet } }
      | { rollup: { noticeId: string; formId: string; number: number | null } }
      | { deeds: DeedsToPrint }
      | { custody: { from: string; to: string } }
      /** A page of the manual; null: all of it. */
      | { manual: { pageId: string | null } },
  ): Promise<PrintAnswer>
  appInfo(): Promise<AppInfo>
  appearance(): Promise<Appearance>
  setAppearance(change: Partial<Appearance>): Promise<void>
  /** Chosen in the menu or by `setAppearance`. Returns the function that ends the subscription. */
  onAppearance(listener: (now: Appearance) => void): () => void
  restartCore(): Promise<void>
  /** Starts the core with a copy in the place of the store, where the store does not open. */
  restoreBackup(id: string): Promise<void>
  /** Lets the person choose another data folder and starts the core on it. */
  chooseDataFolder?(): Promise<void>
  /**
   * Puts the window on another store: the example beside ours (made before by `example.prepare`), or our own; the page
   * is loaded anew. `discard` also deletes the example.
   */
  switchStore(to: StoreChoice): Promise<void>
  /** Path of a dropped file, where the runtime tells it; '' otherwise. */
  pathOf?(file: File): string
  /** Returns the function that ends the subscription. */
  onMenu(listener: (command: MenuCommand) => void): () => void
  /** Takes the files that the person opened with the program since this was last asked: absolute paths. */
  openedFiles(): Promise<string[]>
  /** More have come. Returns the function that ends the subscription. */
  onFilesOpened(listener: () => void): () => void
  /** A notification was clicked; null: the desk. Returns the function that ends the subscription. */
  onOpenDuty(listener: (duty: DutyToOpen | null) => void): () => void
  /** Since the last key or movement anywhere; null: the system does not say. */
  idleSeconds(): Promise<number | null>
  /** The system locks its screen or falls asleep. Returns the function that ends the subscription. */
  onLockWanted(listener: () => void): () => void
  quit(): Promise<void> | void
}
