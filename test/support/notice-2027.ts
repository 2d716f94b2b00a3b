/** The made-up notice of 2027 beside the built-in ones: no line of code knows it. */
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { newFolder, projectDir } from './core.ts'

/** A folder of notices, like resources/notices. */
export const notices2027 = path.join(projectDir, 'test/fixtures/notice-2027')
export const notice2027 = 'shili-2027-science-day'

/** Resources as the program has them, with the notice of 2027 among the built-in ones. */
export function resourcesWith2027(): string {
  const folder = newFolder()
  const own = path.join(projectDir, 'resources')
  for (const entry of readdirSync(own)) {
    if (entry !== 'notices') symlinkSync(path.join(own, entry), path.join(folder, entry))
  }
  mkdirSync(path.join(folder, 'notices'))
  for (const root of [path.join(own, 'notices'), notices2027])
    cpSync(root, path.join(folder, 'notices'), { recursive: true })
  return folder
}
