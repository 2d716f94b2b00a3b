/** How the words of the command line reach the core: in this process, or in the one that holds the store. */
import type { MethodInput, MethodName, MethodOutput } from '../../../shared/api/contract.ts'
import type { Progress } from '../../../shared/api/protocol.ts'

export interface CoreCalls {
  /** @throws Problem */
  call<M extends MethodName>(method: M, input: MethodInput<M>): Promise<MethodOutput<M>>
  close(): Promise<void>
}

export interface CallOptions {
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
}

/** What the socket answers. Nothing here carries bytes: a PDF or a picture never goes over the socket. */
export const socketMethods: ReadonlySet<string> = new Set<MethodName>([
  'app.state',
  'offices.init',
  'offices.list',
  'offices.exportCard',
  'offices.fingerprint',
  'offices.cardFingerprint',
  'offices.trust',
  'keys.protect',
  'keys.unlock',
  'keys.lock',
  'notices.list',
  'forms.show',
  'forms.schema',
  'records.list',
  'records.create',
  'records.open',
  'records.attach',
  'packages.export',
  'packages.verify',
  'packages.import',
  'packages.inbox',
  'intake.start',
  'intake.run',
  'packages.outbox',
  'receipts.write',
  'receipts.writeAll',
  'rosters.matrix',
  'rosters.saveSheet',
  'videos.inspect',
])
