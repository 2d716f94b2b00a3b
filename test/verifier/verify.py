#!/usr/bin/env python3
"""Verifies packages kexie/1, written from resources/manual/package-format.md alone; Python 3.11, standard library only.
verify.py [--us OFFICEID] [--card CARD_PACKAGE]… PACKAGE…   A card is one whose 指纹码 was compared; later ones must follow it.
Prints one line of JSON for each package: what was verified and what was not, or the first thing that refuses it."""
import argparse, hashlib, json, pathlib, re, sys, zipfile, zlib

from cards import check_signature, crockford, fingerprint, sha256
from container import MIB, Refused, check_names, files_of, need, read, sealed_digest
from evidence import MAIN, ROOT, check_evidence, key_of, record_path
from standards import canonical, digest, parse_json, valid

PAGE = pathlib.Path(__file__).resolve().parents[2] / 'resources/manual'
SCHEMA = json.loads((PAGE / 'package-format.schema.json').read_text('utf-8'))['$defs']
TAGS = ('bagit.txt', 'bag-info.txt', 'manifest-sha256.txt')
def read_json(files, name, kind, reason, limit=4 * MIB):
    try: value = parse_json(read(files, name, limit))
    except KeyError: raise Refused('json.duplicate-key', name) from None
    except (ValueError, RecursionError): raise Refused('json.syntax', name) from None
    need(valid(value, SCHEMA[kind], SCHEMA), reason, name)
    return value
def manifest(data, where):
    rows = [re.fullmatch(r'([0-9a-fA-F]{64})[ \t]+\*?(.+)', row) for row in data.decode().splitlines()]
    need(all(rows) and len(rows) <= 20_000 and len({row[2] for row in rows}) == len(rows), 'bag.manifest-syntax', where)
    return {row[2]: row[1].lower() for row in rows}
def check_root(files, at, cards):
    """Tag files, package.json and signature of a package, or of an evidence under `at`: all that needs no other payload."""
    tags = read(files, at + ROOT[3], 64 << 10, 'tag.no-manifest')
    texts = {name: read(files, at + name, 8 * MIB, 'bag.no-manifest') for name in TAGS}
    need(manifest(tags, ROOT[3]).keys() == set(TAGS), 'tag.not-covered')
    for name, said in manifest(tags, ROOT[3]).items(): need(sha256(texts[name]) == said, 'tag.digest-mismatch', name)
    need(texts[TAGS[0]] == b'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n', 'bag.bagit-txt')
    payload = manifest(texts[TAGS[2]], TAGS[2])
    need(MAIN in payload and at + MAIN in files, 'package.missing')
    need(sha256(read(files, at + MAIN, 8 * MIB)) == payload[MAIN], 'bag.digest-mismatch', MAIN)
    main = read_json(files, at + MAIN, 'package', 'package.schema', 8 * MIB)
    kind, volume = main['kind'], main['volume']
    need(kind == 'submission' or not main['records'], 'package.schema', 'records')
    for name, other in (('recipient', 'notice'), ('notice', 'receipt')):
        need(main[name] or kind in ('office-card', other), 'package.schema', name)
    need(all(n < main['sequence'] for n in main['voided']) and (not volume or volume['n'] <= volume['of']), 'package.schema')
    info = [row.partition(':')[::2] for row in texts[TAGS[1]].decode().splitlines()]
    label = lambda name: [value.strip() for key, value in info if key.lower() == name.lower()]
    once = ('Source-Organization', 'Bagging-Date', 'Payload-Oxum', 'External-Identifier', 'Bag-Software-Agent')
    need(all(len(label(name)) == 1 for name in once), 'bag.info-missing')
    need(label('External-Identifier') == [f'urn:uuid:{main["packageId"]}'], 'bag.info-mismatch')
    count = [f'{volume["n"]:.0f} of {volume["of"]:.0f}'] if volume else []
    need(label('Bag-Count') == count and len(label('Bag-Group-Identifier')) == len(count), 'bag.info-mismatch')
    signer = check_signature(main, tags, read(files, at + ROOT[4], 64 << 10, 'signature.missing'), cards)
    return main, payload, signer, label('Payload-Oxum')[0]
