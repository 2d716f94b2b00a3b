/**
 * What a field says when it is left may move what lies below it. While a button of the mouse is down that would move the
 * button from under the pointer, and the click would be lost: so it waits until the click is done.
 */
let pressed = false
let waiting: (() => void)[] = []

const release = (): void => {
  pressed = false
  const due = waiting
  waiting = []
  // The click comes after the release.
  if (due.length === 0) return
  setTimeout(() => {
    for (const act of due) act()
  }, 0)
}

window.addEventListener(
  'pointerdown',
  () => {
    pressed = true
  },
  true,
)
for (const end of ['pointerup', 'pointercancel', 'dragend']) window.addEventListener(end, release, true)
// Of the window itself: that of a field does not come up to it.
window.addEventListener('blur', release)

/** At once, or when the mouse is let go. */
export function afterPress(act: () => void): void {
  if (pressed) waiting.push(act)
  else act()
}
