/** The folder of the last export, so that the second one takes a click less. */
const key = 'submit.folder'

export function keptFolder(): string | null {
  return localStorage.getItem(key)
}

export function keepFolder(folder: string): void {
  localStorage.setItem(key, folder)
}
