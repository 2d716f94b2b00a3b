/** One method of the contract: how its input is parsed, and the type of its answer. */
import type { z } from 'zod'

export type Method<I extends z.ZodType, O> = { readonly input: I; readonly output?: O }
/** `method<Output>()(input)` */
export function method<O>() {
  return <I extends z.ZodType>(input: I): Method<I, O> => ({ input })
}
