// A city in the center's tables: `pages_scale STATE ENROLLMENTS CLAIMS PACK.toml SIZES.tsv [ADDRESS]` makes a
// center in STATE whose 1,000 terminals, sized like the districts of SIZES.tsv, have sent ENROLLMENTS with
// their payments over a month, all judged. The rows are put into the tables in the shape in which ingest and
// the adjudicator write them, without going through either (judge_scale.cpp measures that). Left out is what
// no page reads: the entries' sealed bodies, the updates stream and people's keys.
#include <fmt/format.h>

#include <random>

#include "city.h"
#include "platform/base/file.h"
#include "sync/center/at_rest.h"
#include "sync/center/judge.h"
#include "sync/center/operate.h"
#include "sync/center/pieces.h"
#include "sync/center/sql_common.h"
#include "sync/center/sql_store.h"
#include "tests/sync/center/test_terminal.h"

namespace {

using namespace syncing;
using city::kNow;
using city::must;
using platform::sql;
using platform::string_of;
namespace wire = mutual_aid::v1;

constexpr std::int64_t kDayMs = 24LL * 3600 * 1000;
constexpr std::int64_t kDays = 30;
constexpr std::size_t kRowsAtOnce = 20'000;

struct Outcome {
    center::State state;
    std::string_view reason;
    int per_thousand;
};
constexpr Outcome kOutcomes[] = {
    {center::State::in_review, "typed_card", 6},       {center::State::in_review, "window_edge", 2},
    {center::State::in_review, "paid_differs", 2},     {center::State::refused, "missing_document", 10},
    {center::State::duplicate, "already_enrolled", 8}, {center::State::withdrawn, "", 4},
    {center::State::awaiting_payment, "", 20},         {center::State::accepted, "", 948},
};

const Outcome& outcome_of(std::size_t person) {
    int at = static_cast<int>(person * 7919 % 1000);
    for (const Outcome& outcome : kOutcomes) {
        at -= outcome.per_thousand;
        if (at < 0) return outcome;
    }
    return kOutcomes[std::size(kOutcomes) - 1];
}

/// Rows of one table, put in some thousands at a time. Each row keeps its own bytes until then.
class Table {
  public:
    Table(platform::Database& database, std::string_view name, std::string_view columns)
        : database_(database), name_(name), columns_(columns) {}
    ~Table() { flush(); }

    using Value = std::variant<std::nullptr_t, std::int64_t, std::string, platform::Bytes>;
    void add(std::vector<Value> row) {
        rows_.push_back(std::move(row));
        if (rows_.size() == kRowsAtOnce) flush();
    }
    void flush() {
        std::vector<platform::SqlValues> views;
        for (const auto& row : rows_) {
            platform::SqlValues& values = views.emplace_back();
            for (const Value& value : row) values.push_back(view(value));
        }
        auto transaction = platform::Transaction::begin(database_);
        must(transaction);
        must(database_.insert(name_, columns_, views));
        must(transaction->commit());
        rows_.clear();
    }

  private:
    static platform::SqlValue view(const Value& value) {
        if (const auto* integer = std::get_if<std::int64_t>(&value)) return *integer;
        if (const auto* text = std::get_if<std::string>(&value)) return std::string_view(*text);
        if (const auto* bytes = std::get_if<platform::Bytes>(&value)) return platform::ByteView(*bytes);
        return nullptr;
    }
    platform::Database& database_;
    std::string_view name_;
    std::string_view columns_;
    std::vector<std::vector<Value>> rows_;
};

template <std::size_t N>
platform::Bytes bytes(const platform::ByteArray<N>& array) {
    return {array.begin(), array.end()};
}

class City {
  public:
    City(const center::CenterFolder& folder, platform::Database& database, const platform::Hash& pack)
        : keys_(folder.judge_keys().value()),
          rest_(keys_.data),
          pack_(pack),
          entries_(database, "entry", "arrival, ledger, seq, hash, header, body, received_ms, opened"),
          facts_(database, "fact", "record, target, class, arrival, station, header, received_ms, box"),
          enrollments_(database, "enrollment",
                       "record, station, person, plan, period, state, reason, decided_ms, version, box"),
          periods_(database, "person_period", "person, plan, period, enrollment"),
          claims_(database, "claim", "id, person, version, content, box") {}

