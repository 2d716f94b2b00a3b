/** Date marks on photos. The work is in photos/; here stands the contract. */
import { checkPhotos } from '../photos/check-photos.ts'
import type { Handlers } from './context.ts'

export const photosHandlers = {
  'photos.check': (input, ctx, call) => checkPhotos(ctx, call, input),
} satisfies Partial<Handlers>
