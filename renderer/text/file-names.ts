/** Without its folder, whichever way the system writes it. */
export const fileNameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path

/** Without the characters that file systems of the offices' computers refuse. */
export const asFileName = (text: string): string => text.replace(/[\\/:*?"<>|\s]+/gu, '_').slice(0, 60)
