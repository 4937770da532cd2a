// A city's enrollments into PostgreSQL: `center_scale ADDRESS RECORDS SIZES.tsv`. 1,000 terminals, sized like
// the districts of SIZES.tsv, push signed ranges through the center's own decoding, checks and durable units;
// beside it one COPY of the same rows into a bare table. Both over one connection of one thread, by turns, so
// that a busy machine is busy for both. Prints one JSON line.
#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <thread>

#include "platform/base/check.h"
#include "sync/center/folder.h"
#include "sync/center/ingest.h"
#include "sync/center/operate.h"
#include "sync/center/sql_common.h"
#include "sync/center/sql_store.h"
#include "tests/support/temporary_folder.h"

namespace {

using namespace syncing;
using platform::view_of;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kTerminals = 1000;
constexpr std::size_t kEntriesPerRange = 500;
constexpr std::size_t kSealedBytes = 560;  // an enrollment of the second size class
constexpr std::size_t kRangesPerTurn = 40;
constexpr unsigned kConnections = 4;
constexpr platform::UtcMs kNow = 1'781'500'000'000;

double seconds(Clock::duration taken) {
    return std::chrono::duration<double>(taken).count();
}

/// How many enrollments each terminal holds: the districts' parts of `records`, their terminals alike.
std::vector<std::size_t> sizes_of_terminals(const char* path, std::size_t records) {
    std::ifstream file(path);
    std::vector<double> districts;
    std::string line;
    std::getline(file, line);  // titles
    while (std::getline(file, line)) {
        const auto tab = line.rfind('\t');
        const double total = tab == std::string::npos ? 0 : std::atof(line.c_str() + tab + 1);
        if (total > 0) districts.push_back(total);
    }
    platform::check(!districts.empty(), "no district has a size");
    double all = 0;
    for (const double district : districts) all += district;
    std::vector<std::size_t> sizes;
    std::size_t left = records;
    for (std::size_t i = 0; i < kTerminals; ++i) {
        const double at = (static_cast<double>(i) + 0.5) / kTerminals * static_cast<double>(districts.size());
        const double share = districts[static_cast<std::size_t>(at)] / all *
                             static_cast<double>(districts.size()) / kTerminals;
        const auto wanted = static_cast<std::size_t>(share * static_cast<double>(records));
        sizes.push_back(i + 1 == kTerminals ? left : std::min(left, wanted));
        left -= sizes.back();
    }
    return sizes;
}

/// A terminal that makes its ledger as it goes; nobody opens its bodies here.
class Pushing {
  public:
    Pushing(center::AdminStore& admin, center::ServeStore& store, std::size_t index, std::size_t size)
        : left_(size) {
        terminal_.id = platform::random_array<16>();
        terminal_.station = "S" + std::to_string(index / 20);
        terminal_.number = static_cast<std::uint32_t>(index % 20 + 1);
        terminal_.prefix = fmt::format("T{:04}", index);
        const auto code = platform::random_array<32>();
        must(admin.register_terminal(terminal_, code, kNow));
        center::Redemption redemption;
        redemption.code = code;
        redemption.ledger.id = ledger_;
        redemption.ledger.terminal = terminal_.id;
        redemption.ledger.key = key_.public_key;
        redemption.at = kNow;
        const auto unit = store.begin();
        must(store.redeem(redemption, terminal_.id));
        must((*unit)->commit());
    }

    template <class Result>
    static void must(const Result& result) {
        platform::check(result.has_value(), "the store refused");
    }

    bool done() const { return left_ == 0; }
    const platform::TerminalId& id() const { return terminal_.id; }

    platform::Bytes next_range() {
        LedgerRange range;
        range.ledger_id = ledger_;
        range.nonce = platform::random_array<16>();
        for (std::size_t i = 0; i < kEntriesPerRange && left_ > 0; ++i, --left_)
            range.entries.push_back(next());
        return encode_range(range, key_.secret_key);
    }

