/** 打开示例单位: a store of its own beside the real one, made on first opening, thrown away with one click. */

/** How far the making has come; the words are the page's. */
export const exampleSteps = ['offices', 'notice', 'sent', 'returned', 'at-work', 'township', 'place'] as const
export type ExampleStep = (typeof exampleSteps)[number]

export type ExampleState = {
  /** Whether an example office lies beside this store. */
  there: boolean
  /** When it was made, ISO 8601; its dates lie around that day. */
  madeAt: string | null
}
export type PreparedExample = { dataDir: string; made: boolean }
