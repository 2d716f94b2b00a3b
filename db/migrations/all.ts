import { initial } from './0001-initial.ts'
import type { Migration } from './migration.ts'

/** In order: the n-th migration leads to `user_version` n. */
export const migrations: readonly Migration[] = [initial]
