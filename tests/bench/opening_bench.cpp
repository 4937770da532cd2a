// What the adjudicator's processor does for an enrollment, on one core: open it and its payment, then the
// rules.
#include <benchmark/benchmark.h>

#include <fstream>
#include <iterator>

#include "platform/base/check.h"
#include "sync/center/judge.h"
#include "sync/seal/seal.h"
#include "tests/sync/center/test_terminal.h"

namespace {

using syncing::center::TestTerminal;
namespace wire = mutual_aid::v1;

constexpr int kEnrollments = 1000;

struct Sealed {
    platform::SealingKeyPair center = platform::new_sealing_key();
    TestTerminal terminal;
    std::string pack_text;
    config::Pack pack;

    Sealed() {
        std::ifstream file(SOURCE_DIR "/config/schemes/xiamen.toml", std::ios::binary);
        pack_text.assign(std::istreambuf_iterator<char>(file), {});
        pack = config::load_pack("xiamen.toml", platform::view_of(pack_text)).value();
        terminal.center = center.public_key;
        for (int i = 0; i < kEnrollments; ++i) {
            const auto record = terminal.enroll(
                syncing::center::made_up_enrollment(syncing::center::made_up_number("19880715", i)));
            terminal.pay(record);
        }
    }
};

wire::Body opened(const Sealed& from, const syncing::RangeEntry& entry) {
    wire::Body body;
    const auto done = syncing::open_body(from.center, entry.sealed_body, entry.header.ledger_id,
                                         entry.header.record_id, body);
    platform::check(done.has_value(), "a body of the benchmark does not open");
    return body;
}

void open_and_judge(benchmark::State& state) {
    platform::init_crypto();
    const Sealed sealed;
    std::size_t next = 0;
    for ([[maybe_unused]] auto one : state) {
        const auto& enrollment = sealed.terminal.entries[next];
        const wire::Body body = opened(sealed, enrollment);
        const wire::Body payment = opened(sealed, sealed.terminal.entries[next + 1]);
        syncing::center::Case the_case;
        the_case.enrollment = &body.enrollment();
        the_case.time = enrollment.header.time;
        the_case.received = enrollment.header.time.latest_ms;
        the_case.payments.push_back({payment.payment().receipt_number(), payment.payment().amount_fen(),
                                     payment.payment().papers_checked(), enrollment.header.time,
                                     the_case.received});
        the_case.pack = &sealed.pack;
        const auto decision = syncing::center::decide(the_case);
        platform::check(decision.state == syncing::center::State::accepted, "the made-up worker is accepted");
        next = (next + 2) % sealed.terminal.entries.size();
    }
    state.counters["enrollments_per_s"] =
        benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

BENCHMARK(open_and_judge);

}  // namespace

BENCHMARK_MAIN();
