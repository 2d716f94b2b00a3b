import type { StoreDb } from '../../../db/connection.ts'
import type { StoreCheck } from '../../../shared/api/backups.ts'
import type { CoreEvents, MethodInput, MethodName, MethodOutput, MethodParsed } from '../../../shared/api/contract.ts'
import type { Progress } from '../../../shared/api/protocol.ts'
import type { FileStore } from '../attachments/attachment-store.ts'
import type { Backups } from '../backup/backups.ts'
import type { ExampleMark } from '../example/example-mark.ts'
import type { NoticeShelf } from '../notices/notice-shelf.ts'
import type { StorePaths } from '../store/folder.ts'
import type { Log } from '../store/log.ts'
import type { Ask, Vault } from '../store/vault.ts'
import type { Write } from '../store/write.ts'

/** Another store that this process has open, called as a page calls ours. */
export interface StoreBeside {
  /** @throws Problem, and nothing else */
  call<M extends MethodName>(method: M, input: MethodInput<M>): Promise<MethodOutput<M>>
  close(): Promise<void>
}
/** Opens a store without a window and without a keychain, on a clock of its own. @throws as createCore */
export type OpenBeside = (dataDir: string, now: () => Date) => Promise<StoreBeside>

/** The look through the whole store (backup/store-watch.ts). */
export interface WatchedStore {
  /** Null: none since this program started. */
  readonly last: StoreCheck | null
  /** Where the reading of files in the background goes on. */
  filesFrom: string
  /** @throws Problem cancelled */
  look(ctx: HandlerContext, call: Call): Promise<StoreCheck>
  daily(ctx: HandlerContext): void
  close(): Promise<void>
}

/** What every handler works with. */
export interface HandlerContext {
  /** For reads. Inside `write` use the transaction that it hands over: anything else would wait for itself. */
  readonly db: StoreDb
  /** One transaction on the writer queue; `work` awaits only the transaction's own queries. */
  readonly write: Write
  readonly store: StorePaths
  readonly vault: Vault
  /** Content-addressed attachments and PDFs. */
  readonly attachments: FileStore
  readonly documents: FileStore
  readonly notices: NoticeShelf
  readonly backups: Backups
  /** Looks through the whole store in the background. */
  readonly watch: WatchedStore
  /** The log: who is at the desk may be another one now. */
  readonly deeds: { forgetPerson(): void }
  readonly log: Log
  readonly resourcesDir: string
  readonly appVersion: string
  /** Set when this store is 示例单位: every page, name and file that comes out of it says so. */
  readonly example: ExampleMark | null
  readonly openBeside: OpenBeside
  now(): Date
  /** Null without a main process (command line, tests): nothing can be rendered and there is no keychain. */
  readonly ask: Ask | null
  emit<E extends keyof CoreEvents>(event: E, value: CoreEvents[E]): void
}

/** One call: its cancellation and its progress. */
export interface Call {
  readonly signal: AbortSignal
  progress(progress: Progress): void
}

export type Handler<M extends MethodName> = (
  input: MethodParsed<M>,
  ctx: HandlerContext,
  call: Call,
) => Promise<MethodOutput<M>>
/** Each domain exports `xxxHandlers = { … } satisfies Partial<Handlers>`; dispatch.ts joins them. */
export type Handlers = { readonly [M in MethodName]: Handler<M> }

/** `data.changed` for one domain; pages read again what they show. */
export function changed(ctx: HandlerContext, domain: CoreEvents['data.changed']['domain']): void {
  ctx.emit('data.changed', { domain })
}