  private:
    RangeEntry next() {
        RangeEntry entry;
        entry.sealed_body = platform::Bytes(kSealedBytes);
        platform::random_bytes(entry.sealed_body);
        entry.header = {ledger_,
                        ++seq_,
                        head_,
                        platform::random_array<16>(),
                        RecordClass::enrollment,
                        {kNow - 60'000, kNow, TimeBasis::signed_time},
                        {},
                        1,
                        static_cast<std::uint32_t>(entry.sealed_body.size()),
                        platform::hash(entry.sealed_body)};
        entry.header_bytes = encode(entry.header);
        head_ = entry.hash = entry_hash(entry.header_bytes);
        return entry;
    }

    center::Terminal terminal_;
    LedgerId ledger_ = platform::random_array<16>();
    platform::SigningKeyPair key_ = platform::new_signing_key();
    platform::Hash head_{};
    std::uint64_t seq_ = 0;
    std::size_t left_;
};

class Bench {
  public:
    explicit Bench(const std::string& address)
        : folder_(center::CenterFolder::create({temporary_.path() / "center",
                                                temporary_.path() / "root",
                                                "厦门",
                                                "集美区",
                                                {"127.0.0.1"},
                                                kNow,
                                                address})
                      .value()),
          admin_(center::open_admin_store(folder_.database()).value()),
          bare_(center::open_center_database(address).value()) {
        while (stores_.size() < kConnections)
            stores_.push_back(center::open_serve_store(folder_.database()).value());
        Pushing::must(
            bare_.each("CREATE TABLE bare_copy(ledger BYTEA, seq BIGINT, hash BYTEA, header BYTEA, body "
                       "BYTEA, received_ms BIGINT)",
                       {}, [](const platform::SqlRow&) {}));
    }

    void add_stations() {
        for (std::size_t i = 0; i < kTerminals / 20; ++i) {
            center::StationRow station;
            station.code = "S" + std::to_string(i);
            station.desk_secret_box = {1};
            Pushing::must(admin_->put_station(station));
        }
    }

    void push(const std::vector<std::size_t>& sizes) {
        std::vector<Pushing> terminals;
        for (std::size_t i = 0; i < sizes.size(); ++i)
            terminals.emplace_back(*admin_, *stores_.front(), i, sizes[i]);
        std::vector<std::pair<platform::TerminalId, platform::Bytes>> turn;
        // Each terminal's ranges in order, the terminals mixed as on an evening.
        for (bool any = true; any;) {
            any = false;
            for (Pushing& terminal : terminals) {
                if (terminal.done()) continue;
                any = true;
                turn.emplace_back(terminal.id(), terminal.next_range());
                if (turn.size() == kRangesPerTurn) take(turn);
            }
            take(turn);
        }
    }

    std::string report(std::size_t records) const {
        return fmt::format(
            R"({{"records":{},"held":{},"ingest_per_s":{:.0f},"copy_per_s":{:.0f},"ratio":{:.2f}}})", records,
            held(), static_cast<double>(records) / seconds(ingest_),
            static_cast<double>(records) / seconds(copy_), seconds(copy_) / seconds(ingest_));
    }

  private:
    /// No terminal is in a turn twice.
    void take(std::vector<std::pair<platform::TerminalId, platform::Bytes>>& turn) {
        const auto start = Clock::now();
        {
            std::atomic<std::size_t> next = 0;
            std::vector<std::jthread> connections;
            for (const auto& store : stores_) {
                connections.emplace_back([&] {
                    for (std::size_t i = next++; i < turn.size(); i = next++) {
                        const auto range = decode_range(turn[i].second);
                        Pushing::must(range);
                        Pushing::must(center::ingest(*store, turn[i].first, *range, kNow));
                    }
                });
            }
        }
        ingest_ += Clock::now() - start;
        copy(turn);
        turn.clear();
    }

    void copy(const std::vector<std::pair<platform::TerminalId, platform::Bytes>>& turn) {
        std::vector<LedgerRange> ranges;
        for (const auto& [terminal, bytes] : turn) ranges.push_back(decode_range(bytes).value());
        std::vector<platform::SqlValues> rows;
        for (const LedgerRange& range : ranges) {
            for (const RangeEntry& entry : range.entries) {
                rows.push_back({platform::sql(platform::ByteView(range.ledger_id)),
                                platform::sql(entry.header.seq),
                                platform::sql(platform::ByteView(entry.hash)),
                                platform::sql(platform::ByteView(entry.header_bytes)),
                                platform::sql(platform::ByteView(entry.sealed_body)), platform::sql(kNow)});
            }
        }
        const auto start = Clock::now();
        Pushing::must(bare_.insert("bare_copy", "ledger, seq, hash, header, body, received_ms", rows));
        copy_ += Clock::now() - start;
    }

    std::int64_t held() const { return admin_->status().value().entries; }

    tests::TemporaryFolder temporary_;
    center::CenterFolder folder_;
    std::unique_ptr<center::AdminStore> admin_;
    std::vector<std::unique_ptr<center::ServeStore>> stores_;
    platform::Database bare_;
    Clock::duration ingest_{};
    Clock::duration copy_{};
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        fmt::print(stderr, "usage: center_scale ADDRESS RECORDS SIZES.tsv\n");
        return 2;
    }
    platform::init_crypto();
    const std::size_t records = std::stoul(argv[2]);
    Bench bench(argv[1]);
    bench.add_stations();
    bench.push(sizes_of_terminals(argv[3], records));
    fmt::print("{}\n", bench.report(records));
}
