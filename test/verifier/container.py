"""The container of a package: a ZIP, every byte of which belongs to one entry or to the directory, or a folder; and the
rules for names. Nothing is ever written."""
import os
import pathlib
import re
import stat
import struct
import unicodedata
import zipfile

MIB = 1 << 20


class Refused(Exception):
    """reason, and the file that it is about"""


def need(holds, reason, where=''):
    if not holds:
        raise Refused(reason, where)


def files_of(path):
    """Name → function that opens it."""
    if os.path.isdir(path):
        found = [pathlib.Path(top, name) for top, below, names in os.walk(path) for name in below + names]
        need(all(stat.S_IFMT(one.lstat().st_mode) in (stat.S_IFREG, stat.S_IFDIR) for one in found), 'folder.link')
        named = {unicodedata.normalize('NFC', one.relative_to(path).as_posix()): one for one in found if one.is_file()}
        return {name: (lambda one=one: one.open('rb')) for name, one in named.items()}
    try:
        return entries_of(zipfile.ZipFile(path), os.path.getsize(path))
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError):
        raise Refused('zip.damaged', '') from None


def entries_of(archive, size):
    at, directory, entries = 0, 22, sorted(archive.infolist(), key=lambda one: one.header_offset)
    need(len(entries) <= 20_000, 'zip.too-many-entries')
    need(archive.comment == b'', 'zip.comment')
    for one in entries:
        need(one.header_offset == at, 'zip.gap', one.filename)
        archive.fp.seek(at)
        mark, _, flags, method, _, _, crc, packed, bytes_, *lengths = struct.unpack('<4s5H3I2H', archive.fp.read(30))
        name, directory_says = archive.fp.read(lengths[0]), (one.flag_bits, one.compress_type, one.CRC)
        need(mark == b'PK\3\4' and (flags, method, crc) == directory_says, 'zip.local-mismatch', one.filename)
        need(name == one.orig_filename.encode(), 'zip.local-mismatch', one.filename)
        need(packed in (one.compress_size, 0xffffffff) and bytes_ in (one.file_size, 0xffffffff), 'zip.local-mismatch')
        need(flags & ~0x806 == 0 and (name.isascii() or flags & 0x800) and not one.comment, 'zip.flags', one.filename)
        need(method in (0, 8), 'zip.method', one.filename)
        # Unix modes: none, a regular file, a folder.
        kinds = (0, 4) if one.is_dir() else (0, 8)
        need(one.external_attr >> 28 in kinds and not one.external_attr & 0x408, 'zip.link', one.filename)
        need(not one.is_dir() or one.file_size == 0, 'zip.size', one.filename)
        tags = extra_tags(one.extra)
        need(not {0x7075, 0x6375, 0x9901} & set(tags) and len(set(tags)) == len(tags), 'zip.extra-field', one.filename)
        need(one.file_size <= (max(MIB, 200 * one.compress_size) if method else one.compress_size), 'zip.ratio')
        need(method == 0 or one.file_size <= 64 * MIB, 'zip.text-too-large', one.filename)
        at += 30 + sum(lengths) + one.compress_size
        directory += 46 + len(name) + len(one.extra)
    archive.fp.seek(size - 22)
    _, disk, first_disk, here, count = struct.unpack('<4s4H10x', archive.fp.read(22))
    need(disk == first_disk == 0 and here == count and count in (len(entries), 0xffff), 'zip.directory')
    # 76: the two records of ZIP64 before the last one.
    need(at == archive.start_dir and size - at - directory in (0, 76), 'zip.gap')
    need(sum(one.file_size for one in entries if one.compress_type) <= 512 * MIB, 'zip.total-too-large')
    need(len({one.orig_filename for one in entries}) == len(entries), 'name.duplicate')
    return {one.orig_filename: (lambda one=one: archive.open(one)) for one in entries if not one.is_dir()}


def extra_tags(extra):
    tags = []
    while extra:
        need(len(extra) >= 4 and len(extra) >= 4 + struct.unpack_from('<H', extra, 2)[0], 'zip.extra-field')
        tags.append(struct.unpack_from('<H', extra)[0])
        extra = extra[4 + struct.unpack_from('<H', extra, 2)[0]:]
    return tags


RESERVED = re.compile(r'(con|prn|aux|nul|conin\$|conout\$|clock\$|(com|lpt)[0-9¹²³])', re.IGNORECASE)


def bad_character(char):
    return char in '%\\:*?"<>|\u2028\u2029' or unicodedata.category(char) in ('Cc', 'Cf', 'Cs')


def check_names(names):
    seen, folders = set(), {}
    for name in names:
        parts = name.split('/')
        need(not {'', '.', '..'} & set(parts) and not re.match('[A-Za-z]:', name), 'name.traversal', name)
        need(not any(map(bad_character, name)), 'name.character', name)
        need(unicodedata.normalize('NFC', name) == name, 'name.not-nfc', name)
        need(len(name.encode('utf-16-le')) <= 400 and len(parts) <= 16, 'name.path-too-long', name)
        for part in parts:
            need(part.strip() == part.strip('.') == part, 'name.edge', name)
            need(len(part.encode()) <= 120, 'name.component-too-long', name)
            need(not RESERVED.fullmatch(part.split('.')[0].rstrip()), 'name.reserved', name)
        folded = unicodedata.normalize('NFC', name.upper().lower())
        need(folded not in seen, 'name.case-clash', name)
        seen.add(folded)
        for n in range(1, len(parts)):
            folder = '/'.join(parts[:n])
            need(folders.setdefault('/'.join(folded.split('/')[:n]), folder) == folder, 'name.case-clash', name)
    need(not seen & folders.keys(), 'name.file-as-folder')


def read(files, name, limit=4 * MIB, reason='bag.missing-file'):
    need(name in files, reason, name)
    with files[name]() as file:
        data = file.read(limit + 1)
    need(len(data) <= limit, 'zip.text-too-large', name)
    return data


def sealed_digest(files, name):
    """The digest in the name of a personal part, after a look at its age header: all that can be said without the key."""
    with files[name]() as file:
        head = file.read(64 << 10)
    header = re.match(rb'age-encryption\.org/v1\n(.*?\n)--- [A-Za-z0-9+/]{43}\n', head, re.DOTALL)
    stanzas = [row for row in header[1].split(b'\n') if row.startswith(b'-> ')] if header else []
    need(0 < len(stanzas) <= 16, 'personal.not-age', name)
    need(all(re.fullmatch(rb'-> X25519 [A-Za-z0-9+/]{43}', row) for row in stanzas), 'personal.other-recipient-kind', name)
    return name.removeprefix('data/personal/').removesuffix('.age')
