#!/usr/bin/env python3
"""The project's own rules, checked as text: include direction, libraries kept to their folder, sizes, format,
personal data. Prints one line per finding and exits 1 if there is any."""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

# A layer may include itself and what stands to its right:  kiosk -> sync -> config -> platform.
LAYERS = ["kiosk", "sync", "config", "platform"]

# Library header prefix -> folders that may include it.
LIBRARY_HOMES = {
    "imgui": ["kiosk/ui/", "kiosk/view/", "kiosk/dev_dock/", "platform/display/", "tests/kiosk/", "tests/bench/", "tests/platform/display/"],
    "GLFW/": ["platform/display/"],
    "sqlite3.h": ["platform/database/", "platform/simulation/"],
    "libpq-fe.h": ["platform/postgres/"],
    "curl/": ["platform/http/"],
    "ZXing/": ["platform/code/"],
    "gst/": ["platform/eye/"],
    "turbojpeg.h": ["platform/photo/"],
    "seccomp.h": ["platform/code/"],
    "espeak-ng/": ["platform/speech/"],
    "pcaudiolib/": ["platform/speech/"],
    "unicode/": ["platform/speech/"],
    "pinyin.h": ["platform/pinyin/"],
    "boost/beast": ["platform/http_server/"],
    "openssl/": ["platform/pki/", "platform/http/", "platform/http_server/", "platform/simulation/"],
    "sodium.h": ["platform/base/", "platform/crypto/", "platform/simulation/"],
    "xlsxwriter": ["platform/spreadsheet/"],
}

MAX_CPP_LINES = 400
MAX_FUNCTION_LINES = 70

# Numbers that may stand in the repository: the unassigned area code and published samples.
SAMPLE_NUMBERS = {
    "11010519491231002X", "932682198501010017", "911124198108030024", "911398199012310021", "110105194912310021",
}
ID_NUMBER = re.compile(r"(?<![0-9A-Fa-f])([1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx])(?![0-9A-Fa-f])")
MADE_UP = re.compile(r"350299|81000019|82000019|83000019|8100002|8200002|8300002")


def tracked(*patterns):
    command = ["git", "ls-files", "-co", "--exclude-standard", "--", *patterns]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\n")
    return sorted({name for name in names if name and (ROOT / name).is_file()})


def include_findings(name, lines):
    layer = name.split("/")[0]
    for number, line in enumerate(lines, 1):
        match = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
        if not match:
            continue
        target = match.group(1)
        top = target.split("/")[0]
        if layer in LAYERS and top in LAYERS and LAYERS.index(top) < LAYERS.index(layer):
            yield f"{name}:{number}: {layer} must not include {top} ({target})"
        if layer in LAYERS and top == "tests":
            yield f"{name}:{number}: product code includes a test ({target})"
        for prefix, homes in LIBRARY_HOMES.items():
            if target.startswith(prefix) and not any(name.startswith(home) for home in homes):
                if name.startswith("tests/") and prefix not in ("imgui",):
                    continue
                yield f"{name}:{number}: {target} belongs to {', '.join(homes)}"


def function_findings(name, lines):
    """Functions at namespace or class level, found by clang-format's layout: an opening line that ends in '{'
    and a closing brace at the same indentation."""
    start, indent = None, ""
    for number, line in enumerate(lines, 1):
        opening = re.match(r"^( {0,4})(?!namespace|struct|class|enum|union|extern|\}|#|//)\S.*\)[^;]*\{$", line)
        if start is None and opening:
            start, indent = number, opening.group(1)
        elif start is not None and line == indent + "}":
            if number - start + 1 > MAX_FUNCTION_LINES:
                yield f"{name}:{start}: function of {number - start + 1} lines, at most {MAX_FUNCTION_LINES}"
            start = None


def code_findings(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    lines = text.split("\n")
    yield from include_findings(name, lines)
    yield from function_findings(name, lines)
    product = name.split("/")[0] in LAYERS
    if name.endswith(".cpp") and product and len(lines) > MAX_CPP_LINES:
        yield f"{name}: {len(lines)} lines, at most {MAX_CPP_LINES}"
    if name.endswith(".h"):
        if "#pragma once" not in text:
            yield f"{name}: no #pragma once"
        if product and not text.startswith("//"):
            yield f"{name}: a header begins with its purpose"
    for number, line in enumerate(lines, 1):
        if re.search(r"\b(TODO|FIXME|XXX)\b", line):
            yield f"{name}:{number}: unfinished"


def personal_findings(name):
    try:
        text = (ROOT / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    for number in ID_NUMBER.findall(text):
        if number.upper() not in SAMPLE_NUMBERS and not MADE_UP.match(number):
            yield f"{name}: an id number of a real area: {number[:6]}…"


def main():
    code = tracked("*.cpp", "*.h")
    findings = [finding for name in code for finding in code_findings(name)]
    for name in tracked("*.cpp", "*.h", "*.toml", "*.py", "*.md", "*.csv", "*.tsv", "*.json", "*.jsonl"):
        findings += personal_findings(name)
    top = {"CMakeLists.txt", "CMakePresets.json", "README.md", "CHANGELOG.md", "dev", "kiosk", "platform", "assets",
           "sync", "tests", "config", "docs"}
    for name in sorted({name.split("/")[0] for name in tracked(".")}):
        if name not in top and not name.startswith("."):
            findings.append(f"{name}: not part of the top level")
    print("\n".join(findings)) if findings else None
    formatted = subprocess.run(["clang-format", "--dry-run", "-Werror", *code], cwd=ROOT, capture_output=True, text=True)
    if formatted.returncode:
        lines = [line for line in formatted.stderr.split("\n") if "error:" in line]
        print("\n".join(lines[:20]) + f"\n{len(lines)} places not formatted: run ./dev fmt")
    failed = bool(findings) or formatted.returncode != 0
    print(f"lint: {len(code)} files, {'FAILED' if failed else 'clean'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
