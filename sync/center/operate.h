// What operators do to a center at the command line: stations and terminals, staff, packs, status.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/base/bytes.h"
#include "sync/center/folder.h"
#include "sync/center/store.h"

namespace syncing::center {

enum class OperateError {
    bad_station,   // 1 to 16 characters A-Z 0-9
    bad_number,    // 1 to 99
    bad_prefix,    // 1 to 6 characters A-Z 0-9
    bad_url,       // "https://host[:port]", or none known yet because the center never served
    bad_staff,     // an empty or overlong id or name
    bad_pin,       // 4 to 12 digits
    no_station,    // register a terminal there first
    prefix_taken,  // slip numbers would repeat
    provisioned,   // the terminal has its certificate; revoke it and register another number
    no_terminal,
    no_staff,       // nobody of that station has this id
    no_enrollment,  // no such record here
    not_in_review,  // decided meanwhile
    not_judgeable,  // it can only be refused, or wait for what is missing
    bad_reason,     // not a word that a refusal may be said with
    bad_note,       // longer than kMaxNote bytes, or not UTF-8
    not_newer,      // a document, than the one sent last to the same station or stations
    key_files,      // the state folder's keys cannot be read
    store_busy,
    store_full,
    store_failed,
};
std::string_view error_text(OperateError error);
std::string_view name_of(OperateError error);
OperateError operate_error(StoreError error);

template <class T>
using Operated = platform::Result<T, OperateError>;

/// New center: the key list and the pepper go out first, so that a terminal knows them before anything else.
Operated<void> publish_first(AdminStore& store, const ServeKeys& keys);

/// A new key list for every terminal.
Operated<void> publish_key_list(AdminStore& store, platform::ByteView signed_list);

/// Adds a pack for judging and sends it, signed, to every terminal. `id` is its file name without ".toml".
Operated<void> add_pack(AdminStore& store, std::string_view id, platform::ByteView toml,
                        const SigningKey& pack_key);

struct Registration {
    std::string station;
    std::uint32_t number = 0;
    std::string prefix;  // of slip numbers, unique in the center
    std::string url;     // where the terminal finds the center; "" = where it last served
};
/// A one-time code's text, good for a week. The first terminal of a station also makes the station's desk
/// key.
Operated<std::string> register_terminal(AdminStore& store, const CenterFolder& folder,
                                        const Registration& registration, platform::UtcMs now);
Operated<void> revoke_terminal(AdminStore& store, std::string_view station, std::uint32_t number);
/// An operator has looked at the two machines that hold this terminal's key: both may send again, and the one
/// whose ledger was closed gets a ledger of its own.
Operated<void> settle_terminal(AdminStore& store, std::string_view station, std::uint32_t number);

struct NewStaff {
    std::string station;
    std::string id;
    std::string name;
    std::string pin;
};
/// The badge code's text: the only copy of the badge secret. The same id again gets a new badge.
Operated<std::string> add_staff(AdminStore& store, const CenterFolder& folder, const NewStaff& staff);

struct StaffRemoval {
    std::string station;
    std::string id;
    bool new_badges = false;  // also where somebody who stays needs a new one
};
struct StaffRemoved {
    bool done = false;
    /// Who stays but was added before staff had keys of their own: the new desk key cannot be given to them,
    /// so that they need a new badge (add_staff). Not done while there are any, unless `new_badges`.
    std::vector<std::string> need_new_badge;
};
/// Takes the person off the roster and gives the station a new desk key, which everybody else opens with the
/// badge and PIN they have.
Operated<StaffRemoved> remove_staff(AdminStore& store, const CenterFolder& folder,
                                    const StaffRemoval& removal);

/// One line of JSON.
std::string status_json(const Status& status);

}  // namespace syncing::center
