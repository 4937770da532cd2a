// A city's evening that waits to be judged: `judge_scale STATE ENROLLMENTS PACK.toml [ADDRESS]` makes a
// center in STATE (its database there or at ADDRESS) into which 1,000 terminals have pushed that many
// enrollments, each followed by its payment as on the evening itself. Of a hundred, one is a second
// enrollment of the same person, one lacks its paper, one is not paid and one is paid wrongly.
#include <fmt/format.h>

#include "city.h"
#include "platform/base/file.h"
#include "sync/center/ingest.h"
#include "sync/center/operate.h"
#include "sync/center/sql_store.h"
#include "tests/sync/center/test_terminal.h"

namespace {

using namespace syncing;
using city::must;
using platform::string_of;

void enroll(center::TestTerminal& terminal, std::size_t person) {
    const std::size_t kind = person % 100;
    auto enrollment = center::made_up_enrollment(city::number_of(kind == 10 ? person - 1 : person));
    enrollment.mutable_card_key()->set_public_key(string_of(platform::new_sealing_key().public_key));
    enrollment.set_slip_public_key(string_of(platform::new_sealing_key().public_key));
    if (kind == 20) enrollment.set_document("");
    const RecordId record = terminal.enroll(enrollment);
    if (kind != 30) terminal.pay(record, kind == 40 ? 3500 : 3600, true, fmt::format("R-{}", person));
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4 && argc != 5) {
        fmt::print(stderr, "usage: judge_scale STATE ENROLLMENTS PACK.toml [ADDRESS]\n");
        return 2;
    }
    platform::init_crypto();
    const auto folder = city::make_center(argv[1], argc == 5 ? argv[4] : "");
    const auto admin = std::move(center::open_admin_store(folder.database()).value());
    const auto store = std::move(center::open_serve_store(folder.database()).value());
    const auto pack = platform::read_file(argv[3], 1024 * 1024);
    must(pack);
    must(center::publish_first(*admin, folder.serve_keys().value()));
    must(center::add_pack(*admin, "xiamen", *pack,
                          center::pack_key(folder.path().string() + "_root").value()));
    city::add_stations(*admin);
    const std::size_t enrollments = std::stoul(argv[2]);
    for (std::size_t i = 0; i < city::kTerminals; ++i) {
        center::TestTerminal terminal;
        terminal.center = folder.sealing_public_key(city::kNow).value();
        terminal.pack_hash = platform::hash(*pack);
        const auto id =
            city::add_terminal(*admin, *store, i, terminal.ledger, terminal.ledger_key.public_key).id;
        for (std::size_t person = i * enrollments / city::kTerminals;
             person < (i + 1) * enrollments / city::kTerminals; ++person)
            enroll(terminal, person);
        if (terminal.entries.empty()) continue;
        const auto range = decode_range(terminal.whole());
        must(range);
        must(center::ingest(*store, id, *range, city::kNow));
    }
}
