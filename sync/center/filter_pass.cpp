#include "sync/center/filter_pass.h"

#include <algorithm>
#include <memory>

#include "platform/base/check.h"
#include "sync/center/pieces.h"
#include "sync/record/person.h"
#include "sync/wire/packet.pb.h"

namespace syncing::center {

namespace {

namespace wire = mutual_aid::v1;
using platform::Bytes;
using platform::ByteView;
using platform::fail;
using platform::view_of;

constexpr std::size_t kRowsPerUnit = 500;
constexpr std::size_t kElement = sizeof(FilterElement);

/// "2026-07-01/2027-06-30"
std::string from_of(std::string_view period) {
    return std::string(period.substr(0, 10));
}
std::string to_of(std::string_view period) {
    return std::string(period.substr(11));
}

Bytes decrypted(const platform::SymmetricKey& key, ByteView box, const RecordId& about) {
    auto plain = platform::decrypt(key, box, about);
    platform::check(plain.has_value(), "opened data at rest cannot be decrypted");
    return std::move(*plain);
}

}  // namespace

FilterPass::FilterPass(FilterStore& store, const JudgeKeys& keys, const platform::Clock& clock,
                       std::function<void()> pause)
    : store_(store), keys_(keys), clock_(clock), pause_(std::move(pause)) {}

Done FilterPass::run_when_due() {
    const std::string today = platform::format_date(platform::shanghai_date(clock_.wall()));
    const auto last = store_.last_pass();
    if (!last) return fail(last.error());
    if (*last == today) return {};
    const auto rows = store_.published();
    if (!rows) return fail(rows.error());
    auto standing = gather(today);
    if (!standing) return fail(standing.error());
    std::map<PlanPeriod, Contents> published;
    for (const PublishedShard& row : *rows) {
        published[{row.plan, row.period}][static_cast<std::uint32_t>(row.shard)] = row.content;
        standing->try_emplace({row.plan, row.period});  // who stood has withdrawn, or the period has ended
    }
    for (auto& [of, elements] : *standing) {
        Done done = publish(of, std::move(elements), published[of]);
        if (done && to_of(of.second) < today) done = store_.forget_published(of.first, of.second);
        if (!done) return done;
    }
    return store_.set_last_pass(today);
}

platform::SymmetricKey FilterPass::key_of(const PlanPeriod& of) const {
    return platform::SymmetricKey(platform::keyed_hash(keys_.person, "mutual-aid/v1/enrolled_filter_key",
                                                       {view_of(of.first), view_of(of.second)}));
}

Stored<FilterPass::Standing> FilterPass::gather(const std::string& today) {
    Standing out;
    RecordId after{};
    while (true) {
        const auto rows = next_rows(after, today);
        if (!rows) return fail(rows.error());
        if (rows->empty()) return out;
        for (const StandingRow& row : *rows) {
            if (row.elements.empty()) continue;  // a restored center: its terminal sends the enrollment again
            const Bytes elements = decrypted(keys_.data, row.elements, row.enrollment);
            auto& all = out[{row.plan, row.period}];
            for (std::size_t at = 0; at + kElement <= elements.size(); at += kElement)
                all.push_back(*platform::array_of<kElement>(ByteView(elements).subspan(at, kElement)));
        }
        after = rows->back().enrollment;
        pause_();
    }
}

Stored<std::vector<StandingRow>> FilterPass::next_rows(const RecordId& after, const std::string& today) {
    const auto is_made = [](const StandingRow& row) { return !row.elements.empty(); };
    auto rows = store_.standing(after, today, kRowsPerUnit);
    if (!rows || std::ranges::all_of(*rows, is_made)) return rows;
    // A unit only for what is written: terminals must not wait for a night's reading.
    const auto unit = store_.begin();
    if (!unit) return fail(unit.error());
    rows = store_.standing(after, today, kRowsPerUnit);
    if (!rows) return rows;
    const Done done = make_elements(*rows).and_then([&] { return (*unit)->commit(); });
    if (!done) return fail(done.error());
    return rows;
}

Done FilterPass::make_elements(std::vector<StandingRow>& rows) {
    std::vector<RecordId> wanted;
    for (const StandingRow& row : rows)
        if (row.elements.empty()) wanted.push_back(row.enrollment);
    const auto boxes = store_.body_boxes(wanted);
    if (!boxes) return fail(boxes.error());
    std::vector<StandingRow> made;
    for (StandingRow& row : rows) {
        const auto box = boxes->find(row.enrollment);
        if (box == boxes->end()) continue;
        row.elements = elements_of(row, box->second);
        made.push_back(row);
    }
    return store_.put_elements(made);
}

Bytes FilterPass::elements_of(const StandingRow& row, ByteView box) const {
    wire::Body body;
    const Bytes plain = decrypted(keys_.data, box, row.enrollment);
    platform::check(body.ParseFromArray(plain.data(), static_cast<int>(plain.size())),
                    "a fact cannot be read");
    const wire::Person& person = body.enrollment().person();
    const platform::SymmetricKey key = key_of({row.plan, row.period});
    Bytes elements;
    for (const std::string& number : numbers_of(person.number(), person.former_number()))
        platform::append(elements, filter_element(key, number));
    return platform::encrypt(keys_.data, elements, row.enrollment);
}

Done FilterPass::publish(const PlanPeriod& of, std::vector<FilterElement> elements,
                         const Contents& published) {
    // Never fewer than before: each that is out there must be replaced.
    const std::uint32_t shards =
        std::max(filter_shards(elements.size()), static_cast<std::uint32_t>(published.size()));
    const auto shard_of = [&](const FilterElement& element) { return filter_shard_of(element, shards); };
    std::ranges::sort(elements, {}, shard_of);
    wire::EnrolledFilter shard;
    shard.set_plan(of.first);
    shard.set_coverage_from(from_of(of.second));
    shard.set_coverage_to(to_of(of.second));
    shard.set_key(platform::string_of(key_of(of).bytes));
    shard.set_shards(shards);
    auto first = elements.begin();
    for (std::uint32_t number = 0; number < shards; ++number) {
        const auto last = std::find_if(first, elements.end(),
                                       [&](const FilterElement& one) { return shard_of(one) != number; });
        shard.set_shard(number);
        fill_filter(shard, {first, last});
        first = last;
        const Done done = publish_shard(of, shard, published);
        if (!done) return done;
    }
    return {};
}

Done FilterPass::publish_shard(const PlanPeriod& of, const wire::EnrolledFilter& shard,
                               const Contents& published) {
    wire::Update update;
    *update.mutable_filter() = shard;
    Piece piece = make_piece(
        "",
        {view_of("filter"), view_of(of.first), view_of(of.second), view_of(std::to_string(shard.shard()))},
        update);
    const platform::Hash content = platform::hash(piece.update);
    const auto before = published.find(shard.shard());
    if (before != published.end() && before->second == content) return {};
    const auto unit = store_.begin();
    if (!unit) return fail(unit.error());
    const Done done = store_.publish(piece)
                          .and_then([&] {
                              return store_.put_published({of.first, of.second, shard.shard(), content});
                          })
                          .and_then([&] { return (*unit)->commit(); });
    pause_();
    return done;
}

}  // namespace syncing::center
