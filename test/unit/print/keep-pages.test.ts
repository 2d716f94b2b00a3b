import { expect, it } from 'vitest'
import { keepPages, type LaidOut } from '../../../renderer/print/keep-pages.ts'
import type { PrintDocument } from '../../../shared/form/print-document.ts'

const document = (more: Partial<PrintDocument> = {}): PrintDocument => ({
  formId: 'F',
  formName: '表',
  officeName: '示例县科协',
  style: 'form',
  titleLines: ['表'],
  heading: null,
  stamp: null,
  blocks: [],
  footer: null,
  qr: false,
  masked: false,
  example: false,
  ...more,
})
const laidOut = (titles: readonly string[], of: PrintDocument): LaidOut => ({
  document: of,
  pages: titles.map((text) => ({ pieces: [{ kind: 'section', heightMm: 8, text }] })),
})

it('only the page that changed is another one', () => {
  const before = laidOut(['一', '二', '三'], document())
  const now = keepPages(before, laidOut(['一', '二改', '三', '四'], document()))
  expect(now.pages.map((page, at) => page === before.pages[at])).toEqual([true, false, true, false])
  expect(now.document).toBe(before.document)
})

it('what stands on every page makes every page another one', () => {
  const before = laidOut(['一'], document())
  const next = laidOut(['一'], document({ officeName: '另一个县科协' }))
  expect(keepPages(before, next)).toBe(next)
  expect(keepPages(null, next)).toBe(next)
})
