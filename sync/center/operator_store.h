// What the operators' pages keep and read, beside the interfaces of store.h: accounts, sessions, the record
// of what operators did, and the fleet's figures. Nothing here names a person who enrolled: what does, comes
// from the adjudicator (judge_desk.h).
//
// Threads, units of work and errors: as in store.h.
#pragma once

#include "sync/center/store.h"

namespace syncing::center {

enum class Role {
    station,   // sees one station
    district,  // runs the center
    city,      // looks on: figures, exports and the record of what operators did
};
std::string_view name_of(Role role);
std::optional<Role> role_named(std::string_view name);

struct Operator {
    std::string id;
    std::string name;
    Role role = Role::station;
    std::string station;        // of role station; "" otherwise
    std::string password;       // platform::hash_password; "" = disabled, no password is right
    std::int64_t failures = 0;  // sign-ins refused since the last good one
    platform::UtcMs failed_at = 0;
};

struct Session {
    platform::Hash token{};  // hash of what the browser holds
    std::string operator_id;
    platform::UtcMs began = 0;
    platform::UtcMs seen = 0;
};

struct AuditRow {
    std::uint64_t id = 0;  // given by the store
    platform::UtcMs at = 0;
    std::string who;      // operator's id
    std::string action;   // name of an Action (sync/center/pages/audit.h)
    std::string subject;  // what it was done to: a record, a terminal, counts. Never a person
    std::string from;     // address
};

/// One terminal as the fleet page shows it.
struct FleetRow {
    Terminal terminal;
    std::optional<platform::UtcMs> seen;
    platform::Bytes heartbeat;   // a wire Heartbeat; empty when none came
    std::uint64_t held_seq = 0;  // of the ledger it writes now
    bool has_ledger = false;
};

/// What came from a terminal in one hour (hours since 1970) or, summed, on one day of Asia/Shanghai (days
/// since 1970).
struct Arrivals {
    platform::TerminalId terminal{};
    std::int64_t when = 0;
    std::int64_t entries = 0;
    std::int64_t enrollments = 0;
    std::int64_t contacts = 0;
};

/// An enrollment as it can be told without any key.
struct EnrollmentLine {
    RecordId record{};
    std::string station;
    std::string plan;
    std::string period;
    std::string state;
    std::string reason;
    std::optional<RecordId> duplicate_of;
    std::int64_t decided_ms = 0;
};
struct StationCount {
    std::string station;
    std::string state;
    std::int64_t count = 0;
};
/// "" = any.
struct EnrollmentFilter {
    std::string station;
    std::string state;
    bool oldest_first = false;
};
struct HeldLedger {
    LedgerId id{};
    std::uint64_t held_seq = 0;
};
/// An enrollment and the place in its ledger at which it was written.
struct WrittenLine {
    EnrollmentLine line;
    std::uint64_t seq = 0;
};
/// A claim that was filed at a station, as it can be told without any key.
struct FiledLine {
    Tag id{};
    RecordId record{};
    std::string station;
    std::string state;
    std::string reason;
};
struct HeldPaper {
    RecordId record{};
    platform::Hash attachment{};
};
/// Where a page ended.
struct EnrollmentPlace {
    std::int64_t decided_ms = 0;
    RecordId record{};
};

class OperatorStore {
  public:
    virtual ~OperatorStore() = default;
    virtual Stored<std::unique_ptr<Unit>> begin() = 0;

    virtual Stored<std::optional<Operator>> find_operator(std::string_view id) = 0;
    virtual Stored<std::vector<Operator>> operators() = 0;
    /// Adds or replaces.
    virtual Done put_operator(const Operator& row) = 0;
    /// With its sessions.
    virtual Done remove_operator(std::string_view id) = 0;

    virtual Done add_session(const Session& session) = 0;
    virtual Stored<std::optional<Session>> session(const platform::Hash& token) = 0;
    virtual Done touch_session(const platform::Hash& token, platform::UtcMs seen) = 0;
    virtual Done end_session(const platform::Hash& token) = 0;
    virtual Done end_sessions_of(std::string_view operator_id) = 0;
    /// Those that began or were last seen before.
    virtual Done end_old_sessions(platform::UtcMs began_before, platform::UtcMs seen_before) = 0;

    virtual Done add_audit(const AuditRow& row) = 0;
    /// Newest first, ids below `before` (0 = from the newest), at most `limit`.
    virtual Stored<std::vector<AuditRow>> audit(std::uint64_t before, std::size_t limit) = 0;

    virtual Stored<std::string> center_name() = 0;
    virtual Stored<std::vector<FleetRow>> fleet() = 0;
    virtual Stored<std::vector<Arrivals>> arrivals_by_hour(std::int64_t from_hour) = 0;
    virtual Stored<std::vector<Arrivals>> arrivals_by_day(std::int64_t from_day, std::int64_t to_day) = 0;
    /// How many enrollments of a station ("" = all) are in that state.
    virtual Stored<std::int64_t> enrollments_in(std::string_view state, std::string_view station) = 0;
    /// How many enrollments of each station are in each state; station "" = all of them.
    virtual Stored<std::vector<StationCount>> enrollments_by_station(std::string_view station) = 0;
    /// In order of their decisions, at most `limit` after `after` (nothing = from the first).
    virtual Stored<std::vector<EnrollmentLine>> enrollments(const EnrollmentFilter& filter,
                                                            const std::optional<EnrollmentPlace>& after,
                                                            std::size_t limit) = 0;
    virtual Stored<std::optional<EnrollmentLine>> enrollment(const RecordId& record) = 0;
    /// The ledgers of the terminal with that slip prefix, the newest first.
    virtual Stored<std::vector<HeldLedger>> ledgers_of(std::string_view prefix) = 0;
    /// The enrollments of a ledger in the order in which they were written, at most `limit` from `seq` on.
    virtual Stored<std::vector<WrittenLine>> written(const LedgerId& ledger, std::uint64_t seq,
                                                     std::size_t limit) = 0;
    /// Claims that were filed at that station ("" = all) or whose people enrolled there, in order of id,
    /// after `after`.
    virtual Stored<std::vector<Tag>> claims(std::string_view station, const Tag& after,
                                            std::size_t limit) = 0;
    /// Filed at that station ("" = all) and in review, the longest wait first.
    virtual Stored<std::vector<Tag>> claims_in_review(std::string_view station, std::size_t limit) = 0;
    virtual Stored<std::optional<FiledLine>> filed_claim(const RecordId& record) = 0;
    /// The attachments of these records that are whole.
    virtual Stored<std::vector<HeldPaper>> held_papers(std::span<const RecordId> records) = 0;
    virtual Stored<std::vector<PackRow>> packs() = 0;
};

}  // namespace syncing::center
