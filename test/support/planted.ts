/** Looks for planted texts in files, as UTF-8 and as UTF-16 of both byte orders: what `strings` would show. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

function encodings(text: string): Buffer[] {
  const little = Buffer.from(text, 'utf16le')
  return [Buffer.from(text, 'utf8'), little, Buffer.from(little).swap16()]
}

/** `file: text` for every planted text that is found; file names are searched too. */
export function findPlanted(
  root: string,
  texts: readonly string[],
  leaveOut: (file: string) => boolean = () => false,
): string[] {
  const needles = texts.map((text) => ({ text, encoded: encodings(text) }))
  const found: string[] = []
  const files = statSync(root).isDirectory()
    ? readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name))
    : [root]
  for (const file of files) {
    const name = path.relative(root, file).split(path.sep).join('/')
    if (leaveOut(name)) continue
    const bytes = readFileSync(file)
    for (const { text, encoded } of needles) {
      if (name.includes(text) || encoded.some((needle) => bytes.includes(needle))) found.push(`${name}: ${text}`)
    }
  }
  return found
}
