// Any bytes in any pieces: the same codes, each within its limits and plain text.
#include <algorithm>
#include <variant>
#include <vector>

#include "platform/base/check.h"
#include "platform/code/qr.h"
#include "platform/scanner/scan_lines.h"

namespace {

using platform::ByteView;

std::vector<platform::ScannedLine> lines_in(ByteView stream, std::size_t piece) {
    platform::ScanLines lines;
    std::vector<platform::ScannedLine> all;
    for (; !stream.empty(); stream = stream.subspan(std::min(piece, stream.size()))) {
        for (auto& line : lines.feed(stream.first(std::min(piece, stream.size()))))
            all.push_back(std::move(line));
    }
    return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const ByteView stream(data + 1, size - 1);
    const auto whole = lines_in(stream, size);
    platform::check(whole == lines_in(stream, 1 + std::size_t{data[0]}), "pieces change the codes");
    for (const auto& line : whole) {
        platform::check(line.raw.size() <= platform::ScanLines::kLineLimit, "limit of a line");
        const auto* seen = std::get_if<platform::CodeSeen>(&line.event);
        if (seen == nullptr) continue;
        platform::check(seen->text.size() <= platform::kCodeTextLimit, "limit of a code");
        platform::check(platform::is_plain_text(seen->text), "plain text");
    }
    return 0;
}
