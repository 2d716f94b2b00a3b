/** 证书编号: a pattern with 号 in braces becomes 001, 002, …; more digits once they are needed. */

export const numberMark = '{号}'

/** @param sequence from 1 */
export const certificateNumber = (pattern: string, sequence: number): string =>
  pattern.replace(numberMark, String(sequence).padStart(3, '0'))

/** '' is no number at all; otherwise the mark stands in it exactly once, or two certificates would say the same. */
export const isCertificatePattern = (pattern: string): boolean =>
  pattern === '' || pattern.split(numberMark).length === 2
