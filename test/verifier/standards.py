"""What the format takes from elsewhere and Python's standard library lacks: Ed25519 (RFC 8032), canonical JSON (RFC 8785),
the few words of JSON Schema that package-format.schema.json uses."""
import decimal
import hashlib
import json
import re
import unicodedata

P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D, ROOT, ZERO = -121665 * pow(121666, -1, P) % P, pow(2, (P - 1) // 4, P), (0, 1, 1, 0)


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    return (b - a) * (d - c) % P, (d + c) * (b + a) % P, (d - c) * (d + c) % P, (b - a) * (b + a) % P


def times(n, p):
    out = ZERO
    for bit in f'{n:b}':
        out = add(out, out)
        if bit == '1':
            out = add(out, p)
    return out


def same(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


def point(raw):
    """None unless it is the canonical encoding of a point."""
    y, odd = int.from_bytes(raw, 'little') & (1 << 255) - 1, raw[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if y >= P or (x * x - square) % P or (x == 0 and odd):
        return None
    x = P - x if x % 2 != odd else x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, -1, P) % P).to_bytes(32, 'little'))


def small_order(key):
    a = point(key)
    return a is None or same(times(8, a), ZERO)


def signs(key, signature, message):
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], 'little')
    if a is None or r is None or s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), 'little') % ORDER
    return same(times(s, BASE), add(r, times(h, a)))


def nfc(text):
    return unicodedata.normalize('NFC', text)


def members(pairs):
    if len({nfc(name) for name, _ in pairs}) != len(pairs) or any(name == '__proto__' for name, _ in pairs):
        raise KeyError
    return dict(pairs)


def finite(text):
    if abs(float(text)) == float('inf'):
        raise ValueError
    return float(text)


def parse_json(data):
    """Every number is a double, as in JavaScript. KeyError: a name twice. ValueError: no JSON, or nested too deeply."""
    value = json.loads(data.decode(), object_pairs_hook=members, parse_int=finite, parse_float=finite, parse_constant=int)
    if depth(value) > 64:
        raise ValueError
    return value


def depth(value):
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inside is None else 1 + max(map(depth, inside), default=0)


def number(value):
    """The shortest digits that give the same double, written as ECMAScript's Number::toString does."""
    _, digits, exponent = decimal.Decimal(repr(abs(value))).normalize().as_tuple()
    text, n = ''.join(map(str, digits)), len(digits) + exponent
    if value == 0:
        return '0'
    if 0 < n <= 21:
        text = text.ljust(n, '0')[:n] + ('.' + text[n:] if len(text) > n else '')
    elif -6 < n <= 0:
        text = '0.' + '0' * -n + text
    else:
        text = text[0] + ('.' + text[1:] if len(text) > 1 else '') + f'e{n - 1:+d}'
    return '-' * (value < 0) + text


def canonical(value):
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: nfc(key).encode('utf-16-be', 'surrogatepass'))
        return '{' + ','.join(f'{canonical(key)}:{canonical(value[key])}' for key in keys) + '}'
    if isinstance(value, list):
        return '[' + ','.join(map(canonical, value)) + ']'
    if isinstance(value, float):
        return number(value)
    return json.dumps(nfc(value) if isinstance(value, str) else value, ensure_ascii=False)


def digest(value):
    """SHA-256 of the canonical JSON; None where half of a surrogate pair stands alone."""
    try:
        return hashlib.sha256(canonical(value).encode()).hexdigest()
    except UnicodeEncodeError:
        return None


KINDS = {'string': str, 'object': dict, 'array': list, 'integer': float, 'null': type(None)}


def valid(value, schema, defs):
    if '$ref' in schema:
        return valid(value, defs[schema['$ref'].split('/')[-1]], defs)
    if 'anyOf' in schema:
        return any(valid(value, one, defs) for one in schema['anyOf'])
    if not isinstance(value, KINDS[schema['type']]) or value not in schema.get('enum', [schema.get('const', value)]):
        return False
    if isinstance(value, float):
        return value.is_integer() and schema['minimum'] <= value <= schema['maximum']
    if isinstance(value, str):
        length = len(value.encode('utf-16-le', 'surrogatepass')) // 2
        fits = re.search(schema.get('pattern', '').replace('$', r'\Z'), value, re.ASCII | re.DOTALL) is not None
        return fits and schema.get('minLength', 0) <= length <= schema.get('maxLength', length)
    if isinstance(value, list):
        enough = schema.get('minItems', 0) <= len(value) <= schema.get('maxItems', len(value))
        return enough and all(valid(one, schema['items'], defs) for one in value)
    if value is None or 'properties' not in schema:
        return True
    known = schema['properties']
    return set(schema['required']) <= set(value) <= set(known) and all(valid(value[k], known[k], defs) for k in value)
