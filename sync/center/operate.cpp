#include "sync/center/operate.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sync/center/pieces.h"
#include "sync/center/provision.h"
#include "sync/center/station_desk.h"
#include "sync/wire/code.h"
#include "sync/wire/packet.pb.h"

namespace syncing::center {

namespace {

namespace wire = mutual_aid::v1;
using platform::ByteView;
using platform::fail;
using platform::string_of;
using platform::view_of;

constexpr platform::UtcMs kCodeLife = 7LL * 24 * 3600 * 1000;

}  // namespace

OperateError operate_error(StoreError error) {
    switch (error) {
        case StoreError::busy:
            return OperateError::store_busy;
        case StoreError::full:
            return OperateError::store_full;
        case StoreError::conflict:
        case StoreError::failed:
            return OperateError::store_failed;
    }
    return OperateError::store_failed;
}

namespace {

Operated<void> operated(const Done& done) {
    if (!done) return fail(operate_error(done.error()));
    return {};
}

bool is_code(std::string_view text, std::size_t longest) {
    return !text.empty() && text.size() <= longest && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    });
}

}  // namespace

std::string_view error_text(OperateError error) {
    switch (error) {
        case OperateError::bad_station:
            return "a station code has 1 to 16 characters A-Z 0-9";
        case OperateError::bad_number:
            return "a terminal's number is 1 to 99";
        case OperateError::bad_prefix:
            return "a slip prefix has 1 to 6 characters A-Z 0-9";
        case OperateError::bad_url:
            return "the center's address must be https://host[:port]; pass --url, or start `serve` once so "
                   "it is known";
        case OperateError::bad_staff:
            return "a staff id and name must not be empty or longer than 60 bytes";
        case OperateError::bad_pin:
            return "a PIN has 4 to 12 digits";
        case OperateError::no_station:
            return "no such station; register a terminal there first";
        case OperateError::prefix_taken:
            return "another terminal has this slip prefix; slip numbers would repeat";
        case OperateError::provisioned:
            return "this terminal is provisioned already; revoke it and register another number";
        case OperateError::no_terminal:
            return "no such terminal";
        case OperateError::no_staff:
            return "nobody of that station has this id; `staff list` shows who has";
        case OperateError::no_enrollment:
            return "no such enrollment; `review list` shows what waits";
        case OperateError::not_in_review:
            return "this enrollment is not in review (any more); look at it again";
        case OperateError::not_judgeable:
            return "it cannot be judged without what is missing: refuse it, or add the pack (unknown_pack)";
        case OperateError::bad_reason:
            return "not a reason that a refusal can be said with; see docs/wire_format.md, \"Words in "
                   "views\"";
        case OperateError::bad_note:
            return "a note has at most 200 bytes of UTF-8 text, in one line";
        case OperateError::not_newer:
            return "a document of this or a higher version was sent there already; raise `version`";
        case OperateError::key_files:
            return "the keys in the state folder cannot be read by this user";
        case OperateError::store_busy:
            return "the center's database is busy; try again";
        case OperateError::store_full:
            return "the disk is full; nothing was changed";
        case OperateError::store_failed:
            return "the center's database cannot be read or written";
    }
    return "";
}

std::string_view name_of(OperateError error) {
    switch (error) {
        case OperateError::bad_station:
            return "bad_station";
        case OperateError::bad_number:
            return "bad_number";
        case OperateError::bad_prefix:
            return "bad_prefix";
        case OperateError::bad_url:
            return "bad_url";
        case OperateError::bad_staff:
            return "bad_staff";
        case OperateError::bad_pin:
            return "bad_pin";
        case OperateError::no_station:
            return "no_station";
        case OperateError::prefix_taken:
            return "prefix_taken";
        case OperateError::provisioned:
            return "provisioned";
        case OperateError::no_terminal:
            return "no_terminal";
        case OperateError::no_staff:
            return "no_staff";
        case OperateError::no_enrollment:
            return "no_enrollment";
        case OperateError::not_in_review:
            return "not_in_review";
        case OperateError::not_judgeable:
            return "not_judgeable";
        case OperateError::bad_reason:
            return "bad_reason";
        case OperateError::bad_note:
            return "bad_note";
        case OperateError::not_newer:
            return "not_newer";
        case OperateError::key_files:
            return "key_files";
        case OperateError::store_busy:
            return "store_busy";
        case OperateError::store_full:
            return "store_full";
        case OperateError::store_failed:
            return "store_failed";
    }
    return "unknown";
}

Operated<void> publish_key_list(AdminStore& store, ByteView signed_list) {
    wire::Update update;
    update.set_key_list(string_of(signed_list));
    const auto unit = store.begin();
    if (!unit) return fail(operate_error(unit.error()));
    return operated(store.publish(make_piece("", {view_of("key_list")}, update)).and_then([&] {
        return (*unit)->commit();
    }));
}

