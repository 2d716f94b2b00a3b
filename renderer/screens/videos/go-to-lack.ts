import type { EntryLack, VideoEntry } from '../../../shared/api/videos.ts'
import { navigate, type Route } from '../../app/route.ts'

type Subject = Pick<VideoEntry, 'entryId' | 'authorizationId'>

function placeOf(lack: EntryLack, { entryId, authorizationId }: Subject): Route {
  switch (lack) {
    case 'video':
    case 'video-fault':
      return { screen: 'video', entryId, part: 'film' }
    case 'registration':
      return { screen: 'record', recordId: entryId, field: null }
    case 'consent':
      return { screen: 'video', entryId, part: 'signatures' }
    case 'participants':
    case 'guardian':
    case 'authorization': {
      const field = lack === 'authorization' ? null : 'participants'
      return authorizationId === null
        ? { screen: 'video', entryId, part: 'signatures' }
        : { screen: 'record', recordId: authorizationId, field }
    }
  }
}

/** Nothing is missing, and it has not gone up yet. */
export const isReady = ({ own, purged, lacks, state }: VideoEntry): boolean =>
  own && !purged && lacks.length === 0 && (state === 'draft' || state === 'to-stamp' || state === 'to-send')

/** Where what is missing is put right. */
export const goToLack = (lack: EntryLack, entry: Subject): void => void navigate(placeOf(lack, entry))
