import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FormDefinition, formDefinition } from '../../shared/form/definition.ts'

const root = join(import.meta.dirname, '../../resources/notices')

/** Every form file under resources/notices, whether a manifest names it or not. */
export const formFiles: readonly { pack: string; id: string; path: string }[] = readdirSync(root).flatMap((pack) =>
  readdirSync(join(root, pack)).flatMap((version) => {
    const folder = join(root, pack, version, 'forms')
    return listed(folder).map((file) => ({ pack, id: file.replace(/\.json$/, ''), path: join(folder, file) }))
  }),
)

function listed(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.json'))
  } catch {
    return []
  }
}

export const readForm = (path: string): FormDefinition => formDefinition.parse(JSON.parse(readFileSync(path, 'utf8')))

/** @throws Error where no pack has such a form */
export function formById(id: string): FormDefinition {
  const file = formFiles.find((one) => one.id === id)
  if (!file) throw new Error(`no form ${id}`)
  return readForm(file.path)
}
