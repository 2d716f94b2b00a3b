/** One quiet line in the top bar, where it covers nothing, after something was done, with 撤销 where it can be undone. */
import { create } from 'zustand'

export type Announcement = { id: number; text: string; action: { label: string; run: () => void } | null }

export const useAnnouncement = create<{ current: Announcement | null }>(() => ({ current: null }))

/** Long enough to reach 撤销 without hurry. */
const shownMs = 8000
let lastId = 0

export function announce(text: string, action: Announcement['action'] = null): void {
  const id = ++lastId
  useAnnouncement.setState({ current: { id, text, action } })
  setTimeout(() => {
    if (useAnnouncement.getState().current?.id === id) useAnnouncement.setState({ current: null })
  }, shownMs)
}

export function dismissAnnouncement(): void {
  useAnnouncement.setState({ current: null })
}
