#include "sync/center/station_desk.h"

#include "platform/base/wipe.h"
#include "sync/center/pieces.h"
#include "sync/wire/packet.pb.h"

namespace syncing::center {

namespace {

namespace wire = mutual_aid::v1;
using platform::ByteView;
using platform::fail;
using platform::string_of;
using platform::view_of;

constexpr std::size_t kSecretSize = 32;
constexpr std::size_t kOlderSize = 8 + kSecretSize;

std::string desk_context(std::string_view station) {
    return "desk:" + std::string(station);
}

std::optional<DeskKeyring::Key> key_from(std::uint64_t id, ByteView secret) {
    const auto bytes = platform::array_of<kSecretSize>(secret);
    if (!bytes) return std::nullopt;
    return DeskKeyring::Key{id, platform::sealing_key_from_secret(platform::SealingSecretKey(*bytes))};
}

}  // namespace

std::optional<DeskKeyring> desk_keys_of(const StationRow& station, const platform::SymmetricKey& data_key) {
    auto plain = platform::decrypt(data_key, station.desk_secret_box, view_of(desk_context(station.code)));
    if (!plain || plain->size() < kSecretSize || (plain->size() - kSecretSize) % kOlderSize != 0)
        return std::nullopt;
    const ByteView bytes = *plain;
    DeskKeyring ring{{*key_from(station.desk.key_id, bytes.first(kSecretSize))}};
    for (std::size_t at = kSecretSize; at < bytes.size(); at += kOlderSize)
        ring.keys.push_back(*key_from(platform::read_u64(bytes, at), bytes.subspan(at + 8, kSecretSize)));
    platform::wipe(*plain);
    return ring;
}

void rotate_desk_key(StationRow& station, DeskKeyring& ring, const platform::SymmetricKey& data_key) {
    const std::uint64_t id = platform::read_u64(platform::random_array<8>(), 0);
    ring.keys.insert(ring.keys.begin(), {id, platform::new_sealing_key()});
    station.desk = {id, ring.keys.front().pair.public_key};
    platform::Bytes plain;
    plain.reserve(kSecretSize + (ring.keys.size() - 1) * kOlderSize);  // no copy left behind by growing
    platform::append(plain, ring.keys.front().pair.secret_key.bytes);
    for (std::size_t i = 1; i < ring.keys.size(); ++i) {
        platform::append_u64(plain, ring.keys[i].id);
        platform::append(plain, ring.keys[i].pair.secret_key.bytes);
    }
    station.desk_secret_box = platform::encrypt(data_key, plain, view_of(desk_context(station.code)));
    platform::wipe(plain);
}

Stored<StationRow> touch_station(AdminStore& store, std::string_view code,
                                 const platform::SymmetricKey& data_key) {
    auto found = store.station(code);
    if (!found) return fail(found.error());
    StationRow station = *found ? std::move(**found) : StationRow{};
    if (!*found) {
        station.code = std::string(code);
        DeskKeyring none;
        rotate_desk_key(station, none, data_key);
    }
    ++station.roster_version;
    const Done put = store.put_station(station);
    if (!put) return fail(put.error());
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

}  // namespace syncing::center
