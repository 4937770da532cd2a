#include "platform/log/log.h"
#include "sync/center/adjudicator.h"
#include "sync/center/claim_view.h"
#include "sync/center/pieces.h"
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

Done Adjudicator::take_claim(const ClaimLine& line) {
    const auto person = person_of(line.id_number, "");
    if (!person) return fail(person.error());
    const platform::Hash id =
        platform::keyed_hash(keys_.person, "mutual-aid/v1/claim", {*person, view_of(line.claim_number)});
    ClaimRow row;
    row.id = *array_of<16>(ByteView(id).first(16));
    const auto existing = store_.claim(row.id);
    if (!existing) return fail(existing.error());
    wire::ClaimView view;
    if (*existing) {
        row = **existing;
        const platform::Bytes plain = rest_.unbox(row.box, row.id);
        view.ParseFromArray(plain.data(), static_cast<int>(plain.size()));
    }
    row.person = *person;
    add_line(view, line);
    if (view.masked_name().empty()) {
        const auto name = masked_name_of(*person);
        if (!name) return fail(name.error());
        view.set_masked_name(*name);
    }
    const platform::Bytes plain = serialize(view);
    const platform::Hash content = platform::keyed_hash(keys_.data, "mutual-aid/v1/claim_content", {plain});
    if (*existing && row.content == content) return {};
    row.content = content;
    ++row.version;
    row.box = rest_.box(plain, row.id);
    return store_.put_claim(row).and_then([&] { return publisher_.claim(row); });
}

}  // namespace syncing::center
