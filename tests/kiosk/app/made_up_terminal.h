// A provisioned terminal of a made-up city in a temporary folder, with a center's keys at hand, so that the
// store can be tested against real files: what the center would send is applied to the cache as a signed page
// would be.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/app/store.h"
#include "platform/clock/clock.h"
#include "sync/wire/packet.pb.h"

namespace kiosk {

constexpr const char* kPin = "246810";
constexpr std::uint64_t kDeskKeyId = 3;  // until rotate_desk_key()

class MadeUpTerminal {
  public:
    MadeUpTerminal();
    ~MadeUpTerminal();

    Store open();
    /// As open(), with a ledger.db that cannot grow: a full disk.
    const syncing::StateFolder& folder() const { return folder_; }
    std::string badge() const;

    /// Roster with one member of staff ("zhou", badge(), kPin) and the card pepper, as the first sync brings.
    void first_sync();
    /// Somebody else was removed from the desk: the next roster, with a new desk key. Without `stays`, zhou
    /// was.
    void rotate_desk_key(bool stays);
    void send(const std::vector<mutual_aid::v1::Update>& updates);
    /// The center holds everything up to `seq`.
    void acknowledge(std::uint64_t seq);
    /// A pack as the center sends it, signed by the city's pack key.
    mutual_aid::v1::Update pack(const std::string& id, const std::string& toml) const;
    /// A document as the center sends it, signed by the same key.
    mutual_aid::v1::Update document(platform::Purpose kind, const std::string& content) const;
    mutual_aid::v1::Update settings(const std::string& toml) const {
        return document(platform::Purpose::settings, toml);
    }
    /// Every body in the ledger, opened with the center's secret.
    std::vector<mutual_aid::v1::Body> bodies_at_center();

    platform::FakeClock clock;
    platform::SealingKeyPair sealing;
    platform::SealingKeyPair desk;
    platform::SealingKeyPair next_desk;  // after rotate_desk_key()
    platform::SigningKeyPair pack_key;

  private:
    std::filesystem::path path_;
    syncing::StateFolder folder_;
    syncing::Terminal terminal_;
    syncing::BadgeSecret badge_{};
    std::uint64_t cursor_ = 0;
};

/// config/schemes/xiamen.toml with another edition.
std::string xiamen_edition(int edition);

platform::Card made_up_card();
EnrollmentForm made_up_form();

}  // namespace kiosk
