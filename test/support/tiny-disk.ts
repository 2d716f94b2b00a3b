import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { newFolder } from './core.ts'

export interface TinyDisk {
  readonly dir: string
  /** Leaves at most `bytes` free. */
  fill(bytes?: number): void
  free(): void
  remountReadOnly(): void
}

/** A file system of its own in memory. Needs the right to mount; without it the test must fail, not be left out. */
export function tinyDisk(megabytes: number): TinyDisk {
  const dir = path.join(newFolder(), 'disk')
  mkdirSync(dir)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'tmpfs', dir], { stdio: 'pipe' })
  } catch (error) {
    throw new Error('this test needs the right to mount a tmpfs: run it as root', { cause: error })
  }
  onTestFinished(() => {
    if (existsSync(dir)) execFileSync('umount', ['--lazy', dir], { stdio: 'pipe' })
  })
  return {
    dir,
    fill(bytes = 0) {
      const { bavail, bsize } = statfsSync(dir)
      writeFileSync(
        path.join(dir, `ballast-${readdirSync(dir).length}`),
        Buffer.alloc(Math.max(bavail * bsize - bytes, 0)),
      )
    },
    free() {
      for (const name of readdirSync(dir)) if (name.startsWith('ballast-')) rmSync(path.join(dir, name))
    },
    remountReadOnly() {
      execFileSync('mount', ['-o', 'remount,ro', dir], { stdio: 'pipe' })
    },
  }
}
