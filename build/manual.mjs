/**
 * `npm run manual`: takes the pictures of the manual from the running program and puts them, small, into the manual.
 * Needs ImageMagick (`convert`), which nothing else does.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { inRoot } from './paths.mjs'
import { runNode24 } from './processes.mjs'
import { launch, Stop, tell } from './tell.mjs'

const taken = inRoot('out/manual/taken')
const pictures = inRoot('resources/manual/pictures')
/** Few colours are enough for a screen of paper and ink, and keep a picture under 120 kB. */
const colours = 64

await launch(async () => {
  if (spawnSync('convert', ['-version']).error)
    throw new Stop('ImageMagick (convert) is missing.', '没有装 ImageMagick，不能缩小图片。')
  const code = await runNode24([inRoot('build/test.mjs'), '--only=e2e', 'manual-pictures'], {})
  if (code !== 0) return code
  rmSync(pictures, { recursive: true, force: true })
  mkdirSync(pictures, { recursive: true })
  for (const name of readdirSync(taken)) {
    const to = path.join(pictures, name)
    const options = ['+dither', '-colors', String(colours), '-strip', '-define', 'png:compression-level=9']
    const { status } = spawnSync('convert', [path.join(taken, name), ...options, `PNG8:${to}`])
    if (status !== 0) throw new Stop(`${name} could not be made smaller.`, `图片没有缩小成：${name}`)
    tell(`${name} ${Math.ceil(statSync(to).size / 1000)} kB`)
  }
  return 0
})
