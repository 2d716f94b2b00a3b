import type { z } from 'zod'
import type { Queryable } from '../../../db/connection.ts'
import { setting } from '../../../db/queries/settings.ts'

/** @param usual also where an older or newer program wrote it otherwise: that counts as not set */
export async function readSetting<T>(db: Queryable, name: string, schema: z.ZodType<T>, usual: T): Promise<T> {
  const read = schema.safeParse(await setting(db, name))
  return read.success ? read.data : usual
}
