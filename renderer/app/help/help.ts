/** 帮助 beside whatever is open: nothing that is being typed is left for it. */
import { create } from 'zustand'
import type { ManualEntry } from '../../../shared/api/manual.ts'
import type { ProblemCode } from '../../../shared/problems.ts'
import { call } from '../../api.ts'
import { announce } from '../announce.ts'
import { useAppState } from '../app-state.ts'
import { navigate, useRoute } from '../route.ts'

export type ManualPlace = { pageId: string; section: string | null }

/** `back`: the places looked at before, the last one last. */
export const useHelp = create<{ place: ManualPlace | null; back: readonly ManualPlace[] }>(() => ({
  place: null,
  back: [],
}))

export function showHelp(place: ManualPlace): void {
  useHelp.setState(({ place: before, back }) => ({ place, back: before === null ? [] : [...back, before] }))
}

export function helpBack(): void {
  useHelp.setState(({ back }) => ({ place: back.at(-1) ?? null, back: back.slice(0, -1) }))
}

export function closeHelp(): void {
  useHelp.setState({ place: null, back: [] })
}

/** The manual does not change while the program runs. */
let entries: Promise<ManualEntry[]> | null = null

function manualEntries(): Promise<ManualEntry[]> {
  entries ??= call('manual.entries', {}).catch((thrown: unknown) => {
    entries = null
    throw thrown
  })
  return entries
}

async function find(wanted: (entry: ManualEntry) => boolean, section: string | null): Promise<void> {
  try {
    const entry = (await manualEntries()).find(wanted)
    if (entry) showHelp({ pageId: entry.pageId, section })
    else announce('使用手册里没有找到这一页。')
  } catch {
    announce('使用手册暂时打不开，请再试一次。')
  }
}

/** The screen that is shown; null: the core has not said, or does not run. */
function screenShown(): string | null {
  const { state } = useAppState.getState()
  if (!state) return null
  if (state.keys.state === 'locked') return 'unlock'
  return state.office ? useRoute.getState().route.screen : 'welcome'
}

/** The page of the screen that is shown. */
export async function helpOnScreen(): Promise<void> {
  const screen = screenShown()
  if (screen !== null) await find((entry) => entry.screens.includes(screen), null)
}

/** Why this happened and what to do about it. */
export const helpOnProblem = (code: ProblemCode): Promise<void> => find((entry) => entry.problems.includes(code), code)

/** Without a core there is nobody who could read the manual. */
export const useHelpAtHand = (): boolean => useAppState((held) => held.state !== null && !held.coreGone)

/** The manual needs the shell around it; before that only the drawer shows pages. */
export const useManualAtHand = (): boolean =>
  useAppState((held) => held.state?.office != null && held.state.keys.state !== 'locked')

/** Null: its table of contents. Before there is a shell the drawer shows the page, or how to begin. */
export function openManual(place: ManualPlace | null): void {
  closeHelp()
  const { state } = useAppState.getState()
  if (!state?.office || state.keys.state === 'locked') {
    if (state) showHelp(place ?? { pageId: 'first-day', section: null })
    return
  }
  void navigate({ screen: 'manual', pageId: place?.pageId ?? null, section: place?.section ?? null })
}
