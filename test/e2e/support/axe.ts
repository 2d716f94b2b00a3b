import type { CDPSession, Page } from '@playwright/test'
import axe from 'axe-core'

/** One element that breaks one rule. */
export interface Violation {
  readonly rule: string
  readonly target: string
  readonly html: string
  readonly why: string
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Resolves once nothing has changed on the page for a moment, two seconds at most (a clock may tick). */
export function settled(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const quietMs = 120
        let timer = setTimeout(done, quietMs)
        const most = setTimeout(done, 2000)
        const watch = new MutationObserver(() => {
          clearTimeout(timer)
          timer = setTimeout(done, quietMs)
        })
        function done() {
          watch.disconnect()
          clearTimeout(timer)
          clearTimeout(most)
          resolve()
        }
        watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
      }),
  )
}

/** @param rules only these; all of WCAG 2.2 AA and best practice when left out */
export async function violations(page: Page, rules?: readonly string[]): Promise<Violation[]> {
  // Put in by the debugger: the page's own policy lets nobody else run a script there.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  return page.evaluate(
    async ([values, only]) => {
      const held = (window as unknown as { axe: typeof import('axe-core') }).axe
      const { violations: found } = await held.run(document, {
        runOnly: only ? { type: 'rule', values: [...only] } : { type: 'tag', values: [...values] },
        resultTypes: ['violations'],
      })
      return found.flatMap(({ id, nodes }) =>
        nodes.map((node) => ({
          rule: id,
          target: node.target.flat().join(' '),
          html: node.html.slice(0, 300),
          why: (node.failureSummary ?? '').replace(/\s+/g, ' ').slice(0, 300),
        })),
      )
    },
    [tags, rules ?? null] as const,
  )
}

const named = new Set([
  ...['button', 'checkbox', 'combobox', 'dialog', 'alertdialog', 'form', 'grid', 'group', 'heading', 'image', 'link'],
  ...['listbox', 'main', 'menu', 'menuitem', 'navigation', 'option', 'progressbar', 'radio', 'radiogroup', 'region'],
  ...[
    'searchbox',
    'slider',
    'spinbutton',
    'status',
    'switch',
    'tab',
    'tablist',
    'tabpanel',
    'textbox',
    'complementary',
  ],
])

const sessions = new WeakMap<Page, Promise<CDPSession>>()

/** Every name that a screen reader says for a control, a place or a picture, with its role. */
export async function spokenNames(page: Page): Promise<string[]> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page)
  sessions.set(page, session)
  const { nodes } = await (await session).send('Accessibility.getFullAXTree')
  return nodes
    .filter((node) => !node.ignored && named.has(String(node.role?.value)))
    .map((node) => `${node.role?.value}: ${String(node.name?.value ?? '').trim()}`)
    .filter((said) => !said.endsWith(': '))
}
