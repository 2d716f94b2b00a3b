/** Processor time of this process so far, in ms: what a machine that is busy with other things cannot lengthen. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
