// `enroll_many STATE COUNT`: that many made-up people enroll at a provisioned terminal, sealed to its real
// center.
#include <fmt/format.h>

#include <cstdlib>

#include "sync/ledger/current_keys.h"
#include "tests/support/ledger_fixture.h"

namespace {

constexpr int kAtOnce = 100;

std::optional<syncing::SealTo> center_key(const syncing::StateFolder& state,
                                          const syncing::Terminal& terminal) {
    auto cache = syncing::Cache::open(state.cache_db());
    if (!cache) return std::nullopt;
    const auto keys = syncing::current_keys(terminal.credentials, *cache);
    return keys ? syncing::sealing_key(*keys, {}) : std::nullopt;
}

bool enroll(syncing::Ledger& ledger, const syncing::SealTo& center, int count) {
    std::vector<std::unique_ptr<tests::MadeUpEnrollment>> people;
    std::vector<syncing::LedgerAppend> appends;
    for (int i = 0; i < count; ++i) {
        people.push_back(std::make_unique<tests::MadeUpEnrollment>());
        appends.push_back(people.back()->append);
    }
    return ledger.append(appends, center, {}).has_value();
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        fmt::print(stderr, "usage: enroll_many STATE COUNT\n");
        return 2;
    }
    platform::init_crypto();
    const syncing::StateFolder state(argv[1]);
    const auto terminal = state.load();
    if (!terminal) return 3;
    auto ledger = syncing::Ledger::open(state.ledger_db(), terminal->identity.ledger);
    const auto center = center_key(state, *terminal);
    if (!ledger || !center) return 3;
    for (int left = std::atoi(argv[2]); left > 0; left -= kAtOnce)
        if (!enroll(*ledger, *center, std::min(left, kAtOnce))) return 4;
    return 0;
}
