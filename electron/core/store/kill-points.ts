const passes = new Map<string, number>()

/**
 * A named place at which the kill tests end this process (`KEXIE_KILL_AT=name` or `name:3` for the third pass).
 * Nothing happens in a packaged program: main sets `KEXIE_PACKAGED=1` for its core.
 */
export function killPoint(name: string): void {
  const wanted = process.env.KEXIE_KILL_AT
  if (wanted === undefined || wanted === '' || process.env.KEXIE_PACKAGED === '1') return
  const [wantedName, nth] = wanted.split(':')
  if (wantedName !== name) return
  const pass = (passes.get(name) ?? 0) + 1
  passes.set(name, pass)
  if (pass === Number(nth ?? '1')) process.kill(process.pid, 'SIGKILL')
}
