/** Posters of films that nobody has opened yet: one after the other, while the page has nothing else to do. */
import { useEffect } from 'react'
import { capturePoster, isTried } from './capture-poster.ts'
import { isPlayable } from './playable.ts'

let wanted: readonly string[] = []
let busy = false

const idle = (): Promise<void> => new Promise((resolve) => requestIdleCallback(() => resolve()))

async function drawWanted(): Promise<void> {
  if (busy) return
  busy = true
  try {
    for (;;) {
      await idle()
      // What is in sight may be something else by now.
      const next = wanted.find((digest) => !isTried(digest))
      if (next === undefined) return
      await capturePoster(next)
    }
  } finally {
    busy = false
  }
}

type Listed = { readonly digest: string; readonly mediaType: string; readonly hasPoster: boolean }

/** @param inSight null while the list moves: nothing new is begun then */
export function useBackgroundPosters(inSight: readonly Listed[] | null): void {
  const key = (inSight ?? [])
    .filter(({ hasPoster, mediaType }) => !hasPoster && isPlayable(mediaType))
    .map(({ digest }) => digest)
    .join(' ')
  useEffect(() => {
    wanted = key === '' ? [] : key.split(' ')
    if (wanted.length > 0) void drawWanted()
    return () => {
      wanted = []
    }
  }, [key])
}
