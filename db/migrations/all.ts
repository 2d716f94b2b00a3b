import { initial } from './0001-initial.ts'
import { ownNotices } from './0002-own-notices.ts'
import { handovers } from './0003-handovers.ts'
import { earlierPapers } from './0004-earlier-papers.ts'
import { scans } from './0005-scans.ts'
import { calendars } from './0006-calendars.ts'
import { publishedNotices } from './0007-published-notices.ts'
import { wordCopies } from './0008-word-copies.ts'
import { videos } from './0009-videos.ts'
import { consents } from './0010-consents.ts'
import { personal } from './0011-personal.ts'
import { evidence } from './0012-evidence.ts'
import { reviews } from './0013-reviews.ts'
import { activities } from './0014-activities.ts'
import { exchange } from './0015-exchange.ts'
import { deeds } from './0016-deeds.ts'
import { straightened } from './0017-straightened.ts'
import { lists } from './0018-lists.ts'
import type { Migration } from './migration.ts'

const steps: readonly Migration[] = [
  initial,
  ownNotices,
  handovers,
  earlierPapers,
  scans,
  calendars,
  publishedNotices,
  wordCopies,
  videos,
  consents,
  personal,
  evidence,
  reviews,
  activities,
  exchange,
  deeds,
]

/** In order: the n-th migration leads to `user_version` n. */
export const migrations: readonly Migration[] = [...steps, straightened(steps), lists]
