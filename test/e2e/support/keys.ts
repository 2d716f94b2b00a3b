/** A clerk whose mouse is broken: everything by keys, and at every stop it must be seen where the keys go. */
import { expect, type Locator, type Page } from '@playwright/test'

/** As many Tabs as somebody has patience for. */
const patience = 60

/**
 * What stands out around the control that has the focus; '' when nothing does. Small controls (a tick, the box of a
 * list) are drawn by a frame around or a mark beside them.
 */
function markOfFocus(): string {
  const here = document.activeElement
  if (!(here instanceof HTMLElement) || here === document.body) return ''
  const frame = here.closest<HTMLElement>(
    'label, .ant-select, .ant-picker, .ant-input-affix-wrapper, .ant-segmented-item',
  )
  const drawn = [here, here.parentElement, frame, ...(frame?.querySelectorAll<HTMLElement>('*') ?? [])]
  const blue = getComputedStyle(document.documentElement).getPropertyValue('--blue').trim()
  const probe = document.createElement('i')
  probe.style.color = blue
  document.body.append(probe)
  const ring = getComputedStyle(probe).color
  probe.remove()
  const shown = (frame ?? here).getBoundingClientRect()
  const [x, y] = [(shown.left + shown.right) / 2, (Math.max(shown.top, 0) + Math.min(shown.bottom, innerHeight)) / 2]
  const hit = document.elementFromPoint(x, y)
  const inSight = hit !== null && ((frame ?? here).contains(hit) || hit.contains(here))
  if (!inSight) return ''
  for (const one of drawn) {
    if (!one) continue
    const style = getComputedStyle(one)
    if (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 1.5) return 'outline'
    if (style.boxShadow.includes(ring)) return 'ring'
    if (style.borderTopColor === ring && style.borderTopWidth !== '0px') return 'border'
  }
  return ''
}

const nameOfFocus = (): string => {
  const here = document.activeElement
  return `${here?.tagName.toLowerCase()}.${here?.className} “${here?.getAttribute('aria-label') ?? here?.textContent?.slice(0, 30)}”`
}

export class Keys {
  readonly #page: Page
  #tabs = 0
  constructor(page: Page) {
    this.#page = page
  }

  /** Tabs pressed so far. */
  get tabs(): number {
    return this.#tabs
  }

  async press(key: string): Promise<void> {
    await this.#page.keyboard.press(key)
  }

  /** Fails where one cannot see what the next key would act on. */
  async seen(): Promise<void> {
    const mark = () => this.#page.evaluate(markOfFocus)
    if ((await mark()) !== '') return
    // An opening dialog takes a moment to hand the focus on.
    await expect.poll(mark, { message: `focus not visible on ${await this.#page.evaluate(nameOfFocus)}` }).not.toBe('')
  }

  /** Tab (or Shift+Tab) until the control has the focus. */
  async to(control: Locator, { back = false, most = patience } = {}): Promise<void> {
    const target = control.first()
    await target.waitFor({ state: 'attached' })
    const here = () => target.evaluate((element) => element === document.activeElement)
    const passed: string[] = []
    for (let pressed = 0; !(await here()); pressed++) {
      if (pressed === most) throw new Error(`not reached in ${most} Tabs: ${target}\n${passed.join('\n')}`)
      await this.press(back ? 'Shift+Tab' : 'Tab')
      this.#tabs++
      passed.push(await this.#page.evaluate(nameOfFocus))
      await this.seen()
    }
    await this.seen()
  }

  async button(
    name: string | RegExp,
    within: Page | Locator = this.#page,
    more: { most?: number } = {},
  ): Promise<void> {
    await this.to(within.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name }), more)
    await this.press('Enter')
  }

  /** Writes into the box; what stood there is replaced. */
  async write(box: Locator, text: string): Promise<void> {
    await this.to(box)
    await this.press('Control+a')
    await this.#page.keyboard.insertText(text)
  }

  async tick(box: Locator): Promise<void> {
    await this.to(box)
    await this.press('Space')
    await expect(box.first()).toBeChecked()
  }
}