def check_payload(files, payload, oxum):
    present = {name for name in files if name.startswith('data/')}
    for name in sorted(present ^ payload.keys()): raise Refused('bag.missing-file' if name in payload else 'bag.extra-file', name)
    total = 0
    for name in sorted(present):
        hashed = hashlib.sha256()
        with files[name]() as file:
            while chunk := file.read(MIB): total, _ = total + len(chunk), hashed.update(chunk)
        need(hashed.hexdigest() == payload[name], 'bag.digest-mismatch', name)
    need(oxum == f'{total}.{len(present)}', 'bag.oxum-mismatch')
inner = lambda path: re.sub('^data/evidence/[^/]+/(?=data/(documents|attachments)/)', '', path)
def check_record(entry, record, main, payload):
    """What package.json says of a record against the revision itself; gives the files that it names."""
    need(digest(record) == entry['digest'], 'record.digest', record_path(entry))
    need(key_of(record) == key_of(entry), 'record.name', record_path(entry))
    need(record['noticeId'] == main['notice']['id'], 'record.other-notice', record_path(entry))
    named, part = {one['digest'] for one in entry['attachments']}, main['volume'] and main['volume']['of'] > 1
    need(part or named >= set(record['attachments']), 'record.attachment-not-listed', record_path(entry))
    sent = [one for one in entry['attachments'] if one['path'] != 'delivered']
    for one in entry['attachments']:
        scan = one.get('field') == 'scan' and one in sent
        need(scan or one['digest'] in record['attachments'], 'record.attachment-unknown', one['path'])
        need(one in sent or one['digest'] in main['delivered'], 'record.delivered-unlisted')
        clear = inner(one['path']).startswith('data/attachments/')
        need(not clear or payload.get(one['path']) in (None, one['digest']), 'record.attachment-digest', one['path'])
    sealed = [one for one in (entry['personal'], entry.get('consents')) if one]
    need(not sealed or entry['personal'] and record['personalCommitment'], 'personal.unexpected')
    places = [(inner(one['path']), 'attachments|personal') for one in sent] + [(one, 'personal') for one in sealed]
    for path, folders in places + [(inner(one), 'documents|personal') for one in entry['documents']]:
        need(re.match(f'data/({folders})/', path), 'package.schema', path)
    return sealed + entry['documents'] + [one['path'] for one in sent]
def check_contents(files, main, payload):
    """Every record, receipt and notice; nothing that is not named. Gives the records of other offices."""
    listed, foreign = {MAIN, 'data/目录.html'}, {}
    for entry in main['records']:
        need(record_path(entry) not in listed, 'record.duplicate', record_path(entry))
        record = read_json(files, record_path(entry), 'revision', 'record.schema')
        listed |= {record_path(entry), *check_record(entry, record, main, payload)}
        if record['officeId'] != main['sender']['officeId']: foreign[key_of(entry)] = (entry, record['officeId'])
    # Of each kind: the file that it must have, and those that may lie in it without being named in package.json.
    fixed, free = {'receipt': ('data/receipt.json', 'data/personal/'), 'submission': (MAIN, 'data/evidence/'),
        'notice': ('data/notice/notice.json', r'data/notice/forms/[^/]+\.json$')}.get(main['kind'], (MAIN, '$'))
    for name in sorted({*listed, fixed} - payload.keys()): raise Refused('package.listed-missing', name)
    for name in sorted(payload.keys() - listed - {fixed}): need(re.match(free, name), 'package.unlisted-file', name)
    for name in payload:
        if name.startswith('data/personal/'): need(sealed_digest(files, name) == payload[name], 'personal.name', name)
    if main['kind'] == 'receipt': check_receipt(read_json(files, fixed, 'receipt', 'receipt.schema'), main)
    if main['kind'] == 'notice': check_notice(read(files, fixed), main)
    return foreign
