// A center in memory, behind the same transport interface as the network, with faults to order. It agrees to
// no hand-over: that is tried with the real one.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "sync/station/session.h"
#include "sync/wire/packet.pb.h"

namespace tests {

class FakeCenter {
  public:
    enum class Fault {
        none,
        unreachable,
        cut_before_storing,
        cut_after_storing,
        html_with_200,
        redirect,
        busy_503,
        too_large_413,
        update_426,
        forged_signature,
        replayed_answer,
        lower_seq_same_epoch,
        ahead_of_terminal,
        fork,
    };

    FakeCenter();

    std::string key_list(std::uint64_t version = 1) const;
    platform::SigningPublicKey root() const { return root_.public_key; }
    syncing::Transport transport();

    /// Taken one per request to /v1/ranges or /v1/updates; afterwards none.
    std::deque<Fault> faults;
    /// Ranges of more entries are answered with 413.
    std::size_t max_entries = 2000;
    std::uint64_t epoch = 1;
    std::int64_t now_ms = 1'781'485'200'000;
    std::vector<syncing::RangeEntry> held;
    std::uint64_t backed_up_seq = 0;
    std::vector<mutual_aid::v1::Update> updates;
    std::size_t updates_per_page = 200;
    /// What it says it takes; none: a center from before versions were said, which knows no such address.
    std::optional<syncing::WireTaken> takes;
    syncing::TerminalId terminal{};
    mutual_aid::v1::Heartbeat heartbeat;   // the latest
    std::vector<std::size_t> range_sizes;  // of every range that arrived
    std::vector<std::optional<platform::UtcMs>> trusted_times;

  private:
    using Answer = platform::Result<platform::HttpAnswer, platform::HttpError>;
    Answer answer(const platform::HttpCall& call);
    Answer take_range(const platform::HttpCall& call, Fault fault);
    Answer give_updates(const platform::HttpCall& call, Fault fault);
    Answer sign(mutual_aid::v1::Answer& message, Fault fault);

    platform::SigningKeyPair root_ = platform::new_signing_key();
    platform::SigningKeyPair acknowledger_ = platform::new_signing_key();
    platform::SigningKeyPair updater_ = platform::new_signing_key();
    platform::Bytes last_answer_;
};

}  // namespace tests
