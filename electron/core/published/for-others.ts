/** A notice of ours as other offices get it. Pure, and the same for one version at all times: its digest is signed. */
import { levelBelow } from '../../../shared/notice/office-levels.ts'
import type { NoticePack } from '../../../shared/notice/pack.ts'
import { canonicalJson, sha256Hex } from '../package/canonical.ts'
import type { PublishedPack } from '../package/schema.ts'
import { publishedId } from './published-id.ts'

/** How own-pack.ts addresses a notice that the clerk made for the own office. */
const ourselves = '本单位'

/** What was made for ourselves and goes out is for the level below us. */
function addressed({ addressees }: NoticePack): NoticePack['addressees'] {
  if (addressees.some((one) => one.wording !== ourselves)) return addressees
  return addressees.map((one) => ({
    ...one,
    level: levelBelow(one.level),
    type: 'association' as const,
    wording: '各下级单位',
  }))
}

/** @param packJson as it was put in force: a later program may read more into it, which is not what was signed */
export function forOthers(packJson: string, pack: NoticePack, officeId: string): PublishedPack {
  const change = { id: publishedId(pack.id, officeId), addressees: addressed(pack) }
  const json = canonicalJson({ ...(JSON.parse(packJson) as object), ...change })
  return { pack: { ...pack, ...change }, json, digest: sha256Hex(json) }
}
