import type { FieldDefinition, FieldValue } from './definition.ts'
import { toHalfWidth } from './validate.ts'

/** No control characters but tab and line feed, no lone surrogates, one kind of line end, NFC. */
export function cleanText(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
      .replace(/[\ud800-\udfff]/gu, '\ufffd')
      .normalize('NFC')
  )
}

/** A name for lists and cards: one line, nothing invisible. */
export const cleanName = (text: string): string =>
  cleanText(text)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .trim()

/** The form in which a value is stored: what a person typed with a Chinese input method becomes plain digits and signs. */
export function normaliseValue(field: FieldDefinition, value: FieldValue): FieldValue {
  if (typeof value !== 'string') return [...new Set(value.map((item) => cleanText(item)))]
  switch (field.kind) {
    case 'phone':
    case 'mobile':
    case 'email':
    case 'date':
      return toHalfWidth(cleanText(value)).trim()
    case 'text':
      return field.multiline ? cleanText(value) : cleanText(value).replace(/\n/g, ' ')
    case 'long-text':
    case 'choices':
    case 'attachments':
      return cleanText(value)
  }
}
