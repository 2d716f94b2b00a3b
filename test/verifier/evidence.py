"""Records that were passed on: the partial bags of other offices' packages under data/evidence/, and the way of each record."""
import re

from container import Refused, need

MAIN = 'data/package.json'
ROOT = ('bagit.txt', 'bag-info.txt', 'manifest-sha256.txt', 'tagmanifest-sha256.txt', 'signature.minisig')


def key_of(entry):
    return f'{entry["recordId"]}-{entry["revision"]:.0f}'


def record_path(entry):
    return f'data/records/{key_of(entry)}.json'


def files_of(entry):
    return [*entry['documents'], *(one['path'] for one in entry['attachments'])]


def check_evidence(main, payload, foreign, check_root):
    """`foreign`: key → entry and office of each record that is not the sender's. `check_root(at)` checks the root files there."""
    folders = {}
    for path in (path for path in payload if path.startswith('data/evidence/')):
        match = re.fullmatch('(data/evidence/[0-9a-fA-F-]{36}/)(.+)', path)
        need(match and (match[2] in ROOT or match[2].startswith('data/')), 'evidence.structure', path)
        folders.setdefault(match[1], set()).add(match[2])
    hops = [check_bag(at, inside, payload, foreign, check_root) for at, inside in folders.items()]
    for key, (entry, origin) in foreign.items():
        check_way(main, payload, entry, origin, [hop for hop in hops if key in hop['records']])


def check_bag(at, inside, payload, foreign, check_root):
    need({*ROOT, MAIN} <= inside, 'evidence.structure', at)
    try:
        main, listed, _, _ = check_root(at)
    except Refused as fault:
        raise Refused(f'evidence.{fault.args[0]}', at) from None
    need(main['packageId'] == at.split('/')[2] and main['kind'] == 'submission', 'evidence.package', at)
    for name in sorted(inside - set(ROOT)):
        need(listed.get(name) == payload[at + name], 'evidence.digest', at + name)
    records = {key_of(one): one for one in main['records'] if key_of(one) in foreign}
    need(records, 'evidence.unused', at)
    clear = {
        key: [path for path in files_of(one) if re.match('data/(documents|attachments)/', path)]
        for key, one in records.items()
    }
    chosen = {*ROOT, MAIN, *map(record_path, records.values()), *(path for paths in clear.values() for path in paths)}
    need(inside <= chosen, 'evidence.not-chosen', at)
    return {
        'at': at,
        'from': main['sender']['officeId'],
        'to': main['recipient']['officeId'],
        'records': records,
        'clear': clear,
    }


def check_way(main, payload, entry, origin, hops):
    """From hand to hand: each package is by the office that the one before was addressed to; the bytes are the origin's."""
    key, path = key_of(entry), record_path(entry)
    first = [hop for hop in hops if hop['from'] == origin]
    need(first, 'record.no-evidence', key)
    need(all(hop['records'][key]['digest'] == entry['digest'] for hop in hops), 'evidence.record', key)
    reached = {origin}
    for _ in hops:
        reached |= {hop['to'] for hop in hops if hop['from'] in reached}
    need(main['sender']['officeId'] in reached, 'evidence.wrong-recipient', key)
    copies = {payload[hop['at'] + path] for hop in first if hop['at'] + path in payload}
    need(copies == {payload[path]}, 'evidence.record', key)
    taken = {one for one in files_of(entry) if one.startswith('data/evidence/')}
    need(taken <= {hop['at'] + one for hop in first for one in hop['clear'][key]}, 'evidence.record', key)
