// A city's enrollments into PostgreSQL: `center_scale ADDRESS RECORDS SIZES.tsv`. 1,000 terminals, sized like
// the districts of SIZES.tsv, push signed ranges through the center's own decoding, checks and durable units;
// beside it one COPY of the same rows into a bare table. Both over one connection of one thread, by turns, so
// that a busy machine is busy for both. Prints one JSON line.
#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "city.h"
#include "platform/base/check.h"
#include "sync/center/folder.h"
#include "sync/center/ingest.h"
#include "sync/center/sql_common.h"
#include "sync/center/sql_store.h"
#include "tests/support/temporary_folder.h"

namespace {

using namespace syncing;
using city::kNow;
using city::must;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kEntriesPerRange = 500;
constexpr std::size_t kSealedBytes = 560;  // an enrollment of the second size class
constexpr std::size_t kRangesPerTurn = 40;
constexpr unsigned kConnections = 4;

double seconds(Clock::duration taken) {
    return std::chrono::duration<double>(taken).count();
}

/// A terminal that makes its ledger as it goes; nobody opens its bodies here.
class Pushing {
  public:
    Pushing(center::AdminStore& admin, center::ServeStore& store, std::size_t index, std::size_t size)
        : terminal_(city::add_terminal(admin, store, index, ledger_, key_.public_key)), left_(size) {}

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

    LedgerId ledger_ = platform::random_array<16>();
    platform::SigningKeyPair key_ = platform::new_signing_key();
    center::Terminal terminal_;
    platform::Hash head_{};
    std::uint64_t seq_ = 0;
    std::size_t left_;
};

class Bench {
  public:
    explicit Bench(const std::string& address)
        : folder_(city::make_center(temporary_.path() / "center", address)),
          admin_(center::open_admin_store(folder_.database()).value()),
          bare_(center::open_center_database(address).value()) {
        while (stores_.size() < kConnections)
            stores_.push_back(center::open_serve_store(folder_.database()).value());
        must(
            bare_.each("CREATE TABLE bare_copy(ledger BYTEA, seq BIGINT, hash BYTEA, header BYTEA, body "
                       "BYTEA, received_ms BIGINT)",
                       {}, [](const platform::SqlRow&) {}));
    }

    void push(const std::vector<std::size_t>& sizes) {
        city::add_stations(*admin_);
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
                        must(range);
                        must(center::ingest(*store, turn[i].first, *range, kNow));
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
        must(bare_.insert("bare_copy", "ledger, seq, hash, header, body, received_ms", rows));
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
    bench.push(city::sizes_of_terminals(argv[3], records));
    fmt::print("{}\n", bench.report(records));
}
