"""Who signed: office cards (单位名片), how one follows another, and the minisign signature of a package."""
import base64
import datetime
import hashlib
import re
import struct

from container import Refused, need
from standards import digest, signs, small_order

SIGNATURE = rb'untrusted comment: kexie/1 package signature\n(\S+)\ntrusted comment: ([ -~]+)\n(\S+)\n'


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def crockford(digits, bits):
    """The first `bits` bits of a digest, the last character filled with zero bits."""
    n, length = (int(digits, 16) >> 256 - bits) << -bits % 5, -(-bits // 5)
    return ''.join('0123456789ABCDEFGHJKMNPQRSTVWXYZ'[n >> 5 * at & 31] for at in reversed(range(length)))


def fingerprint(card):
    text = 'kexie-card-1' + card['officeId'] + ''.join(one['signKey'] for one in card['devices']) + card['ageRecipient']
    return [f'{n % 100_000:05d}' for n in struct.unpack('>8I', hashlib.sha256(text.encode()).digest())]


def founded(card, device):
    key = base64.b64decode(device['signKey'])[10:]
    return card['officeId'] == 'KX' + crockford(sha256(b'kexie-office-1' + key), 120)


def device_of(card, device_id):
    return next((one for one in card['devices'] if one['deviceId'] == device_id), {})


def keeps(known, card):
    """No device was dropped, altered, or brought back to life."""
    pairs = [(old, device_of(card, old['deviceId'])) for old in known['devices']]
    return all(new and new['signKey'] == old['signKey'] and old['revokedAt'] in (None, new['revokedAt']) for old, new in pairs)


def follow(known, card, signer):
    """How a card follows the one that was compared, signed by the device `signer`."""
    if digest(known) == digest(card):
        return 'same'
    need(card['cardSeq'] > known['cardSeq'], 'card.stale')
    old, new = device_of(known, signer), device_of(card, signer)
    if not old or old['revokedAt']:
        gone = all(device_of(card, one['deviceId']).get('revokedAt') for one in known['devices'])
        need(not old and new and not new['revokedAt'] and gone and keeps(known, card), 'card.wrong-signer')
        return 're-registered'
    need(keeps(known, card), 'card.broken-chain')
    if card['cardSeq'] > known['cardSeq'] + 1:
        return 'gap'
    need(card['previousCardDigest'] == digest(known), 'card.broken-chain')
    asked = ('names', 'level', 'region', 'ageRecipient')
    return 'changed' if any(known[name] != card[name] for name in asked) else 'follows'


def check_card(card, sender):
    need((card['officeId'], card['cardSeq']) == (sender['officeId'], sender['cardSeq']), 'card.other-office')
    need(any(founded(card, one) for one in card['devices']), 'card.office-id')
    for name in ('deviceId', 'signKey'):
        need(len({one[name] for one in card['devices']}) == len(card['devices']), 'card.schema', name)
    need((card['cardSeq'] == 1) == (card['previousCardDigest'] is None), 'card.schema', 'previousCardDigest')


def card_for(main, compared):
    """The card whose key must have signed, whether it is a compared one, and how a new card follows the compared one."""
    sender, inside, held = main['sender'], main['card'], compared.get(main['sender']['officeId'])
    is_card, step = main['kind'] == 'office-card', None
    if inside:
        check_card(inside, sender)
    if is_card:
        need(inside, 'card.missing')
        step = follow(held, inside, sender['deviceId']) if held else 'first'
    elif held and inside and inside['cardSeq'] == held['cardSeq']:
        need(digest(inside) == digest(held), 'card.fork')
    if held and step != 're-registered' and (is_card or device_of(held, sender['deviceId'])):
        return held, True, step
    need(inside, 'signature.no-key')
    newer = held and inside['cardSeq'] > held['cardSeq'] and keeps(held, inside)
    need(is_card or not held or newer, 'signature.unknown-device')
    signer = device_of(inside, sender['deviceId'])
    need(not signer or inside['cardSeq'] > 1 or founded(inside, signer), 'card.wrong-signer')
    return inside, False, step


def canonical_base64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Refused('signature.base64') from None
    need(base64.b64encode(data) == text, 'signature.base64')
    return data


def check_signature(main, tags, text, compared):
    lines = re.fullmatch(SIGNATURE, text)
    need(lines, 'signature.lines')
    blob, whole = canonical_base64(lines[1]), canonical_base64(lines[3])
    need(len(blob) == 74 and len(whole) == 64 and blob[:2] == b'ED', 'signature.algorithm')
    card, trusted, step = card_for(main, compared)
    device = device_of(card, main['sender']['deviceId'])
    need(device, 'signature.unknown-device')
    key = base64.b64decode(device['signKey'])
    need(key[:10] == b'Ed' + blob[2:10] and not small_order(key[10:]), 'signature.other-signer')
    need(signs(key[10:], blob[10:], hashlib.blake2b(tags).digest()), 'signature.invalid')
    need(signs(key[10:], whole, blob[10:] + lines[2]), 'signature.trusted-comment')
    says = f'kexie/1 kind={main["kind"]} id={main["packageId"]} seq={main["sequence"]:.0f} time={main["createdAt"]}'
    need(lines[2].decode() == says, 'signature.comment-mismatch')
    made, revoked = datetime.datetime.fromisoformat(main['createdAt']), device['revokedAt']
    last_act = step == 'first' and main['createdAt'] == revoked
    before = not revoked or made < datetime.datetime.fromisoformat(revoked)
    need(before or last_act, 'signature.revoked-device')
    # What a device signed before it was given up still stands, but proves less.
    return card, trusted and not revoked, step
