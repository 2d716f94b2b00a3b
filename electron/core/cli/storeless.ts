/** Words that need no store: a package or a card at hand, looked at by anybody. */
import type { MethodInput, MethodName, MethodOutput } from '../../../shared/api/contract.ts'
import { Problem } from '../../../shared/problems.ts'
import { fingerprintGroups } from '../package/card.ts'
import { verifyPackage } from '../package/reader.ts'
import { readCardFile } from '../submission/card-file.ts'
import { currentName } from '../submission/office-cards.ts'
import { storelessContext, verifiedPackage } from '../submission/verify-context.ts'
import { readTableFile } from '../tables/read/read-table-file.ts'
import { inspectVideo } from '../videos/inspect.ts'
import type { CallOptions, CoreCalls } from './core-calls.ts'

export function storelessCalls({ signal, onProgress }: CallOptions): CoreCalls {
  return {
    call: async <M extends MethodName>(method: M, input: MethodInput<M>) =>
      (await answer(method, input)) as MethodOutput<M>,
    close: async () => undefined,
  }

  async function answer(method: MethodName, input: unknown): Promise<unknown> {
    if (method === 'packages.verify') {
      const { path } = input as MethodInput<'packages.verify'>
      const progress = (done: number, total: number) => onProgress({ phase: 'verify', done, total, unit: 'bytes' })
      return verifiedPackage(await verifyPackage(path, storelessContext, { signal, progress }), async () => null)
    }
    if (method === 'offices.cardFingerprint') {
      const { card, signer } = await readCardFile((input as MethodInput<'offices.cardFingerprint'>).card, signal)
      const signKey = card.devices.find((device) => device.deviceId === signer)?.signKey ?? ''
      return {
        officeId: card.officeId,
        name: currentName(card),
        groups: fingerprintGroups(card),
        signKey,
        ageRecipient: card.ageRecipient,
      }
    }
    if (method === 'tables.readFile') return readTableFile((input as MethodInput<'tables.readFile'>).path, { signal })
    if (method === 'videos.inspect') return inspectVideo((input as MethodInput<'videos.inspect'>).path, { signal })
    throw new Problem('method.unknown', { method })
  }
}
