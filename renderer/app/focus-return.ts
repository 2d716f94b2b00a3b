/**
 * Gives the focus back when a dialog goes: antd does so only for one that is closed and not for one that its screen
 * takes away, and never where the button that opened it is gone too. Without it the next Tab begins at the top.
 */

type Left = { element: HTMLElement; around: readonly HTMLElement[] }

const dialogs = '[role="dialog"], [role="alertdialog"]'
const focusable =
  'button:not(:disabled), [href], input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]'

const isShown = (element: HTMLElement): boolean => element.isConnected && element.getClientRects().length > 0

function around(element: HTMLElement): HTMLElement[] {
  const places: HTMLElement[] = []
  for (let place = element.parentElement; place && place !== document.body; place = place.parentElement)
    places.push(place)
  return places
}

/** The control itself, else the first one in the nearest place of it that is still there. */
function standIn({ element, around: places }: Left): HTMLElement | null {
  if (isShown(element) && !element.matches(':disabled')) return element
  const place = places.find(isShown)
  return place ? ([...place.querySelectorAll<HTMLElement>(focusable)].find(isShown) ?? null) : null
}

export function giveFocusBack(): void {
  /** For each open dialog, in the order of opening: where the focus was before. */
  let stack: { dialog: Element; left: Left }[] = []
  let last: HTMLElement | null = null
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return
    // antd puts the focus on the frame around a drawer's dialog.
    const dialog = target.closest('.ant-drawer') ?? target.closest(dialogs)
    const before = last
    last = target
    if (!dialog || stack.some((one) => one.dialog === dialog)) return
    // The focus guards of a dialog are part of it.
    if (before && !dialog.parentElement?.contains(before))
      stack.push({ dialog, left: { element: before, around: around(before) } })
  })
  const look = () => {
    const gone = stack.filter(({ dialog }) => !dialog.isConnected || dialog.getClientRects().length === 0)
    if (gone.length === 0) return
    stack = stack.filter((one) => !gone.includes(one))
    const here = document.activeElement
    if (here && here !== document.body && here.isConnected && !gone.some(({ dialog }) => dialog.contains(here))) return
    const [first] = gone
    const main = document.getElementById('main')
    ;((first && standIn(first.left)) ?? main)?.focus()
  }
  // antd hangs its dialogs under the body.
  new MutationObserver(look).observe(document.body, { childList: true })
}
