#!/usr/bin/env python3
"""A second client of the center, written from docs/wire_format.md alone: it provisions itself with a one-time code,
writes a ledger, pushes a range, and believes the signed answer only after checking everything the text asks for.
Usage: second_client.py MAP1:CODE RECORDS    prints one line of JSON.
"""
import base64
import hashlib
import http.client
import json
import os
import pathlib
import ssl
import struct
import subprocess
import sys
import tempfile
import urllib.parse

import nacl.exceptions
import nacl.public
import nacl.signing

CLASS_STAFF_ACTION = 7
UNKNOWN_LATEST = 2**63 - 1


# ---- Protocol Buffers, the little that is needed

def varint(value):
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def field(number, value):
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def read_varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def fields(data):
    """{number: [values]}: ints for varints, bytes for everything with a length."""
    out, at = {}, 0
    while at < len(data):
        key, at = read_varint(data, at)
        if key & 7 == 0:
            value, at = read_varint(data, at)
        else:
            assert key & 7 == 2, "only varints and lengths stand in these messages"
            length, at = read_varint(data, at)
            value, at = data[at:at + length], at + length
        out.setdefault(key >> 3, []).append(value)
    return out


def one(message, number, default=b""):
    return message.get(number, [default])[-1]


# ---- primitives

def blake(data):
    return hashlib.blake2b(data, digest_size=32).digest()


def framed(data):
    return struct.pack("<I", len(data)) + data


def signed_bytes(purpose, *parts):
    return framed(b"mutual-aid/v1/" + purpose) + b"".join(framed(part) for part in parts)


def sign(key, purpose, *parts):
    return key.sign(signed_bytes(purpose, *parts)).signature


def verifies(public_key, signature, purpose, *parts):
    try:
        nacl.signing.VerifyKey(public_key).verify(signed_bytes(purpose, *parts), signature)
        return True
    except (nacl.exceptions.BadSignatureError, ValueError):
        return False


def seal(public_key, message):
    padded = struct.pack("<I", len(message)) + message
    size = next(s for s in (512, 1024, 2048, *range(4096, 65537, 4096)) if s >= len(padded))
    return nacl.public.SealedBox(nacl.public.PublicKey(public_key)).encrypt(padded.ljust(size, b"\0"))


# ---- HTTPS

class Center:
    def __init__(self, url, ca_pem=None, certificate=None):
        parts = urllib.parse.urlsplit(url)
        context = ssl.create_default_context(cadata=ca_pem) if ca_pem else ssl._create_unverified_context()
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        if certificate:
            context.load_cert_chain(*certificate)
        self.connection = http.client.HTTPSConnection(parts.hostname, parts.port, context=context, timeout=20)

    def ask(self, method, path, body=None):
        self.connection.request(method, path, body, {"Content-Type": "application/x-protobuf"} if body else {})
        response = self.connection.getresponse()
        data = response.read()
        if response.status != 200 or response.getheader("Content-Type") != "application/x-protobuf":
            raise SystemExit(f"{path}: {response.status} {data[:300]!r}")
        return data


class KeyList:
    def __init__(self, signed, root):
        envelope = fields(signed)
        if not verifies(root, one(envelope, 2), b"key_list", one(envelope, 1)):
            raise SystemExit("the key list is not signed by the city root")
        self.keys = [fields(key) for key in fields(one(envelope, 1)).get(4, [])]

    def newest(self, purpose):
        listed = [key for key in self.keys if one(key, 2) == purpose]
        return max(listed, key=lambda key: one(key, 4, 0))

    def find(self, purpose, key_id):
        return next(one(key, 3) for key in self.keys if one(key, 2) == purpose and one(key, 1, 0) == key_id)


# ---- the terminal

class Terminal:
    def __init__(self, code, folder):
        text = code.removeprefix("MAP1:")
        raw = base64.b32decode(text + "=" * (-len(text) % 8))
        self.secret, root = raw[:16], raw[16:48]
        self.url = raw[49:49 + raw[48]].decode("ascii")
        self.ledger_id = os.urandom(16)
        self.ledger_key = nacl.signing.SigningKey.generate()
        self.slip_key = nacl.signing.SigningKey.generate()
        self.folder = folder
        self.entries = []
        self.keys = KeyList(Center(self.url).ask("GET", "/v1/keys"), root)
        self.ca_pem = ssl.DER_cert_to_PEM_cert(one(self.keys.newest(b"tls_ca"), 3))

    def provision(self):
        key, csr = self.folder / "tls.pem", self.folder / "request.der"
        subprocess.run(["openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-subj", "/CN=terminal", "-keyout", key, "-outform", "DER", "-out", csr],
                       check=True, capture_output=True)
        request = (field(1, self.secret) + field(2, csr.read_bytes()) + field(3, self.ledger_id) +
                   field(4, bytes(self.ledger_key.verify_key)) + field(5, bytes(self.slip_key.verify_key)))
        answer = fields(Center(self.url, self.ca_pem).ask("POST", "/v1/provision", request))
        certificate = self.folder / "tls.crt"
        certificate.write_text(ssl.DER_cert_to_PEM_cert(one(answer, 5)))
        self.center = Center(self.url, self.ca_pem, (certificate, key))
        self.terminal_id = one(answer, 1)

    def write(self, staff_action):
        """One entry, chained to the one before."""
        record = os.urandom(16)
        body = field(1, self.ledger_id) + field(2, record) + field(8, field(1, b"test") + field(2, staff_action))
        sealing = self.keys.newest(b"sealing")
        sealed = seal(one(sealing, 3), body)
        previous = blake(self.entries[-1][0]) if self.entries else bytes(32)
        header = (b"MAE1" + self.ledger_id + struct.pack("<Q", len(self.entries) + 1) + previous + record +
                  struct.pack("<HBBqq", CLASS_STAFF_ACTION, 0, 0, 0, UNKNOWN_LATEST) + bytes(32) +
                  struct.pack("<QI", one(sealing, 1), len(sealed)) + blake(sealed))
        assert len(header) == 172
        self.entries.append((header, sealed))

    def push(self):
        nonce = os.urandom(16)
        head = blake(self.entries[-1][0])
        signature = sign(self.ledger_key, b"ledger_head", self.ledger_id, nonce,
                         struct.pack("<Q", len(self.entries)), head)
        entries = b"".join(field(3, field(1, header) + field(2, sealed)) for header, sealed in self.entries)
        envelope = fields(self.center.ask("POST", "/v1/ranges", field(1, self.ledger_id) + field(2, nonce) +
                                          entries + field(4, signature)))
        key = self.keys.find(b"acknowledgement", one(envelope, 2, 0))
        if not verifies(key, one(envelope, 3), b"acknowledgement", one(envelope, 1)):
            raise SystemExit("the answer is not signed by the center")
        answer = fields(one(envelope, 1))
        if one(answer, 2) != nonce or one(answer, 3) != self.ledger_id or 8 in answer:
            raise SystemExit("the answer is not to this request, or says fork")
        if (one(answer, 5, 0), one(answer, 6)) != (len(self.entries), head):
            raise SystemExit("the center does not hold what was sent")
        return {"held": one(answer, 5, 0), "epoch": one(answer, 1, 0)}


def main():
    code, records = sys.argv[1], int(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        terminal = Terminal(code, pathlib.Path(folder))
        terminal.provision()
        for number in range(records):
            terminal.write(b"second_client_%d" % number)
        first = terminal.push()
        assert terminal.push() == first, "the same range again gets the same answer"
        print(json.dumps(first))


main()
