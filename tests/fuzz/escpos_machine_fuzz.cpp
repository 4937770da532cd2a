// Any bytes in any pieces: the simulated printer never reads out of bounds, and what it prints and answers
// does not depend on where the pieces end.
#include <algorithm>

#include "platform/base/check.h"
#include "sync/sim/escpos_machine.h"

namespace {

using platform::Bytes;
using platform::ByteView;
using syncing::sim::EscposMachine;

struct Result {
    std::vector<Bytes> tickets;
    std::size_t answers = 0;
    bool operator==(const Result&) const = default;
};

Result print(ByteView stream, std::size_t piece) {
    EscposMachine machine(384);
    Result out;
    while (!stream.empty()) {
        const std::size_t size = std::min(piece, stream.size());
        for (const auto& answer : machine.take(stream.first(size))) out.answers += answer.bytes.size();
        stream = stream.subspan(size);
    }
    for (const auto& ticket : machine.take_tickets()) {
        const ByteView rows = ticket.rows(0, ticket.height());
        out.tickets.emplace_back(rows.begin(), rows.end());
    }
    return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0 || size > 4096) return 0;
    const ByteView stream(data + 1, size - 1);
    platform::check(print(stream, size) == print(stream, 1 + std::size_t{data[0]}),
                    "pieces change the paper");
    return 0;
}
