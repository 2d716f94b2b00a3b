/** Without its folder, whichever way the system writes it. */
export const fileNameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path
