import type { Page } from '@playwright/test'

/**
 * Puts the focus on every control in turn, as somebody with a keyboard does, and names those that are not in sight
 * then (WCAG 2.4.11), or that cannot be brought into sight whole: cut off at a side, below a bar that stays, or out of
 * the window.
 */
export function unreachable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const controls = document.querySelectorAll<HTMLElement>(
      'a[href], button, input, select, textarea, video[controls], summary, [tabindex="0"]',
    )
    // What a small control is the heart of: the label of a tick, the frame of a list that opens.
    const frames = 'label, .ant-select, .ant-picker, .ant-input-number, .ant-input-affix-wrapper'
    const faults: string[] = []
    for (const control of controls) {
      if (control.tabIndex < 0 || control.matches(':disabled') || control.closest('[aria-hidden="true"]')) continue
      if (!control.checkVisibility({ checkVisibilityCSS: true })) continue
      control.focus()
      if (document.activeElement !== control) continue
      const frame = control.closest<HTMLElement>(frames) ?? control
      const hitAt = (share: number): boolean => {
        const box = frame.getBoundingClientRect()
        const top = Math.max(box.top, 0)
        // Of what is larger than the window, the part that shows.
        const y = (top + Math.min(box.bottom, innerHeight)) / 2
        const hit = document.elementFromPoint(box.left + box.width * share, y)
        return hit !== null && (frame.contains(hit) || hit === frame.parentElement)
      }
      const name = control.getAttribute('aria-label') ?? control.textContent?.trim().slice(0, 20) ?? ''
      const box = frame.getBoundingClientRect()
      if (box.width < 2 || box.height < 2) continue
      const said = `${control.tagName.toLowerCase()}.${control.className.split(' ')[0]} “${name}”`
      if (!hitAt(0.5)) faults.push(`not in sight with the focus: ${said}`)
      else {
        frame.scrollIntoView({ block: 'nearest', inline: 'nearest' })
        if (!hitAt(0.1) || !hitAt(0.9)) faults.push(`cut off: ${said}`)
      }
    }
    return faults
  })
}
