import { z } from 'zod'

export const toldRemindersInput = z.strictObject({ keys: z.array(z.string().min(1).max(300)).max(500) })
