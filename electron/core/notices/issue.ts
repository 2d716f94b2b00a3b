/** What is wrong with a pack, at a path like forms.0.fields.3.label, in words for a person. */
export type Issue = { path: string; message: string }
export type Report = (path: string, message: string) => void

/** Reports under a path of its own. */
export const under =
  (prefix: string, report: Report): Report =>
  (path, message) =>
    report(path === '' ? prefix : `${prefix}.${path}`, message)

/** @param ids in their order; `name` where the items lie */
export function reportTwice(name: string, ids: readonly string[], report: Report): void {
  const seen = new Set<string>()
  for (const id of ids) {
    if (seen.has(id)) report(name, `编号有重复：${id}`)
    seen.add(id)
  }
}
