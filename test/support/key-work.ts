/** The least that a stored wrap may say: what costs a thief time costs the suite minutes. store.keys.test.ts holds the usual one. */
export const cheapKeyWork = 10
