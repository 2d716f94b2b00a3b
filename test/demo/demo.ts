/** `npm run demo`: the main road, with everything it makes left in out/demo. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inRoot } from '../../build/paths.mjs'
import { walkTheRoad } from './road.ts'

const out = inRoot('out/demo')
const tell = (line: string) => void process.stdout.write(`${line}\n`)
rmSync(out, { recursive: true, force: true })
const home = mkdtempSync(join(tmpdir(), 'kexie-demo-'))
try {
  const { screenshots } = await walkTheRoad({ out, home, tell })
  tell(`Everything is in out/demo: ${screenshots} screenshots, the PDF, two cards, one package, one receipt.`)
} finally {
  rmSync(home, { recursive: true, force: true })
}
