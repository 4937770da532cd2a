#include "sync/center/hand_over.h"
#include "sync/center/ingest.h"
#include "sync/center/origin.h"
#include "sync/center/publisher.h"
#include "sync/center/sql_store.h"

namespace syncing::center {

namespace {

using platform::array_of;
using platform::ByteView;
using platform::fail;
using platform::string_of;

/// The parts of one record, taken one after the other; a wrong size makes all that follows empty.
class Parts {
  public:
    explicit Parts(const OriginParts& record) : parts_(record.parts) {}
    template <std::size_t N>
    platform::ByteArray<N> bytes() {
        const auto exact = array_of<N>(next());
        right_ = right_ && exact;
        return exact.value_or(platform::ByteArray<N>{});
    }
    template <std::size_t N>
    std::optional<platform::ByteArray<N>> maybe() {
        const ByteView part = next();
        if (part.empty()) return std::nullopt;
        const auto exact = array_of<N>(part);
        right_ = right_ && exact;
        return exact;
    }
    std::string text() { return string_of(next()); }
    platform::Bytes blob() {
        const ByteView part = next();
        return {part.begin(), part.end()};
    }
    std::uint64_t number() {
        const auto exact = bytes<8>();
        return platform::read_u64(exact, 0);
    }
    bool right() const { return right_ && at_ == parts_.size(); }

