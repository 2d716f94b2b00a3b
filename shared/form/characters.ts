/** Characters as Chinese offices count: code points, white space left out. */
export function countCharacters(text: string): number {
  let count = 0
  for (const character of text) if (!/\s/u.test(character)) count++
  return count
}

/** Full-width digits, letters and signs to half-width, for numbers and addresses of mail. */
export function toHalfWidth(text: string): string {
  return text.replace(/[\uFF01-\uFF5E]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, ' ')
}

/** So many characters at most, counted as code points; what is left out is told by … in the place of the last one. */
export function clipped(text: string, most: number): string {
  const characters = [...text]
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`
}