def check_receipt(receipt, main):
    for name in ('sequence', 'previousDigest'): need(receipt[name] == main[name], 'receipt.sequence-mismatch')
    need(receipt['issuer'] == main['sender']['officeId'], 'receipt.wrong-issuer')
    need(receipt['addressee'] == main['recipient']['officeId'], 'receipt.not-for-us')
    sections = [receipt, *receipt.get('further', [])]
    for said in [[one['receiptId'] for one in sections], [one['package']['id'] for one in sections]] + [
            [*map(key_of, one['records'])] for one in sections]: need(len({*said}) == len(said), 'receipt.twice')
    for one in (record for section in sections for record in section['records']):
        need(len(one.get('fields', one['reasons'])) == len(one['reasons']), 'receipt.schema', 'fields')
def check_notice(data, main):
    notice, says = parse_json(data), main['notice']
    need(canonical(notice).encode() == data and sha256(data) == says['digest'], 'notice.digest')
    need((notice['id'], notice['version']) == (says['id'], says['version']), 'notice.mismatch')
    need(says['id'].endswith('.' + main['sender']['officeId'].lower()), 'notice.id-not-theirs')
def verify(path, cards, us):
    files = files_of(path)
    check_names(list(files))
    need('bagit.txt' in files, 'bag.no-bagit-txt')
    for name in files: need(name in ROOT or name.startswith('data/'), 'bag.root-entry', name)
    main, payload, (card, trusted, step), oxum = check_root(files, '', cards)
    need(not us or not main['recipient'] or main['recipient']['officeId'] == us, 'package.not-for-us')
    check_payload(files, payload, oxum)
    foreign = check_contents(files, main, payload)
    check_evidence(main, payload, foreign, lambda at: check_root(files, at, cards))
    checked = [{'record': key_of(one), 'digest': one['digest'], 'code': crockford(one['digest'], 40)} for one in main['records']]
    verified = ['container', 'names', 'manifests', 'signature', 'digests', 'schemas', main['kind'], *['evidence'][:len(foreign)]]
    closed = [name for name in payload if name.startswith('data/personal/')]
    own = main['card'] and {'step': step, 'digest': digest(main['card']), 'fingerprint': fingerprint(main['card'])}
    return main, {'ok': True, 'kind': main['kind'], 'packageId': main['packageId'], 'sender': main['sender']['officeId'],
        'trusted': trusted, 'tagManifest': sha256(read(files, ROOT[3])), 'card': own, 'records': checked,
        'verified': verified, 'notVerified': closed}
def report(path, cards, us):
    try:
        if not path.endswith('.json'): return verify(path, cards, us)
        return {'card': parse_json(pathlib.Path(path).read_bytes())}, {'ok': True}  # a card alone, as a package has it
    except Refused as fault: return None, {'ok': False, 'reason': fault.args[0], 'where': fault.args[1]}
    except (zipfile.BadZipFile, zlib.error, EOFError, UnicodeDecodeError): return None, {'ok': False, 'reason': 'zip.damaged'}
    except (KeyError, ValueError, TypeError, RecursionError): return None, {'ok': False, 'reason': 'json.syntax'}
def run(arguments):
    options, cards = argparse.ArgumentParser(), {}
    options.add_argument('--us')
    options.add_argument('--card', action='append', default=[])
    options.add_argument('packages', nargs='*')
    asked = options.parse_args(arguments)
    say = lambda path, result: print(json.dumps({'path': path, **result}, ensure_ascii=False), flush=True)
    for path in asked.card:
        main, result = report(path, cards, None)
        if not result['ok'] or not main['card']: return say(path, {**result, 'ok': False})
        cards[main['card']['officeId']] = main['card']
    for path in asked.packages: say(path, report(path, cards, asked.us)[1])
if __name__ == '__main__':  # --batch: a JSON list of arguments on each line of standard input
    for line in sys.stdin if sys.argv[1:] == ['--batch'] else [json.dumps(sys.argv[1:])]: run(json.loads(line))