    void enroll(const std::string& station, const LedgerId& ledger, const std::string& slip,
                std::size_t person) {
        const Outcome& outcome = outcome_of(person);
        // Towards the window's end ever more come; in an order that has nothing to do with their numbers.
        std::uniform_real_distribution<double> part(0, 1);
        const auto age =
            static_cast<std::int64_t>(part(chance_) * part(chance_) * static_cast<double>(kDays * kDayMs));
        const std::int64_t at = kNow - age;
        const RecordId record = platform::random_array<16>();
        wire::Body body;
        *body.mutable_enrollment() = center::made_up_enrollment(city::number_of(person));
        body.mutable_enrollment()->set_slip_number(slip);
        add_fact(record, record, RecordClass::enrollment, station, ledger, at, body);
        if (outcome.state != center::State::awaiting_payment) {
            wire::Body paid;
            paid.mutable_payment()->set_enrollment_record(string_of(record));
            paid.mutable_payment()->set_amount_fen(3600);
            paid.mutable_payment()->set_receipt_number(fmt::format("R-{}", person));
            paid.mutable_payment()->set_papers_checked(true);
            add_fact(platform::random_array<16>(), record, RecordClass::payment, station, ledger, at, paid);
        }
        const auto tag = platform::keyed_hash(keys_.person, "mutual-aid/v1/person",
                                              {platform::view_of(body.enrollment().person().number())});
        wire::EnrollmentView view;
        view.set_record_id(string_of(record));
        view.set_slip_number(slip);
        view.set_state(std::string(center::name_of(outcome.state)));
        view.set_scheme("xiamen");
        view.set_plan("mutual-aid");
        view.set_coverage_from("2026-07-01");
        view.set_coverage_to("2027-06-30");
        enrollments_.add({bytes(record), station, bytes(tag), std::string("mutual-aid"),
                          std::string("2026-07-01/2027-06-30"), std::string(center::name_of(outcome.state)),
                          std::string(outcome.reason), at, std::int64_t{2},
                          rest_.box(center::serialize(view), record)});
        if (outcome.state == center::State::accepted)
            held_.push_back(
                {bytes(tag), std::string("mutual-aid"), std::string("2026-07-01/2027-06-30"), bytes(record)});
        if (held_.size() == kRowsAtOnce) flush();
        people_.push_back(tag);
    }

