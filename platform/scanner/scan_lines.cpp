#include "platform/scanner/scan_lines.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "platform/base/wipe.h"
#include "platform/code/qr.h"

namespace platform {

namespace {

bool is_line_end(std::uint8_t byte) {
    return byte == '\r' || byte == '\n';
}

bool is_padding(std::uint8_t byte) {
    return byte <= 0x20 || byte == 0x7F;
}

ByteView without_padding(ByteView line) {
    while (!line.empty() && is_padding(line.front())) line = line.subspan(1);
    while (!line.empty() && is_padding(line.back())) line = line.first(line.size() - 1);
    return line;
}

/// "]", a letter for the symbology and a modifier. No code of ours begins so.
bool has_aim_identifier(ByteView line) {
    return line.size() >= 3 && line[0] == ']' && std::isalpha(line[1]) != 0 && std::isalnum(line[2]) != 0;
}

}  // namespace

ScanLines::ScanLines() : held_(kLineLimit) {}

ScanLines::~ScanLines() {
    clear();
}

void ScanLines::clear() {
    sodium_memzero(held_.data(), held_.size());
    size_ = 0;
}

std::vector<ScannedLine> ScanLines::feed(ByteView bytes) {
    std::vector<ScannedLine> lines;
    for (const std::uint8_t byte : bytes) {
        if (is_line_end(byte)) {
            const ByteView line = without_padding(ByteView(held_).first(std::min(size_, kLineLimit)));
            if (!line.empty()) lines.push_back(judge());
            clear();
        } else {
            if (size_ < kLineLimit) held_[size_] = byte;
            size_ = std::min(size_ + 1, kLineLimit + 1);
        }
    }
    return lines;
}

ScannedLine ScanLines::judge() const {
    ByteView line = ByteView(held_).first(std::min(size_, kLineLimit));
    ScannedLine judged{Bytes(line.begin(), line.end()), UnusableCode{}};
    if (size_ > kLineLimit) return judged;
    line = without_padding(line);
    if (has_aim_identifier(line)) {
        if (line[1] != 'Q') return judged;
        line = line.subspan(3);
    }
    if (line.size() > kCodeTextLimit) return judged;
    std::string text = string_of(line);
    if (is_plain_text(text)) judged.event = CodeSeen{std::move(text)};
    return judged;
}

}  // namespace platform
