/** Started by hostile-all.test.ts: verifies every archive of a list in a process of its own and says what it took. */
import { readdirSync, readFileSync } from 'node:fs'
import { verifyPackage } from '../../../electron/core/package/reader.ts'
import { type Office, trustingCards } from './child-context.ts'

const order = JSON.parse(process.argv[2] ?? '') as {
  files: string[]
  staging: string
  from: Office
  to: Office
}

/** What the kernel counted as read by this process, in bytes. */
const readSoFar = (): number => Number(/^rchar: (\d+)/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1])
const highWater = (): number =>
  Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024

async function verifyAll(): Promise<void> {
  for (const path of order.files) {
    const before = readSoFar()
    const began = process.cpuUsage()
    const result = await verifyPackage(path, trustingCards(order.from, order.to), { stagingDir: order.staging })
    const cpu = process.cpuUsage(began)
    process.stdout.write(
      `${JSON.stringify({
        path,
        ok: result.ok,
        codes: [...new Set([...result.findings, ...result.bagit.findings].map((item) => item.code))],
        findings: result.findings.length,
        bagit: result.bagit.valid,
        read: readSoFar() - before,
        cpu: (cpu.user + cpu.system) / 1000,
        staged: readdirSync(order.staging),
      })}\n`,
    )
  }
  process.stdout.write(`${JSON.stringify({ highWater: highWater() })}\n`)
}

void verifyAll()