  private:
    ByteView next() {
        right_ = right_ && at_ < parts_.size();
        return right_ ? parts_[at_++] : ByteView();
    }
    const std::vector<ByteView>& parts_;
    std::size_t at_ = 0;
    bool right_ = true;
};

struct Stores {
    std::unique_ptr<AdminStore> admin;
    std::unique_ptr<ServeStore> serve;
    std::unique_ptr<JudgeStore> judge;
    JudgeKeys keys;
};

Done replay_decision(Stores& stores, Parts& parts) {
    EnrollmentRow row;
    row.record = parts.bytes<16>();
    row.station = parts.text();
    row.person = parts.maybe<32>();
    row.plan = parts.text();
    row.period = parts.text();
    row.state = parts.text();
    row.reason = parts.text();
    row.duplicate_of = parts.maybe<16>();
    row.decided_ms = static_cast<std::int64_t>(parts.number());
    row.version = parts.number();
    row.box = parts.blob();
    if (!parts.right()) return fail(StoreError::failed);
    WorkingSet set(*stores.judge, 1);
    const auto unit = set.begin();
    if (!unit) return fail(unit.error());
    Publisher publisher(set, AtRest(stores.keys.data));
    Done done = set.put_enrollment(row);
    set.release_period(row.record);
    if (done && row.state == "accepted" && row.person)
        done = set.hold_period({*row.person, row.plan, row.period, row.record});
    return done.and_then([&] { return publisher.enrollment(row); }).and_then([&] {
        return (*unit)->commit();
    });
}

Done replay_provisioned(Stores& stores, Parts& parts) {
    Redemption redemption;
    redemption.code = parts.bytes<32>();
    redemption.request = parts.bytes<32>();
    redemption.answer = parts.blob();
    redemption.certificate = parts.blob();
    redemption.ledger.id = parts.bytes<16>();
    redemption.ledger.terminal = parts.bytes<16>();
    redemption.ledger.key = parts.bytes<32>();
    redemption.slip_key = parts.bytes<32>();
    redemption.at = static_cast<platform::UtcMs>(parts.number());
    if (!parts.right()) return fail(StoreError::failed);
    const auto unit = stores.serve->begin();
    if (!unit) return fail(unit.error());
    return stores.serve->redeem(redemption, redemption.ledger.terminal).and_then([&] {
        return (*unit)->commit();
    });
}

/// A request that an operator brought from a revoked terminal's disk.
Done replay_quarantine(Stores& stores, Parts& parts) {
    const std::string path = parts.text();
    const platform::Bytes body = parts.blob();
    const auto at = static_cast<platform::UtcMs>(parts.number());
    if (!parts.right()) return fail(StoreError::failed);
    const Done logged = stores.serve->log_quarantine(path, body, at);
    if (!logged) return logged;
    // What does not fit onto the restored ledger did not come from the archive: the disk is imported again.
    if (path == "/v1/hand-over") {
        const auto call = decode_hand_over(body);
        if (call) static_cast<void>(take_hand_over(*stores.serve, call->terminal, *call));
        return {};
    }
    const auto range = decode_range(body);
    const auto ledger = range ? stores.serve->ledger(range->ledger_id) : Stored<std::optional<Ledger>>();
    if (range && ledger && *ledger)
        static_cast<void>(ingest(*stores.serve, (*ledger)->terminal, *range, at, Intake::quarantine));
    return {};
}

Done replay_registered(Stores& stores, Parts& parts) {
    Terminal terminal;
    terminal.id = parts.bytes<16>();
    terminal.station = parts.text();
    terminal.number = static_cast<std::uint32_t>(parts.number());
    terminal.prefix = parts.text();
    const auto code = parts.bytes<32>();
    const auto expires = static_cast<platform::UtcMs>(parts.number());
    if (!parts.right()) return fail(StoreError::failed);
    return stores.admin->register_terminal(terminal, code, expires);
}

Done replay_station(Stores& stores, Parts& parts) {
    StationRow station;
    station.code = parts.text();
    station.desk.key_id = parts.number();
    station.desk.public_key = parts.bytes<32>();
    station.desk_secret_box = parts.blob();
    station.roster_version = parts.number();
    return parts.right() ? stores.admin->put_station(station) : fail(StoreError::failed);
}

Done replay_piece(Stores& stores, Parts& parts) {
    Piece piece;
    piece.station = parts.text();
    piece.slot = parts.bytes<32>();
    piece.update = parts.blob();
    return parts.right() ? stores.admin->publish(piece) : fail(StoreError::failed);
}

/// Those that only the admin's store is needed for.
Done apply_to_admin(Stores& stores, OriginKind kind, Parts& parts) {
    AdminStore& admin = *stores.admin;
    switch (kind) {
        case OriginKind::registered:
            return replay_registered(stores, parts);
        case OriginKind::revoked:
            return admin.revoke(parts.bytes<16>());
        case OriginKind::settled:
            return admin.settle(parts.bytes<16>());
        case OriginKind::station:
            return replay_station(stores, parts);
        case OriginKind::staff: {
            const std::string station = parts.text();
            const std::string id = parts.text();
            return admin.put_staff(station, {id, parts.blob()});
        }
        case OriginKind::staff_removed: {
            const std::string station = parts.text();
            return admin.remove_staff(station, parts.text());
        }
        case OriginKind::pack: {
            const auto hash = parts.bytes<32>();
            const std::string id = parts.text();
            return admin.add_pack({hash, id, parts.blob()});
        }
        case OriginKind::claim_line:
            return admin.add_to_claim_inbox(parts.blob());
        case OriginKind::review:
            return admin.add_to_review_inbox(parts.blob());
        case OriginKind::piece:
            return replay_piece(stores, parts);
        case OriginKind::provisioned:
        case OriginKind::decision:
        case OriginKind::quarantine:
            break;
    }
    return fail(StoreError::failed);
}

Done replay_admin(Stores& stores, OriginKind kind, Parts& parts) {
    const auto unit = stores.admin->begin();
    if (!unit) return fail(unit.error());
    const Done applied = apply_to_admin(stores, kind, parts);
    if (!applied) return applied;
    if (!parts.right()) return fail(StoreError::failed);
    return (*unit)->commit();
}

Done replay_one(Stores& stores, OriginKind kind, Parts& parts) {
    if (kind == OriginKind::decision) return replay_decision(stores, parts);
    if (kind == OriginKind::provisioned) return replay_provisioned(stores, parts);
    if (kind == OriginKind::quarantine) return replay_quarantine(stores, parts);
    return replay_admin(stores, kind, parts);
}

}  // namespace

platform::Result<std::uint64_t, ArchiveError> replay(const CenterFolder& folder,
                                                     const std::filesystem::path& archive) {
    const auto whole = check_archive(archive);
    if (!whole) return fail(whole.error());
    auto admin = open_admin_store(folder.database());
    auto serve = open_serve_store(folder.database());
    auto judge = open_judge_store(folder.database());
    auto keys = folder.judge_keys();
    if (!admin || !serve || !judge || !keys) return fail(ArchiveError::store_failed);
    Stores stores{std::move(*admin), std::move(*serve), std::move(*judge), std::move(*keys)};
    std::uint64_t count = 0;
    const auto played =
        OriginArchive::open(archive, [&](const OriginRow& row) -> platform::Result<void, ArchiveError> {
            const auto last = stores.admin->last_origin();
            if (!last) return fail(ArchiveError::store_failed);
            if (row.seq <= *last) return {};
            // Played back, a record is logged again under its own number: nothing is missing in between.
            if (row.seq != *last + 1) return fail(ArchiveError::damaged);
            const auto record = read_origin(row.record);
            if (!record) return fail(ArchiveError::damaged);
            Parts parts(*record);
            const Done done = replay_one(stores, record->kind, parts);
            if (!done)
                return fail(done.error() == StoreError::failed ? ArchiveError::damaged
                                                               : ArchiveError::store_failed);
            ++count;
            return {};
        });
    if (!played) return fail(played.error());
    return count;
}

}  // namespace syncing::center
