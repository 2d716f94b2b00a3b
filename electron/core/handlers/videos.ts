import type { Handlers } from './context.ts'

const later = (): never => {
  throw new Error('not built yet')
}

export const videosHandlers = {
  'videos.inspect': async () => later(),
  'videos.list': async () => later(),
  'videos.open': async () => later(),
  'videos.create': async () => later(),
  'videos.savePoster': async () => later(),
  'videos.poster': async () => later(),
  'videos.place': async () => later(),
} satisfies Partial<Handlers>
