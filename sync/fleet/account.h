// The simulation's own book: what people were told is saved. The fleet is judged by it and never reads it.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "sync/record/entry.h"

namespace syncing::fleet {

struct Captured {
    RecordClass record_class = RecordClass::enrollment;
    RecordId enrollment{};   // that it speaks of; its own record id of an enrollment and of a claim
    std::string number;      // of an enrollment, then unique, and of a claim: whose it is
    bool in_window = false;  // truly written in June
    /// Every disk that held it died before another had it: it may be missing, but not be there twice.
    bool died = false;
};

/// A photographed paper of an enrollment or of a claim, one each.
struct Paper {
    RecordId record{};
    platform::Hash photo{};
    bool died = false;
};

struct Account {
    std::map<RecordId, Captured> records;
    std::map<platform::Hash, Paper> papers;  // by attachment id
    std::set<RecordId> paid;                 // enrollments
    std::set<RecordId> withdrawn;            // enrollments
    std::uint32_t people = 0;                // so many numbers were given out
    std::uint64_t torn = 0;                  // transactions of which only a part was there after a power cut
    std::uint64_t renewed = 0;               // certificates
    std::uint64_t refused = 0;               // people were told that nothing was saved, and nothing was
};

}  // namespace syncing::fleet
