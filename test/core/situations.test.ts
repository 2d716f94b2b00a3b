/** Where each of the fifteen situations of domain.md §5 is tested, and by which means; a test that is renamed is missed here. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

/** File below test/, title of the test. */
type Proof = readonly [file: string, title: string]
const stick = 'core/package/failing-stick.test.ts'
const road = 'core/packages.road.test.ts'

const situations: readonly (readonly [what: string, ...proofs: Proof[]])[] = [
  [
    'USB pulled mid-copy',
    [stick, 'pulled out in the middle: nothing under the final name, and the next try to another place succeeds'],
    [stick, 'the plain folder: the same reread, the same patience, the same nothing left behind'],
    ['core/packages.sticks.test.ts', 'from the first look to the receipt, on a stick that fails in between'],
    ['core/packages.disk-full.test.ts', 'in export: nothing under the final name, and the same number goes out later'],
  ],
  [
    'FAT32 limit',
    [
      stick,
      'FAT32 holds no file of 4 GB: volumes stay below, one file that is longer is named, Windows’ word for it is understood',
    ],
    [stick, 'a file system that takes no longer files (as FAT32 beyond 4 GB): its own problem, not a full disk'],
    [road, 'splits into volumes of one group, which are taken in one by one'],
  ],
  [
    'Dying stick',
    [stick, 'a stick that keeps other bytes than it was given: the reread sees past the cache, and nothing stays'],
    [stick, 'a stick that dies while it is read again, written, or flushed: told, and cleared away'],
    [stick, 'a memory disk has nothing behind its cache, and the answer says so'],
    ['core/packages.sticks.test.ts', 'from the first look to the receipt, on a stick that fails in between'],
  ],
  [
    'GBK names in a foreign zip',
    [
      'core/situations.road.test.ts',
      '4: a ZIP by an older program, with GBK names that lead out: shown readably, taken in nowhere',
    ],
    ['core/package/hostile-all.test.ts', 'all of them: refused with a sentence, nothing outside staging, below 200 MB'],
  ],
  [
    'Clock at 2009 or tomorrow',
    [
      'core/situations.road.test.ts',
      '5 and 7: a clock at 2009 and one in 2035: revisions order the work; the older notice is taken in, and said',
    ],
    ['core/intake.held.test.ts', 'tells of a wrong clock and takes the package in all the same'],
  ],
  [
    'Two PCs of one office',
    ['core/trust.devices.test.ts', 'founds the store of the PC that asked, and of no other; the office stays one'],
    [
      'core/trust.devices.test.ts',
      'a copied store becomes a device of its own: new key, new numbers, the other PC stays',
    ],
    [
      'core/intake.conflicts.test.ts',
      'shows two contents of one revision field by field, keeps the one that lost, and takes the rest in',
    ],
    ['core/intake.held.test.ts', 'keeps two packages under one number apart once a person let the second in'],
    [
      'core/attacks.submissions.test.ts',
      'another content of a revision, or a revision that does not follow the one before',
    ],
  ],
  [
    'Form version changed after export',
    [
      'core/situations.road.test.ts',
      '5 and 7: a clock at 2009 and one in 2035: revisions order the work; the older notice is taken in, and said',
    ],
    [
      'core/versions.records.test.ts',
      'the record keeps its version until a person moves it; nothing is lost on the way there and back',
    ],
  ],
  [
    'Imported twice',
    [road, 'duplicate, gap, stale and fork are told apart'],
    [
      'core/attacks.submissions.test.ts',
      'the same file: taken in once, and giving one up does not take the files of the other',
    ],
  ],
  [
    'Revision 3 before 2',
    [road, 'duplicate, gap, stale and fork are told apart'],
    ['core/intake.held.test.ts', 'takes in a number although one is missing, and the missing one when it comes'],
  ],
  [
    'Forged package',
    ['core/package/tampering.test.ts', 'changed by a byte: the finding names it'],
    [road, 'a damaged copy is refused, names the altered file, and writes nothing'],
  ],
  [
    'Office renamed or merged',
    ['core/offices.test.ts', 'another name: the id and the 指纹码 stay'],
    ['core/trust.test.ts', 'with a changed name waits for a person'],
    ['core/trust.cards.test.ts', 'are counted once, never in a circle'],
    [
      'core/successions.test.ts',
      'what an office handed in before it went into another counts there; its 免报 does not',
    ],
    [
      'core/successions.test.ts',
      'a name on the roster that got its card is that office: for 免报, for what it sends, and under its new name',
    ],
  ],
  [
    'Windows reinstalled, key gone',
    [
      'core/trust.keys.test.ts',
      'makes a new device; the old one is given up, its numbers are not taken, the city believes it at once',
    ],
    ['core/trust.keys.test.ts', 'only the stamped paper brings the new keys in, and a forgery shuts nobody out'],
    ['core/store.keys.test.ts', 'the recovery code opens it too, also when O, I and L were misread'],
  ],
  [
    'Power cut, damaged database',
    ['core/records.kills.test.ts', 'kill -9 at %s: the store opens, all that was confirmed is there, nothing half'],
    [
      'core/backups.test.ts',
      'a damaged store is told with its newest good copy, and is started from it; the damaged file is kept',
    ],
    ['core/backups.test.ts', 'what a restore would take away is told, and is what it takes away'],
    ['core/store.test.ts', 'a read-only folder is told apart'],
  ],
  [
    'Clerk leaves, stick lost',
    ['core/packages.private.test.ts', 'in packages, receipts, stores, write-ahead logs and logs of both offices'],
    [
      'core/store.keys.test.ts',
      'with a passphrase: the clear key is gone, a new start is locked, the passphrase opens it',
    ],
    [
      'core/personal.test.ts',
      'key, columns, files and the full PDF go; open values, digests and states stay; nothing can be made of it',
    ],
  ],
  [
    'Antivirus locks the file',
    [stick, 'an antivirus program holds the fresh file: tried again until it lets go, told when it does not'],
    ['core/attachments.test.ts', '%s is refused, nothing stays behind'],
  ],
]

test('there are fifteen, and each is where it says', () => {
  expect(situations).toHaveLength(15)
  const lost = situations.flatMap(([what, ...proofs]) =>
    proofs
      .filter(
        ([file, title]) => !readFileSync(path.join(import.meta.dirname, '..', file), 'utf8').includes(`'${title}'`),
      )
      .map(([file, title]) => `${what}: ${file}: ${title}`),
  )
  expect(lost).toEqual([])
})
