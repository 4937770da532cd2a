// The people of a station's desk.
#include <algorithm>

#include "sync/center/operate.h"
#include "sync/center/station_desk.h"
#include "sync/record/mask.h"
#include "sync/wire/code.h"
#include "sync/wire/packet.pb.h"

namespace syncing::center {

namespace {

namespace wire = mutual_aid::v1;
using platform::fail;
using platform::string_of;
using platform::view_of;

constexpr std::size_t kMaxStaffText = 60;

bool is_pin(std::string_view pin) {
    return pin.size() >= 4 && pin.size() <= 12 &&
           std::all_of(pin.begin(), pin.end(), [](char c) { return c >= '0' && c <= '9'; });
}

platform::Bytes bytes_of(const wire::Staff& entry) {
    const std::string text = entry.SerializeAsString();
    return {text.begin(), text.end()};
}

/// Gives the station's keys to everybody who has a key of their own, and takes the others off the roster.
Operated<void> hand_out(AdminStore& store, std::string_view station, const DeskKeyring& ring,
                        const std::vector<StaffRow>& staff) {
    for (const StaffRow& row : staff) {
        wire::Staff entry;
        entry.ParseFromArray(row.entry.data(), static_cast<int>(row.entry.size()));
        const auto key = platform::array_of<32>(view_of(entry.public_key()));
        Done done;
        if (key) {
            entry.set_sealed_desk_keys(string_of(seal_desk_keys(*key, ring)));
            entry.clear_wrapped_desk_key();
            done = store.put_staff(station, {row.id, bytes_of(entry)});
        } else {
            done = store.remove_staff(station, row.id);
        }
        if (!done) return fail(operate_error(done.error()));
    }
    return {};
}

std::vector<std::string> without_key(const std::vector<StaffRow>& staff) {
    std::vector<std::string> ids;
    for (const StaffRow& row : staff) {
        wire::Staff entry;
        entry.ParseFromArray(row.entry.data(), static_cast<int>(row.entry.size()));
        if (entry.public_key().empty()) ids.push_back(row.id);
    }
    return ids;
}

}  // namespace

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
    const auto ring = desk_keys_of(*station, judge->data);
    if (!ring) return fail(OperateError::key_files);
    const BadgeCode badge{platform::random_array<16>()};
    const auto salt = platform::random_array<16>();
    const platform::SealingPublicKey own = staff_key(badge.secret, staff.pin, salt).public_key;
    wire::Staff entry;
    entry.set_staff_id(staff.id);
    entry.set_masked_name(mask_name(staff.name));
    entry.set_badge_tag(string_of(badge_tag(badge.secret)));
    entry.set_salt(string_of(salt));
    entry.set_public_key(string_of(own));
    entry.set_sealed_desk_keys(string_of(seal_desk_keys(own, *ring)));
    // For terminals that know no staff keys yet; they cannot follow a new desk key.
    if (ring->keys.size() == 1) {
        entry.set_wrapped_desk_key(string_of(
            wrap_desk_key(ring->keys.front().pair.secret_key, badge.secret, staff.pin, salt, staff.id)));
    }
    const Done done = store.put_staff(staff.station, {staff.id, bytes_of(entry)})
                          .and_then([&] { return publish_roster(store, *station); })
                          .and_then([&] { return (*unit)->commit(); });
    if (!done) return fail(operate_error(done.error()));
    return to_text(badge);
}

Operated<StaffRemoved> remove_staff(AdminStore& store, const CenterFolder& folder,
                                    const StaffRemoval& removal) {
    const auto judge = folder.judge_keys();
    if (!judge) return fail(OperateError::key_files);
    const auto unit = store.begin();
    if (!unit) return fail(operate_error(unit.error()));
    const auto known = store.station(removal.station);
    if (!known) return fail(operate_error(known.error()));
    if (!*known) return fail(OperateError::no_station);
    auto staff = store.staff_of(removal.station);
    if (!staff) return fail(operate_error(staff.error()));
    if (std::erase_if(*staff, [&](const StaffRow& row) { return row.id == removal.id; }) == 0)
        return fail(OperateError::no_staff);
    StaffRemoved out{false, without_key(*staff)};
    if (!out.need_new_badge.empty() && !removal.new_badges) return out;
    StationRow station = **known;
    auto ring = desk_keys_of(station, judge->data);
    if (!ring) return fail(OperateError::key_files);
    rotate_desk_key(station, *ring, judge->data);
    ++station.roster_version;
    const Done removed =
        store.remove_staff(removal.station, removal.id).and_then([&] { return store.put_station(station); });
    if (!removed) return fail(operate_error(removed.error()));
    const auto handed = hand_out(store, removal.station, *ring, *staff);
    if (!handed) return fail(handed.error());
    const Done done = publish_roster(store, station).and_then([&] { return (*unit)->commit(); });
    if (!done) return fail(operate_error(done.error()));
    out.done = true;
    return out;
}

}  // namespace syncing::center
