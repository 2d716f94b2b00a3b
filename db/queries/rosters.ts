/** Who should report for a notice, and what paper came in. */
import type { Queryable } from '../connection.ts'

/** Whether anybody reports to us: somebody stands on a roster, or a submission was taken in. */
export async function hasSubordinates(db: Queryable): Promise<boolean> {
  const listed = await db.selectFrom('rosters').select('office_id').limit(1).executeTakeFirst()
  if (listed) return true
  const came = await db
    .selectFrom('inbox')
    .select('package_id')
    .where('kind', '=', 'submission')
    .limit(1)
    .executeTakeFirst()
  return came !== undefined
}
