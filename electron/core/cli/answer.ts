/** What a word of the command line ends with. */
export interface Answer {
  /** The JSON document for stdout. */
  readonly result: unknown
  /** A sentence for stderr. */
  readonly say: string
  readonly exitCode: number
}
