// Enrolls made-up people without end, to be killed at any moment: a line "RECORD-ID SLIP-NUMBER" after each
// commit.
#include <unistd.h>

#include <cstdio>

#include "sync/ledger/state_folder.h"
#include "tests/support/ledger_fixture.h"

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    platform::init_crypto();
    const syncing::LedgerName name{{1}, "JL03", 'A'};
    auto ledger = syncing::Ledger::open(argv[1], name);
    if (!ledger) return 3;
    const syncing::SealTo center{1, platform::new_sealing_key().public_key};
    const int limit = std::atoi(argv[2]);
    for (int i = 0; limit == 0 || i < limit; ++i) {
        tests::MadeUpEnrollment one;
        const auto appended = ledger->append(std::span(&one.append, 1), center, center);
        if (!appended) return 4;
        const std::string line = platform::to_hex(one.append.record_id) + " " +
                                 syncing::to_text(*appended->front().slip_number) + "\n";
        if (write(STDOUT_FILENO, line.data(), line.size()) < 0) return 5;
    }
    return 0;
}
