#include "sync/center/operate.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "platform/base/wipe.h"
#include "sync/center/pieces.h"
#include "sync/center/provision.h"
#include "sync/record/mask.h"
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
constexpr std::size_t kMaxStaffText = 60;

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

bool is_pin(std::string_view pin) {
    return pin.size() >= 4 && pin.size() <= 12 &&
           std::all_of(pin.begin(), pin.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string desk_context(std::string_view station) {
    return "desk:" + std::string(station);
}

StationRow new_station(std::string_view code, const platform::SymmetricKey& data_key) {
    const platform::SealingKeyPair desk = platform::new_sealing_key();
    StationRow station;
    station.code = std::string(code);
    station.desk = {platform::read_u64(platform::random_array<8>(), 0), desk.public_key};
    station.desk_secret_box = platform::encrypt(data_key, desk.secret_key.bytes, view_of(desk_context(code)));
    return station;
}

Done publish_roster(AdminStore& store, const StationRow& station) {
    const auto staff = store.staff_of(station.code);
    if (!staff) return fail(staff.error());
    wire::Update update;
    wire::StaffRoster& roster = *update.mutable_roster();
    roster.set_version(station.roster_version);
    roster.set_desk_key_id(station.desk.key_id);
    roster.set_desk_public_key(string_of(station.desk.public_key));
    for (const StaffRow& row : *staff) {
        roster.add_staff()->ParseFromArray(row.entry.data(), static_cast<int>(row.entry.size()));
    }
    return store.publish(make_piece(station.code, {view_of("roster")}, update));
}

/// The station with its next roster version, made when it is new.
Stored<StationRow> touch_station(AdminStore& store, std::string_view code,
                                 const platform::SymmetricKey& data_key) {
    auto found = store.station(code);
    if (!found) return fail(found.error());
    StationRow station = *found ? std::move(**found) : new_station(code, data_key);
    ++station.roster_version;
    const Done put = store.put_station(station);
    if (!put) return fail(put.error());
    return station;
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

Operated<std::string> add_staff(AdminStore& store, const CenterFolder& folder, const NewStaff& staff) {
    if (staff.id.empty() || staff.name.empty() || staff.id.size() > kMaxStaffText ||
        staff.name.size() > kMaxStaffText) {
        return fail(OperateError::bad_staff);
    }
    if (!is_pin(staff.pin)) return fail(OperateError::bad_pin);
    const auto judge = folder.judge_keys();
    if (!judge) return fail(OperateError::key_files);
    const auto unit = store.begin();
    if (!unit) return fail(operate_error(unit.error()));
    const auto known = store.station(staff.station);
    if (!known) return fail(operate_error(known.error()));
    if (!*known) return fail(OperateError::no_station);
    const auto station = touch_station(store, staff.station, judge->data);
    if (!station) return fail(operate_error(station.error()));
    auto secret =
        platform::decrypt(judge->data, station->desk_secret_box, view_of(desk_context(staff.station)));
    const auto desk = secret ? platform::array_of<32>(*secret) : std::nullopt;
    if (!desk) return fail(OperateError::key_files);
    platform::wipe(*secret);
    const BadgeCode badge{platform::random_array<16>()};
    const auto salt = platform::random_array<16>();
    wire::Staff entry;
    entry.set_staff_id(staff.id);
    entry.set_masked_name(mask_name(staff.name));
    entry.set_badge_tag(string_of(badge_tag(badge.secret)));
    entry.set_salt(string_of(salt));
    entry.set_wrapped_desk_key(
        string_of(wrap_desk_key(platform::SealingSecretKey(*desk), badge.secret, staff.pin, salt, staff.id)));
    const Done done = store.put_staff(staff.station, {staff.id, serialize(entry)})
                          .and_then([&] { return publish_roster(store, *station); })
                          .and_then([&] { return (*unit)->commit(); });
    if (!done) return fail(operate_error(done.error()));
    return to_text(badge);
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
