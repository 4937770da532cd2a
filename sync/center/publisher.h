// Sealed rows into the updates stream: what a person may see, what a station's desk may see.
#pragma once

#include "platform/crypto/crypto.h"
#include "sync/center/store.h"

namespace mutual_aid::v1 {
class ClaimView;
class EnrollmentView;
class PersonView;
}  // namespace mutual_aid::v1

namespace syncing::center {

class Publisher {
  public:
    /// `data`: the key of opened data at rest.
    Publisher(JudgeStore& store, const platform::SymmetricKey& data) : store_(store), data_(data) {}

    /// To the station's desk and to every key of the person that may see it.
    /// `note`: what an operator wants staff to know.
    Done enrollment(const EnrollmentRow& row, std::string_view note = "");
    Done claim(const ClaimRow& row);
    /// Remembers the key; a new one gets all that it may see of the person.
    Done add_key(const PersonKey& key);

    platform::Bytes box(platform::ByteView plain, platform::ByteView about) const;
    /// Aborts on a box that is damaged or about something else: the database was changed by hand.
    platform::Bytes unbox(platform::ByteView box, platform::ByteView about) const;

  private:
    Done to_desk(const EnrollmentRow& row, std::string_view note);
    Done enrollment_to(const PersonKey& key, const EnrollmentRow& row);
    Done claim_to(const PersonKey& key, const ClaimRow& row);
    Done person_row(const PersonKey& key, const Tag& row_id, std::uint64_t version,
                    const mutual_aid::v1::PersonView& view);

    JudgeStore& store_;
    const platform::SymmetricKey& data_;
};

}  // namespace syncing::center
