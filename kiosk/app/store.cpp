#include "kiosk/app/store.h"

#include <algorithm>
#include <utility>

#include "platform/log/log.h"
#include "sync/ledger/current_keys.h"
#include "sync/wire/packet.pb.h"

namespace kiosk {

namespace log = platform::log;

namespace {

constexpr std::size_t kMostOfIdentity = 64;  // bytes; a heartbeat is limited

}  // namespace

std::string_view name_of(StoreOpenError error) {
    switch (error) {
        case StoreOpenError::not_provisioned:
            return "not provisioned: run kioskctl provision";
        case StoreOpenError::state_damaged:
            return "the state folder is damaged";
        case StoreOpenError::ledger_broken:
            return "ledger.db cannot be opened";
        case StoreOpenError::cache_broken:
            return "cache.db cannot be opened";
    }
    return {};
}

Store::Store(syncing::Terminal terminal, syncing::Ledger ledger, syncing::Cache cache,
             const platform::Clock& clock)
    : terminal_(std::move(terminal)), ledger_(std::move(ledger)), cache_(std::move(cache)), clock_(&clock) {}

platform::Result<Store, StoreOpenError> Store::open(const syncing::StateFolder& folder,
                                                    const platform::Clock& clock) {
    auto terminal = folder.load();
    if (!terminal) {
        return platform::fail(terminal.error() == syncing::StateError::not_provisioned
                                  ? StoreOpenError::not_provisioned
                                  : StoreOpenError::state_damaged);
    }
    auto ledger = syncing::Ledger::open(folder.ledger_db(), terminal->identity.ledger);
    if (!ledger) return platform::fail(StoreOpenError::ledger_broken);
    auto cache = syncing::Cache::open(folder.cache_db());
    if (!cache) return platform::fail(StoreOpenError::cache_broken);
    if (!syncing::current_keys(terminal->credentials, *cache))
        return platform::fail(StoreOpenError::state_damaged);
    Store store(std::move(*terminal), std::move(*ledger), std::move(*cache), clock);
    store.open_attachments(folder);
    return store;
}

std::optional<Event> Store::handle(const StoreRequest& request) {
    return std::visit(
        [this](const auto& asked) -> std::optional<Event> {
            using Asked = std::decay_t<decltype(asked)>;
            if constexpr (std::is_same_v<Asked, SignOut>) {
                audit("signed_out");
                desk_.reset();
                file_parts_ = {};
                return std::nullopt;
            } else if constexpr (std::is_same_v<Asked, ForgetVisitor>) {
                visitor_.reset();
                drop_claim();
                return std::nullopt;
            } else if constexpr (std::is_same_v<Asked, DropPhotograph>) {
                drop(asked.page);
                return std::nullopt;
            } else if constexpr (std::is_same_v<Asked, UsePack>) {
                const auto saved = ledger_.save_pack_in_use({asked.pack->id, asked.pack->hash});
                if (!saved) log::warning("the pack in use is not noted: {}", syncing::name_of(saved.error()));
                return std::nullopt;
            } else {
                return answer(asked);
            }
        },
        request);
}

namespace {

std::optional<SyncProblem> problem_of(syncing::SyncOutcome outcome) {
    using syncing::SyncOutcome;
    switch (outcome) {
        case SyncOutcome::ok:
            return std::nullopt;
        case SyncOutcome::no_network:
            return SyncProblem::no_network;
        case SyncOutcome::center_busy:
            return SyncProblem::center_busy;
        case SyncOutcome::center_unreachable:
            return SyncProblem::center_unreachable;
        case SyncOutcome::answer_not_from_center:
            return SyncProblem::answer_not_from_center;
        case SyncOutcome::center_refused:
            return SyncProblem::center_refused;
        case SyncOutcome::records_disagree:
            return SyncProblem::records_disagree;
        case SyncOutcome::clock_jumped:
            return SyncProblem::clock_jumped;
        case SyncOutcome::store_failed:
            return SyncProblem::store_failed;
        case SyncOutcome::center_outdated:
            return SyncProblem::center_outdated;
        case SyncOutcome::terminal_outdated:
            return SyncProblem::terminal_outdated;
    }
    return std::nullopt;
}

}  // namespace

SyncStatus Store::sync_status() {
    SyncStatus status;
    const auto head = ledger_.head();
    const auto held = cache_.acknowledgement();
    const auto run = cache_.last_run();
    if (!head || !held || !run) {
        status.problem = SyncProblem::store_failed;
        return status;
    }
    status.written = head->seq;
    status.held = held->seq;
    if (*run) status.problem = problem_of((*run)->outcome);
    status.as_of = center_last_heard(*held, *run);
    return status;
}

std::optional<platform::UtcMs> Store::center_last_heard(const syncing::Acknowledgement& held,
                                                        const std::optional<syncing::LastRun>& run) {
    const auto heard = cache_.signed_time();
    const auto latest = std::max(held.center_ms, heard && *heard ? (*heard)->center_ms : 0);
    if (latest > 0) return latest;
    // With nothing to send and a simulated clock the center tells no time; the run itself was answered.
    if (run && run->outcome == syncing::SyncOutcome::ok) return run->at_wall_ms;
    return std::nullopt;
}

platform::UtcMs Store::best_known_time() {
    const auto now = interval();
    return std::clamp(clock_->wall(), now.earliest_ms, now.latest_ms);
}

syncing::TimeInterval Store::interval() {
    const auto signed_time = cache_.signed_time();
    const auto checkpoint = ledger_.checkpoint();
    return syncing::time_now(signed_time ? *signed_time : std::nullopt,
                             checkpoint ? *checkpoint : std::nullopt, syncing::read(*clock_));
}

TimeReport Store::time_report() {
    const auto now = interval();
    TimeReport report;
    report.simulated = clock_->simulated();
    report.trusted = now.basis != syncing::TimeBasis::unknown;
    report.earliest = now.earliest_ms;
    report.latest = now.latest_ms;
    return report;
}

SharedPack Store::begin_with(config::Pack first) {
    packs_.emplace(std::move(first));
    newer_pack();
    return packs_->active();
}

std::optional<PackOffered> Store::newer_pack() {
    const auto arrival = cache_.last_pack_arrival();
    const auto keys = syncing::current_keys(terminal_.credentials, cache_);
    if (!packs_ || !arrival || !keys) return std::nullopt;
    if (*arrival == judged_arrival_ && keys->version() == judged_keys_) return std::nullopt;
    const auto offered = cache_.packs();
    if (!offered) return std::nullopt;
    judged_arrival_ = *arrival;
    judged_keys_ = keys->version();
    const SharedPack before = packs_->active();
    for (const std::string& refused : packs_->judge(*offered, *keys)) {
        log::warning("a scheme pack is refused, '{}' edition {} stays: {}", packs_->active()->id,
                     packs_->active()->edition, refused);
    }
    if (packs_->active() == before) return std::nullopt;
    log::info("scheme pack '{}': edition {} from the center takes the place of edition {}", before->id,
              packs_->active()->edition, before->edition);
    return PackOffered{packs_->active()};
}

void Store::save_checkpoint() {
    const auto now = interval();
    if (now.basis == syncing::TimeBasis::unknown) return;
    const auto saved = ledger_.save_checkpoint({now, clock_->boot_id(), clock_->boot(), clock_->wall()});
    if (!saved) log::warning("time checkpoint not stored: {}", syncing::name_of(saved.error()));
}

void Store::save_devices(const std::vector<platform::DeviceHealth>& devices) {
    if (devices == devices_ && versions_ == versions_told_) return;
    mutual_aid::v1::Heartbeat heartbeat;
    heartbeat.set_devices_at_ms(best_known_time());
    for (const platform::DeviceHealth& device : devices) {
        auto& to = *heartbeat.add_devices();
        to.set_device(std::string(platform::name_of(device.kind)));
        to.set_state(std::string(platform::name_of(device.state)));
        to.set_uses(device.successes);
        to.set_failures(device.failures);
        to.set_trouble(std::string(device.trouble));
        to.set_reconnects(device.reconnects);
        to.set_identity(device.identity.substr(0, kMostOfIdentity));
    }
    heartbeat.set_settings_version(static_cast<std::uint64_t>(versions_.settings));
    heartbeat.set_station_settings_version(static_cast<std::uint64_t>(versions_.station_settings));
    heartbeat.set_directory_version(static_cast<std::uint64_t>(versions_.directory));
    const auto saved = ledger_.save_telemetry(platform::view_of(heartbeat.SerializeAsString()));
    if (!saved) return log::warning("telemetry not stored: {}", syncing::name_of(saved.error()));
    devices_ = devices;
    versions_told_ = versions_;
}

}  // namespace kiosk
