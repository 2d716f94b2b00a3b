import { describe, expect, it } from 'vitest'
import { describePdf } from '../../../electron/main/pdf-info.ts'

const info =
  "/Creator (Some \\(long\\) browser name that says much about the machine, and goes on and on)\n/Producer (Skia/PDF m114)\n/CreationDate (D:20261121221230+00'00')"
const pdf = Buffer.from(
  `%PDF-1.4\n1 0 obj\n<<${info}>>\nendobj\nxref\ntrailer\n<</Size 2 /Root 3 0 R /Info 1 0 R>>\nstartxref\n0\n%%EOF\n`,
  'latin1',
)

describe('the description of a PDF', () => {
  it('is rewritten without moving a byte', () => {
    const out = Buffer.from(describePdf(pdf, '筹备方案'))
    expect(out.length).toBe(pdf.length)
    expect(out.toString('latin1')).toContain('/Title <FEFF7B795907' + '65B96848>')
    expect(out.toString('latin1')).not.toContain('CreationDate')
    expect(out.indexOf('endobj')).toBe(pdf.indexOf('endobj'))
  })

  it('cuts a title that has no room, and leaves a strange file alone', () => {
    expect(describePdf(pdf, '方'.repeat(500)).length).toBe(pdf.length)
    expect(Buffer.from(describePdf(Buffer.from('%PDF-1.7 other'), 'x')).toString()).toBe('%PDF-1.7 other')
  })
})
