import type { RefObject } from 'react'
import { afterPaint } from '../../../ui/after-paint.ts'

/** After one of a list was decided the next one waits for the keys. */
export function focusLater(list: RefObject<HTMLElement | null>, at: number): void {
  afterPaint(() => {
    const items = list.current?.querySelectorAll<HTMLElement>('[data-offer]')
    items?.[Math.min(at, items.length - 1)]?.focus()
  })
}
