/** 本单位人员: kept for the log, so nobody is ever deleted. */
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import type { Queryable } from '../../../db/connection.ts'
import { insertPerson, people, person, personAtDesk, updatePerson } from '../../../db/queries/people.ts'
import { dropSetting, saveSetting, setting } from '../../../db/queries/settings.ts'
import type { MethodParsed } from '../../../shared/api/contract.ts'
import { type DeskDuty, deskDuty, type PeopleList } from '../../../shared/api/people.ts'
import { Problem } from '../../../shared/problems.ts'
import { change, changesOf, noteDeed } from '../deeds/note.ts'
import { changed, type HandlerContext } from '../handlers/context.ts'

const atDesk = 'at-desk'
const duties = z.array(deskDuty).catch([])

export async function peopleList(db: Queryable): Promise<PeopleList> {
  return {
    people: (await people(db)).map(({ person_id: personId, name, duties_json, left_at: leftAt }) => ({
      personId,
      name,
      duties: duties.parse(JSON.parse(duties_json)),
      leftAt,
    })),
    atDesk: (await personAtDesk(db))?.personId ?? null,
  }
}

/** Two people of one name could not be told apart in the log. @throws Problem person.unknown, person.same-name */
export async function savePerson(
  ctx: HandlerContext,
  { personId, name, duties: chosen }: MethodParsed<'people.save'>,
): Promise<PeopleList> {
  const duties_json = JSON.stringify(deskDuty.options.filter((duty) => chosen.includes(duty)))
  await ctx.write(async (trx) => {
    const known = await people(trx)
    if (known.some((one) => one.name === name && one.person_id !== personId))
      throw new Problem('person.same-name', { name })
    if (personId === null) {
      const added_at = ctx.now().toISOString()
      await insertPerson(trx, { person_id: uuidv7(), name, duties_json, added_at })
      return
    }
    await needPerson(trx, personId)
    await updatePerson(trx, personId, { name, duties_json })
  })
  return told(ctx)
}

/** Whoever leaves is not at the desk any more. @throws Problem person.unknown */
export async function setLeft(ctx: HandlerContext, personId: string, left: boolean): Promise<PeopleList> {
  await ctx.write(async (trx) => {
    const before = await needPerson(trx, personId)
    if ((before.left_at !== null) === left) return
    await updatePerson(trx, personId, { left_at: left ? ctx.now().toISOString() : null })
    if (left && (await setting(trx, atDesk)) === personId) await dropSetting(trx, atDesk)
  })
  return told(ctx)
}

/** @param personId null: nobody in particular. @throws Problem person.unknown, also of one who has left */
export async function choosePerson(ctx: HandlerContext, personId: string | null): Promise<PeopleList> {
  await ctx.write(async (trx) => {
    const before = (await personAtDesk(trx))?.name ?? ''
    const chosen = personId === null ? null : await needPerson(trx, personId)
    if (chosen && chosen.left_at !== null) throw new Problem('person.unknown', { personId: chosen.person_id })
    if (chosen) await saveSetting(trx, atDesk, chosen.person_id)
    else await dropSetting(trx, atDesk)
    const title = chosen?.name ?? ''
    const changes = changesOf(change('经办人', before, title))
    if (changes.length > 0)
      noteDeed(trx, { deed: 'person.at-desk', subject: 'person', subjectId: personId ?? '', title, changes })
  })
  return told(ctx)
}

/** The one of that duty, where there is just one: it can be written onto a paper beforehand. */
export async function onlyOneFor(db: Queryable, duty: DeskDuty): Promise<string> {
  const { people: all } = await peopleList(db)
  const those = all.filter((one) => one.leftAt === null && one.duties.includes(duty))
  return those.length === 1 ? (those[0]?.name ?? '') : ''
}

async function needPerson(trx: Queryable, personId: string) {
  const row = await person(trx, personId)
  if (!row) throw new Problem('person.unknown', { personId })
  return row
}

async function told(ctx: HandlerContext): Promise<PeopleList> {
  ctx.deeds.forgetPerson()
  changed(ctx, 'people')
  changed(ctx, 'offices')
  return peopleList(ctx.db)
}