Operated<void> publish_first(AdminStore& store, const ServeKeys& keys) {
    wire::Update key_list;
    key_list.set_key_list(string_of(keys.key_list));
    wire::Update pepper;
    pepper.mutable_pepper()->set_version(keys.pepper.version);
    pepper.mutable_pepper()->set_secret(string_of(keys.pepper.secret.bytes));
    const auto unit = store.begin();
    if (!unit) return fail(operate_error(unit.error()));
    return operated(store.publish(make_piece("", {view_of("key_list")}, key_list))
                        .and_then([&] { return store.publish(make_piece("", {view_of("pepper")}, pepper)); })
                        .and_then([&] { return (*unit)->commit(); }));
}

Operated<void> add_pack(AdminStore& store, std::string_view id, ByteView toml, const SigningKey& pack_key) {
    wire::Update update;
    wire::PackFile& pack = *update.mutable_pack();
    pack.set_id(std::string(id));
    pack.set_toml(string_of(toml));
    pack.set_key_id(pack_key.id);
    pack.set_signature(string_of(platform::sign(pack_key.pair.secret_key, platform::Purpose::pack, {toml})));
    const auto unit = store.begin();
    if (!unit) return fail(operate_error(unit.error()));
    return operated(store.add_pack({platform::hash(toml), std::string(id), {toml.begin(), toml.end()}})
                        .and_then([&] {
                            return store.publish(make_piece("", {view_of("pack"), view_of(id)}, update));
                        })
                        .and_then([&] { return (*unit)->commit(); }));
}

Operated<std::string> register_terminal(AdminStore& store, const CenterFolder& folder,
                                        const Registration& registration, platform::UtcMs now) {
    if (!is_code(registration.station, 16)) return fail(OperateError::bad_station);
    if (registration.number < 1 || registration.number > 99) return fail(OperateError::bad_number);
    if (!is_code(registration.prefix, kMaxPrefix)) return fail(OperateError::bad_prefix);
    const auto root = folder.root();
    const auto judge = folder.judge_keys();
    if (!root || !judge) return fail(OperateError::key_files);
    const auto unit = store.begin();
    if (!unit) return fail(operate_error(unit.error()));
    const auto known_url = store.url();
    if (!known_url) return fail(operate_error(known_url.error()));
    const std::string url = registration.url.empty() ? *known_url : registration.url;
    if (!valid_center_url(url)) return fail(OperateError::bad_url);
    const auto station = touch_station(store, registration.station, judge->data);
    if (!station) return fail(operate_error(station.error()));
    const auto existing = store.terminal_at(registration.station, registration.number);
    if (!existing) return fail(operate_error(existing.error()));
    if (*existing && (*existing)->provisioned) return fail(OperateError::provisioned);
    if (*existing && (*existing)->prefix != registration.prefix) return fail(OperateError::prefix_taken);
    const platform::TerminalId id = *existing ? (*existing)->id : platform::random_array<16>();
    const ProvisioningCode code{platform::random_array<16>(), *root, url};
    const Terminal terminal{id, registration.station, registration.number, registration.prefix, false, false};
    const Done registered = store.register_terminal(terminal, code_hash(code.secret), now + kCodeLife);
    if (!registered && registered.error() == StoreError::conflict) return fail(OperateError::prefix_taken);
    const Done done = registered.and_then([&] { return publish_roster(store, *station); }).and_then([&] {
        return (*unit)->commit();
    });
    if (!done) return fail(operate_error(done.error()));
    return to_text(code);
}

Operated<void> revoke_terminal(AdminStore& store, std::string_view station, std::uint32_t number) {
    const auto terminal = store.terminal_at(station, number);
    if (!terminal) return fail(operate_error(terminal.error()));
    if (!*terminal) return fail(OperateError::no_terminal);
    return operated(store.revoke((*terminal)->id));
}

Operated<void> settle_terminal(AdminStore& store, std::string_view station, std::uint32_t number) {
    const auto unit = store.begin();
    if (!unit) return fail(operate_error(unit.error()));
    const auto terminal = store.terminal_at(station, number);
    if (!terminal) return fail(operate_error(terminal.error()));
    if (!*terminal) return fail(OperateError::no_terminal);
    return operated(store.settle((*terminal)->id).and_then([&] { return (*unit)->commit(); }));
}

std::string status_json(const Status& status) {
    nlohmann::ordered_json json{
        {"epoch", status.epoch},     {"terminals", status.terminals}, {"provisioned", status.provisioned},
        {"entries", status.entries}, {"pending", status.pending},     {"unreadable", status.unreadable},
        {"claims", status.claims},   {"disputed", status.disputed}};
    json["enrollments"] = nlohmann::ordered_json::object();
    for (const auto& [state, count] : status.enrollments) json["enrollments"][state] = count;
    return json.dump();
}

}  // namespace syncing::center