    void claim(std::size_t number) {
        const auto& tag = people_[number * 31 % people_.size()];
        const Tag id = platform::random_array<16>();
        wire::ClaimView view;
        view.set_claim_number(fmt::format("C-{:07}", number));
        view.set_kind("hospitalization");
        view.set_masked_name("林**");
        for (const char* step : {"filed", "received", "reviewing", "decided", "paid"}) {
            wire::ClaimStep& made = *view.add_steps();
            made.set_step(step);
            if (static_cast<std::size_t>(view.steps_size()) <= number % 5 + 1) made.set_on("2026-06-10");
            made.set_place("区总工会");
        }
        view.set_amount_fen(120'000);
        view.set_answer_due("2026-07-10");
        claims_.add({bytes(id), bytes(tag), std::int64_t{1}, bytes(platform::random_array<32>()),
                     rest_.box(center::serialize(view), id)});
    }

    /// A holder's enrollment must be there before its period.
    void flush() {
        enrollments_.flush();
        for (auto& row : held_) periods_.add(std::move(row));
        held_.clear();
        periods_.flush();
    }

  private:
    void add_fact(const RecordId& record, const RecordId& target, RecordClass record_class,
                  const std::string& station, const LedgerId& ledger, std::int64_t at, wire::Body& body) {
        body.set_ledger_id(string_of(ledger));
        body.set_record_id(string_of(record));
        ++arrival_;
        seq_ = ledger == ledger_ ? seq_ + 1 : 1;
        ledger_ = ledger;
        const EntryHeader header{
            ledger, seq_, {},  record, record_class, {at - 60'000, at, TimeBasis::signed_time},
            pack_,  1,    560, {}};
        const auto encoded = encode(header);
        entries_.add({static_cast<std::int64_t>(arrival_), bytes(ledger), static_cast<std::int64_t>(seq_),
                      bytes(entry_hash(encoded)), bytes(encoded), platform::Bytes{0}, at, std::int64_t{1}});
        facts_.add({bytes(record), bytes(target), std::int64_t{static_cast<int>(record_class)},
                    static_cast<std::int64_t>(arrival_), station, bytes(encoded), at,
                    rest_.box(center::serialize(body), record)});
    }

    const center::JudgeKeys keys_;
    const center::AtRest rest_;
    const platform::Hash pack_;
    std::mt19937 chance_{630};
    std::uint64_t arrival_ = 0;
    LedgerId ledger_{};
    std::uint64_t seq_ = 0;
    std::vector<center::PersonTag> people_;
    std::vector<std::vector<Table::Value>> held_;
    Table entries_;
    Table facts_;
    Table enrollments_;
    Table periods_;
    Table claims_;
};

void add_life(platform::Database& database, const std::vector<center::Terminal>& terminals,
              const std::vector<std::size_t>& sizes, const platform::Hash& pack) {
    Table arrivals(database, "arrival", "hour, terminal, entries, enrollments, contacts");
    for (std::size_t i = 0; i < terminals.size(); ++i) {
        const auto hours = kDays * 10;  // open from eight to six
        const auto each = static_cast<std::int64_t>(sizes[i]) / hours + 1;
        for (std::int64_t day = 0; day < kDays; ++day) {
            for (std::int64_t hour = 0; hour < 10; ++hour)
                arrivals.add({(kNow - day * kDayMs) / 3'600'000 - hour, bytes(terminals[i].id), 2 * each,
                              each, std::int64_t{4}});
        }
        wire::Heartbeat beat;
        beat.set_terminal_id(string_of(terminals[i].id));
        beat.set_written_seq(2 * sizes[i] + i % 7);
        beat.set_acknowledged_seq(2 * sizes[i]);
        beat.set_wall_ms(kNow - 60'000);
        beat.set_software_version("1.0.0");
        beat.set_pack_id("xiamen");
        beat.set_pack_hash(string_of(pack));
        for (const char* name : {"id_reader", "scanner", "camera", "printer", "speech"}) {
            wire::DeviceHealth& device = *beat.add_devices();
            device.set_device(name);
            device.set_state(i % 50 == 0 ? "needs_care" : "ready");
            device.set_uses(sizes[i]);
        }
        const platform::Bytes body = center::serialize(beat);
        must(database.run(
            "UPDATE terminal SET heartbeat = ?, seen_ms = ? WHERE id = ?",
            {sql(platform::ByteView(body)), sql(kNow - 60'000 - static_cast<std::int64_t>(i) * 60'000),
             sql(platform::ByteView(terminals[i].id))}));
        must(database.run(
            "UPDATE ledger SET held_seq = ? WHERE terminal = ?",
            {sql(static_cast<std::int64_t>(2 * sizes[i])), sql(platform::ByteView(terminals[i].id))}));
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 6 && argc != 7) {
        fmt::print(stderr, "usage: pages_scale STATE ENROLLMENTS CLAIMS PACK.toml SIZES.tsv [ADDRESS]\n");
        return 2;
    }
    platform::init_crypto();
    const auto folder = city::make_center(argv[1], argc == 7 ? argv[6] : "");
    const auto admin = std::move(center::open_admin_store(folder.database()).value());
    const auto store = std::move(center::open_serve_store(folder.database()).value());
    auto database = std::move(center::open_center_database(folder.database()).value());
    const auto pack = platform::read_file(argv[4], 1024 * 1024);
    must(pack);
    must(center::publish_first(*admin, folder.serve_keys().value()));
    must(center::add_pack(*admin, "xiamen", *pack,
                          center::pack_key(folder.path().string() + "_root").value()));
    city::add_stations(*admin);
    const auto sizes = city::sizes_of_terminals(argv[5], std::stoul(argv[2]));
    std::vector<center::Terminal> terminals;
    std::vector<LedgerId> ledgers;
    for (std::size_t i = 0; i < city::kTerminals; ++i) {
        ledgers.push_back(platform::random_array<16>());
        terminals.push_back(
            city::add_terminal(*admin, *store, i, ledgers[i], platform::new_signing_key().public_key));
    }
    City rows(folder, database, platform::hash(*pack));
    std::size_t person = 0;
    for (std::size_t i = 0; i < terminals.size(); ++i) {
        for (std::size_t n = 1; n <= sizes[i]; ++n)
            rows.enroll(terminals[i].station, ledgers[i], fmt::format("{}-{:06}", terminals[i].prefix, n),
                        person++);
    }
    rows.flush();
    for (std::size_t i = 0; i < std::stoul(argv[3]); ++i) rows.claim(i);
    add_life(database, terminals, sizes, platform::hash(*pack));
    // The night's pass over everybody is done: it is not measured here.
    must(database.run("UPDATE filter_pass SET day = ?",
                      {sql(platform::format_date(platform::shanghai_date(kNow)))}));
}
