#include "platform/log/log.h"
#include "sync/center/api.h"
#include "sync/wire/packet.h"

namespace syncing::center {

namespace {

using platform::HttpRequest;
using platform::HttpResponse;

HttpResponse refused() {
    return platform::problem_response({403, "revoked", "This terminal has been revoked.", false, {}});
}

/// Whether the archive needs it: asking again for what is here already originates nothing.
bool is_new(ServeStore& store, const HttpRequest& request) {
    if (request.path == "/v1/hand-over") {
        const auto call = decode_hand_over(request.body);
        const auto known = call ? store.ledger(call->new_ledger) : Stored<std::optional<Ledger>>();
        return call && known && !*known;
    }
    const auto range = decode_range(request.body);
    if (!range) return false;
    const auto ledger = store.ledger(range->ledger_id);
    return ledger && *ledger && (*ledger)->held_seq < range->entries.back().header.seq;
}

}  // namespace

HttpResponse Api::handle_in_quarantine(const HttpRequest& request) {
    const auto borrowed = stores_.borrow();
    ServeStore& store = *borrowed;
    const auto id =
        request.client_certificate ? platform::terminal_id_of(*request.client_certificate) : std::nullopt;
    const auto terminal = id ? store.terminal(*id) : Stored<std::optional<Terminal>>();
    const bool papers = request.path == "/v1/attachments";
    const bool asked = papers || request.path == "/v1/ranges" || request.path == "/v1/hand-over";
    if (!asked || !terminal || !*terminal || !(*terminal)->revoked) return refused();
    if (papers) return attachments(store, request, **terminal);
    if (is_new(store, request)) {
        const Done logged = store.log_quarantine(request.path, request.body, clock_.wall());
        if (!logged) {
            platform::log::error("store: {}", name_of(logged.error()));
            return platform::problem_response({503,
                                               "store-failed",
                                               "The center cannot store at the moment; nothing was stored.",
                                               true,
                                               {}});
        }
    }
    return request.path == "/v1/ranges" ? ranges(store, request, **terminal, Intake::quarantine)
                                        : hand_over(store, request, **terminal);
}

}  // namespace syncing::center
