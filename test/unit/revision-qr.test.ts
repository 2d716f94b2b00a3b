import { expect, it } from 'vitest'
import { revisionQrText } from '../../electron/core/package/canonical.ts'
import { parseRevisionQr, typedRevisionCode } from '../../shared/domain/revision-qr.ts'

const recordId = '01981f3e-7c2a-7d3b-9e4f-5a6b7c8d9e0f'
const digest = '2d71b1f7e9a8c4b13f9c55d0a7e86b24'.repeat(2)
const text = revisionQrText(recordId, 3, digest)

it('reads what is printed, and nothing else', () => {
  const code = text.slice(-26)
  expect(parseRevisionQr(text)).toEqual({ recordId, revision: 3, code })
  for (const other of [
    '',
    text.toLowerCase(),
    text.toUpperCase(),
    ` ${text}`,
    `${text}\n`,
    `${text}0`,
    text.slice(0, -1),
    text.replace('/3/', '/03/'),
    text.replace('/3/', '/0/'),
    text.replace('/3/', '/1234567890/'),
    text.replace('KX1', 'KX2'),
    text.replace(code, code.replace(/.$/, 'I')),
    text.replace('01981f3e', '01981g3e'),
    `https://example.cn/${text}`,
  ])
    expect(parseRevisionQr(other), other).toBeNull()
})

it('takes 版本核对码 as people type it', () => {
  for (const typed of ['7Q4M-X2K0', '7q4mx2ko', ' 7Q4M X2KO ', '7Q4M－X2K0', '７Ｑ４ＭＸ２Ｋ０', '7Q4M—X2KO'])
    expect(typedRevisionCode(typed), typed).toBe('7Q4MX2K0')
  expect(typedRevisionCode('il00-ABCD')).toBe('1100ABCD')
  for (const typed of ['', '7Q4M', '7Q4MX2K00', '7Q4M-X2KU', '核对码7Q4M'])
    expect(typedRevisionCode(typed), typed).toBeNull()
})
