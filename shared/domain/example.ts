/** The example office lives in a store of its own beside the real one; this is all that both sides know of each other. */

/** @param dataDir absolute, without a slash at its end */
export const exampleFolder = (dataDir: string): string => `${dataDir}-example`

export const exampleWord = '示例'

/** Everybody may know it: an example keeps no secret. Nobody is asked for it unless they lock the example themselves. */
export const examplePassphrase = '示例单位人人可看'

/** As a file is offered to be called: what leaves an example begins with 示例. */
export const exampleFileName = (name: string): string =>
  name.startsWith(exampleWord) ? name : `${exampleWord}_${name}`

/** A name that leaves an example office says so; one that already does stays as it is. */
export function exampleName(name: string): string {
  return name.includes(exampleWord) ? name : `${exampleWord}_${name}`
}
