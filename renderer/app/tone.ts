/** Which of the four tones holds: what was chosen on this PC, or what the system asks for. */
import { useEffect, useLayoutEffect } from 'react'
import { create } from 'zustand'
import { type Appearance, smallestZoom } from '../../shared/domain/appearance.ts'
import type { Tone } from './palette.ts'
import { useMedia } from './use-media.ts'

/** Null until main has answered. */
export const useAppearance = create<{ now: Appearance | null }>(() => ({ now: null }))

/** How the page was served: main knows of a chosen contrast before the page can ask. */
const served = document.documentElement.dataset.tone ?? ''

export const zoomNow = ({ now }: { now: Appearance | null }): number => now?.zoom ?? smallestZoom

/** The tone on screen; keeps `data-tone` of the page true. */
export function useTone(): Tone {
  const chosen = useAppearance(({ now }) => now?.tone ?? (served || 'system'))
  const dark = useMedia('(prefers-color-scheme: dark)')
  const more = useMedia('(prefers-contrast: more)')
  useEffect(() => {
    const adopt = (now: Appearance) => useAppearance.setState({ now })
    const end = window.kexie.onAppearance(adopt)
    window.kexie.appearance().then(adopt, () => undefined)
    return end
  }, [])
  const bright = chosen === 'system' ? !dark : !chosen.startsWith('dark')
  const tone: Tone = `${bright ? 'light' : 'dark'}${more || chosen.endsWith('-contrast') ? '-contrast' : ''}`
  useLayoutEffect(() => {
    document.documentElement.dataset.tone = tone
  }, [tone])
  return tone
}
