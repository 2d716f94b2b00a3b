import { expect, it } from 'vitest'
import { cardQrMm } from '../../electron/core/trust/card-qr.ts'
import { paginate } from '../../renderer/print/paginate.ts'
import { textStyles } from '../../renderer/print/paper.ts'
import type { TextMeasure } from '../../renderer/print/text-measure.ts'
import type { FormValues } from '../../shared/form/definition.ts'
import { makePrintDocument } from '../../shared/form/print-document.ts'
import { formById } from '../support/form-files.ts'

/** Every character as wide as it is high: what fits here, fits with any typeface of the paper. */
const square: TextMeasure = {
  lineStarts(text, style, widthMm) {
    const perLine = Math.max(1, Math.floor(widthMm / ((textStyles[style].points / 72) * 25.4)))
    return Array.from({ length: Math.max(Math.ceil(text.length / perLine), 1) }, (_none, line) => line * perLine)
  },
  width: (text, style) => ([...text].length * textStyles[style].points * 25.4) / 72,
}

function pagesOf(id: string, values: FormValues | undefined, qrMm?: number) {
  const document = makePrintDocument(formById(id), values ?? {}, {
    officeName: '示例县科学技术协会',
    footer: null,
    masked: false,
    pictures: {},
  })
  return paginate(qrMm === undefined ? document : { ...document, qr: true, qrMm }, square)
}

it.each(['XX-F1', 'JS-F3', 'JS-F4', 'SHEET-DRAFT', 'SHEET-SEAL-APPROVAL', 'SHEET-OFFICE-REGISTRATION'])(
  '%s stands on one page, empty and filled in',
  (id) => {
    expect(pagesOf(id, {})).toHaveLength(1)
    expect(pagesOf(id, formById(id).example)).toHaveLength(1)
  },
)

it('单位备案表 leaves room for the large code that holds a whole card', () => {
  const id = 'SHEET-OFFICE-REGISTRATION'
  expect(pagesOf(id, formById(id).example, cardQrMm)).toHaveLength(1)
})

it('F1 keeps 45 mm for the seal beside 部门/地方（盖章）', () => {
  const [page] = pagesOf('XX-F1', formById('XX-F1').example)
  const heading = page?.pieces.find((piece) => piece.kind === 'heading')
  expect(heading).toMatchObject({ stampMm: 45, heightMm: 45, leftLines: 1 })
})
