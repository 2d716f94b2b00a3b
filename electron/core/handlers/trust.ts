/** Trust between offices: cards go out and come in, a person compares 指纹码 (bundle-format.md §2). */
import { ownOffice } from '../../../db/queries/offices.ts'
import { toKnownOffice } from '../offices/own-office.ts'
import { fingerprintGroups } from '../package/card.ts'
import { exportCard, readCardFile } from '../submission/card-file.ts'
import { currentName, trustCard } from '../submission/office-cards.ts'
import { oneAtATime } from '../submission/one-at-a-time.ts'
import { cardOfFile, comparedCard, compareGroups } from '../trust/compare.ts'
import { changed, type Handlers } from './context.ts'

export const trustHandlers = {
  'offices.exportCard': async ({ out }, ctx, call) => oneAtATime(ctx, 'send', call, () => exportCard(ctx, call, out)),

  /** Of a card file, before anything is taken in. */
  'offices.cardFingerprint': async ({ card: file }, _ctx, call) => {
    const { card, signer } = await readCardFile(file, call.signal)
    const device = card.devices.find((candidate) => candidate.deviceId === signer)
    return {
      officeId: card.officeId,
      name: currentName(card),
      groups: fingerprintGroups(card),
      signKey: device?.signKey ?? '',
      ageRecipient: card.ageRecipient,
    }
  },

  'offices.trust': async ({ card: file, officeId, fingerprint, way }, ctx, call) => {
    const ofFile = file === null ? null : await cardOfFile(ctx, file, call)
    if (ofFile) compareGroups(ofFile, fingerprint)
    const card = ofFile ?? (await comparedCard(ctx, officeId, fingerprint))
    const row = await trustCard(ctx, card, way)
    changed(ctx, 'offices')
    return toKnownOffice(row, card, (await ownOffice(ctx.db))?.upstream_office_id ?? null)
  },
} satisfies Partial<Handlers>
