/**
 * The chain: an entry is the object below, its digest SHA-256 (hex) over the canonical JSON (RFC 8785, NFC) of all but
 * `digest`. `previous` is the digest of the entry before, 64 zeros of the first. resources/manual/package-format.md
 * describes the same for whoever checks an export.
 */
import { type DeedRow, type DeedsHead, noDigest } from '../../../db/queries/deeds.ts'
import type { Deed, DeedChange, DeedSubject } from '../../../shared/api/deeds.ts'
import { canonicalJson, sha256Hex } from '../package/canonical.ts'
import { coverName } from '../personal/cover-numbers.ts'
import type { DeedNote } from './note.ts'

export interface ChainEntry extends Omit<Deed, 'digest'> {
  readonly device: string
  readonly previous: string
}

/** Texts are cut: a whole article before and after belongs in the revisions, not here. */
const mostText = 300
const mostChanges = 60

/** A line of its own, or a turned direction, would tell of something that nobody did. */
const unseen = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu
const plain = (text: string): string => text.replace(unseen, ' ')

/** Identity and telephone numbers that somebody quoted in a title or an open field are covered. */
const kept = (text: string): string => {
  const covered = coverName(plain(text))
  return covered.length > mostText ? `${[...covered].slice(0, mostText).join('')}…` : covered
}

function keptChange({ what, before, after, personal }: DeedChange): DeedChange {
  const text = (value: string | null): string | null => (value === null || personal ? null : kept(value))
  return { what: kept(what), before: text(before), after: text(after), personal }
}

export interface Telling {
  readonly at: string
  /** '' when nobody said who is at the desk; null: the program itself. */
  readonly person: string | null
  readonly device: string
}

/** The row that follows `head`. */
export function nextRow(head: DeedsHead, note: DeedNote, { at, person, device }: Telling): DeedRow {
  const facts = Object.fromEntries(
    Object.entries(note.facts ?? {}).map(([name, value]) => [name, typeof value === 'string' ? kept(value) : value]),
  )
  const changes = (note.changes ?? []).map(keptChange)
  const entry: ChainEntry = {
    seq: head.seq + 1,
    at,
    person: person === null ? null : plain(person),
    deed: note.deed,
    subject: note.subject,
    subjectId: note.subjectId,
    title: kept(note.title ?? ''),
    changes: changes.slice(0, mostChanges),
    facts: changes.length > mostChanges ? { ...facts, more: changes.length - mostChanges } : facts,
    device,
    previous: head.digest,
  }
  const text = canonicalJson(entry)
  // As it was digested: composed characters.
  const said = JSON.parse(text) as ChainEntry
  return {
    seq: said.seq,
    at: said.at,
    person: said.person,
    deed: said.deed,
    subject: said.subject,
    subject_id: said.subjectId,
    title: said.title,
    changes_json: JSON.stringify(said.changes),
    facts_json: JSON.stringify(said.facts),
    device_id: said.device,
    previous: said.previous,
    digest: sha256Hex(text),
  }
}

export function toDeed(row: DeedRow): Deed {
  return {
    seq: row.seq,
    at: row.at,
    person: row.person,
    deed: row.deed,
    subject: row.subject as DeedSubject,
    subjectId: row.subject_id,
    title: row.title,
    changes: JSON.parse(row.changes_json) as DeedChange[],
    facts: JSON.parse(row.facts_json) as Deed['facts'],
    digest: row.digest,
  }
}

/** All but the digest. @throws SyntaxError when somebody left no JSON in the row */
export function entryOf(row: DeedRow): ChainEntry {
  const { digest: _digest, ...said } = toDeed(row)
  return { ...said, device: row.device_id, previous: row.previous }
}

/** Null where the row is not what any entry could be. */
export function digestOf(row: DeedRow): string | null {
  try {
    return sha256Hex(canonicalJson(entryOf(row)))
  } catch {
    return null
  }
}

export const chainStart: DeedsHead = { seq: 0, digest: noDigest }
