import type { Page } from '@playwright/test'
import axe from 'axe-core'

export interface Violation {
  readonly rule: string
  readonly impact: string
  readonly target: string
  readonly html: string
  readonly why: string
}
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

export async function violations(page: Page): Promise<Violation[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  return page.evaluate(async (given) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const { violations: found } = await axe.run(document, {
      runOnly: { type: 'tag', values: given },
      resultTypes: ['violations'],
    })
    return found.flatMap(({ id, nodes, impact }) =>
      nodes.map((node) => ({
        rule: id,
        impact: impact ?? '',
        target: node.target.flat().join(' '),
        html: node.html.slice(0, 300),
        why: (node.failureSummary ?? '').slice(0, 300),
      })),
    )
  }, tags)
}
