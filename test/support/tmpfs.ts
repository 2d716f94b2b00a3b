/** A disk of a few megabytes: a small tmpfs. Where it cannot be mounted the test fails and says so; it is never left out. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export interface SmallDisk {
  readonly dir: string
  /** Fills the disk up to `leave` bytes. */
  fill(leave: number): void
  /** Makes room again. */
  free(): void
  unmount(): void
}

export function mountSmallDisk(dir: string, size: string): SmallDisk {
  mkdirSync(dir, { recursive: true })
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', dir], { stdio: 'pipe' })
  } catch (error) {
    throw new Error(`a small tmpfs must be mounted for this test (as root, with the right to mount): ${String(error)}`)
  }
  const ballast = path.join(dir, 'ballast')
  return {
    dir,
    fill: (leave) => {
      rmSync(ballast, { force: true })
      const facts = statfsSync(dir)
      const bytes = facts.bavail * facts.bsize - leave
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bytes), 1))
    },
    free: () => rmSync(ballast, { force: true }),
    unmount: () => void execFileSync('umount', ['-l', dir]),
  }
}
