import type { KeyboardEvent } from 'react'

/** Escape inside a panel closes it; what is open above the panel, a dialog or a list to choose from, goes first. */
export const onEscape = (leave: () => void) => (event: KeyboardEvent<HTMLElement>) => {
  if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return
  if (!(event.target instanceof Element) || !event.currentTarget.contains(event.target)) return
  if (event.target.getAttribute('aria-expanded') !== 'true') leave()
}
