/** The oldest Windows that the runtime starts on: 10 stands for Windows 10 and 11 (7 is 6.1, 8.1 is 6.3). */
const oldestWindows = 10

/** @param platform of `process.platform` @param release of `os.release()` */
export function isTooOld(platform: string, release: string): boolean {
  return platform === 'win32' && Number.parseInt(release, 10) < oldestWindows
}
