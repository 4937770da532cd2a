#include <algorithm>
#include <utility>

#include "platform/log/log.h"
#include "sync/center/adjudicator.h"
#include "sync/center/claim_view.h"
#include "sync/center/pieces.h"
#include "sync/wire/code.h"
#include "sync/wire/packet.pb.h"

namespace syncing::center {

namespace {

namespace wire = mutual_aid::v1;
namespace log = platform::log;
using platform::array_of;
using platform::ByteView;
using platform::fail;
using platform::string_of;
using platform::view_of;

}  // namespace

Stored<bool> Adjudicator::take_claims() {
    const auto unit = store_.begin();
    if (!unit) return fail(unit.error());
    const auto lines = judges_.claim_inbox(kLinesPerUnit);
    if (!lines) return fail(lines.error());
    for (const InboxClaim& line : *lines) {
        const auto plain = keys_.open(line.sealed);
        const auto claim = plain ? parse_claim_line(string_of(*plain)) : fail(ClaimLineError::columns);
        if (!claim) log::error("imported claim {} cannot be read; import it again", line.id);
        const Done done = (claim ? take_claim(*claim) : Done()).and_then([&] {
            return judges_.drop_from_claim_inbox(line.id);
        });
        if (!done) return fail(done.error());
    }
    const Done committed = (*unit)->commit();
    if (!committed) return fail(committed.error());
    return lines->size() == kLinesPerUnit;
}

Tag Adjudicator::claim_id(const PersonTag& person, std::string_view number) const {
    const platform::Hash id =
        platform::keyed_hash(keys_.person, "mutual-aid/v1/claim", {person, view_of(number)});
    return *array_of<16>(ByteView(id).first(16));
}

platform::Hash Adjudicator::number_tag(std::string_view number) const {
    return platform::keyed_hash(keys_.person, "mutual-aid/v1/claim_number", {view_of(number)});
}

Stored<std::optional<ClaimRow>> Adjudicator::row_for(const ClaimLine& line, const PersonTag& person) {
    std::vector<ClaimRow> filed;
    if (parse_slip_number(line.claim_number)) {
        auto found = store_.claims_numbered(number_tag(line.claim_number));
        if (!found) return fail(found.error());
        filed = std::move(*found);
        std::erase_if(
            filed, [](const ClaimRow& row) { return row.filed->reason == name_of(ClaimReason::quarantine); });
    }
    const auto own = std::ranges::find(filed, person, &ClaimRow::person);
    if (own != filed.end()) return *own;
    if (!filed.empty()) {
        ClaimRow& other = filed.front();
        log::warning("an imported line gives claim {} to another person: left out",
                     platform::to_hex(other.filed->record));
        other.filed->other_person = true;
        return store_.put_claim(other).map([] { return std::optional<ClaimRow>(); });
    }
    const Tag id = claim_id(person, line.claim_number);
    const auto existing = store_.claim(id);
    if (!existing) return fail(existing.error());
    ClaimRow row = existing->value_or(ClaimRow{});
    row.id = id;
    row.person = person;
    return row;
}

Done Adjudicator::take_claim(const ClaimLine& line) {
    const auto person = person_of(line.id_number, "");
    if (!person) return fail(person.error());
    auto found = row_for(line, *person);
    if (!found) return fail(found.error());
    if (!*found) return {};
    ClaimRow row = std::move(**found);
    const bool cleared = row.filed && std::exchange(row.filed->other_person, false);
    wire::ClaimView view;
    if (row.version > 0) {
        const platform::Bytes plain = rest_.unbox(row.box, row.id);
        view.ParseFromArray(plain.data(), static_cast<int>(plain.size()));
    }
    add_line(view, line);
    if (view.masked_name().empty()) {
        const auto name = masked_name_of(*person);
        if (!name) return fail(name.error());
        view.set_masked_name(*name);
    }
    const platform::Bytes plain = serialize(view);
    const platform::Hash content = platform::keyed_hash(keys_.data, "mutual-aid/v1/claim_content", {plain});
    if (row.version > 0 && row.content == content && !cleared) return {};
    row.content = content;
    ++row.version;
    row.box = rest_.box(plain, row.id);
    return store_.put_claim(row).and_then([&] { return publisher_.claim(row); });
}

}  // namespace syncing::center
