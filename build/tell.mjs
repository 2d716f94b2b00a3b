/** Messages of the launchers: stderr only, because the command line keeps stdout for JSON. */

/** An expected stop of a launcher: printed as one sentence, without a stack. */
export class Stop extends Error {
  /** @param {string} english @param {string} chinese */
  constructor(english, chinese) {
    super(`${english} ${chinese}`)
  }
}

/** @param {string} english @param {string} [chinese] */
export function tell(english, chinese) {
  process.stderr.write(chinese ? `${english} · ${chinese}\n` : `${english}\n`)
}

/**
 * Runs a launcher; a `Stop` ends it with its sentence and exit code 1.
 * @param {() => Promise<number | undefined>} main resolves to the exit code
 */
export async function launch(main) {
  try {
    process.exitCode = (await main()) ?? 0
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
