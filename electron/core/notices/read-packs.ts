/** All packs of a folder, one version of each. */
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { canonicalJson, sha256Hex } from '../package/canonical.ts'
import type { CheckedPack } from './checked-packs.ts'
import { readPack } from './read-pack.ts'

/**
 * The newest version of each. One that is not valid is left out and told: the others must go on working.
 * @param wrong told once for each that is left out
 */
export async function readPacks(root: string, wrong: (where: string, error: unknown) => void): Promise<CheckedPack[]> {
  const packs: CheckedPack[] = []
  for (const id of (await readdir(root)).sort()) {
    const versions = existsSync(join(root, id)) ? await readdir(join(root, id)) : []
    const newest = versions.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1)
    if (newest === undefined) continue
    try {
      packs.push(withDigest(await readPack(root, id, newest)))
    } catch (error) {
      wrong(`notice ${id} ${newest}`, error)
    }
  }
  return packs
}

/** @throws as readPack */
export const readVersion = async (root: string, id: string, version: string): Promise<CheckedPack> =>
  withDigest(await readPack(root, id, version))

const withDigest = (pack: CheckedPack['pack']): CheckedPack => ({ pack, digest: sha256Hex(canonicalJson(pack)) })
