#include "sync/fleet/fleet.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "platform/simulation/seeded_random.h"
#include "sync/center/provision.h"
#include "sync/fleet/compare.h"
#include "sync/fleet/simulation.h"

namespace syncing::fleet {

namespace {

const platform::UtcMs kFirstMorning = platform::parse_civil_time("2026-06-01T08:00").value();
constexpr std::uint32_t kCalmDays = 10;  // at most, after the last one with faults

}  // namespace

Simulation::Simulation(const FleetOptions& options)
    : options_(options),
      world_(options.seed, kFirstMorning - center::kTerminalLife - 10 * kDay),
      center_(world_, options.folder, options.pack),
      link_(world_, center_),
      pack_(platform::hash(options.pack)) {
    const std::uint32_t old_ones = options.stations / 5;
    for (std::uint32_t i = 1; i <= options.stations; ++i) {
        // Some lay in a store since they were provisioned: their certificates end these days, or have ended.
        if (i <= old_ones) world_.now += 20 * kDay / old_ones;
        if (i == old_ones + 1) world_.now = kFirstMorning - 4 * kDay;
        const std::string name = std::to_string(1000 + i).substr(1);
        machines_.push_back(std::make_unique<Machine>(world_, account_, options.folder / ("terminal-" + name),
                                                      center_.provision("S" + name, "P" + name)));
    }
    plan_copies();
    for (std::uint32_t day = 4; day < options.nights; day += 8)
        center_lost_on_.push_back(day + static_cast<std::uint32_t>(world_.dice.below(6)));
}

FleetReport Simulation::run() {
    std::uint32_t day = 0;
    while (day < options_.nights) live_through(day++, false);
    link_.deliver_late();
    link_.calm();
    make_well();
    const auto all_rest = [this] {
        return std::ranges::all_of(machines_, [this](const auto& machine) { return rests(*machine); });
    };
    const std::uint32_t end = day + kCalmDays;
    do live_through(day++, true);
    while (day < end && !all_rest());
    finish();
    return report_;
}

void Simulation::live_until(platform::UtcMs end) {
    while (!deeds_.empty() && deeds_.begin()->first < end) {
        const auto next = deeds_.extract(deeds_.begin());
        // A long sync delays what comes after it.
        world_.now = std::max(world_.now, next.key());
        next.mapped()();
    }
    world_.now = std::max(world_.now, end);
}

void Simulation::live_through(std::uint32_t day, bool calm) {
    const platform::UtcMs morning = kFirstMorning + static_cast<std::int64_t>(day) * kDay;
    at(morning, [this] { operator_looks(); });
    for (const auto& machine : machines_) {
        if (!calm) spoil(*machine, morning);
        plan_day(*machine, morning);
    }
    if (!calm) spoil_center(day, morning);
    for (platform::UtcMs when = morning + kHour; when < morning + kDay; when += 4 * kHour)
        at(when, [this] { center_.judge(); });
    at(morning + 17 * kHour + 30 * kMinute, [this] { center_.back_up(); });
    live_until(morning + kDay);
}

void Simulation::plan_day(Machine& machine, platform::UtcMs morning) {
    for (std::uint64_t visitors = world_.dice.below(9); visitors > 0; --visitors)
        at(some_time(morning + kHour, morning + 9 * kHour),
           [this, &machine] { machine.serve_visitor(pack_); });
    at(some_time(morning + 2 * kHour, morning + 9 * kHour), [this, &machine] { sync(machine); });
    // In the night, and again until it has ended well.
    const platform::UtcMs night = some_time(morning + 18 * kHour, morning + 20 * kHour);
    at(night, [this, &machine] { sync(machine); });
    for (int again = 1; again <= 2; ++again) {
        at(night + again * kHour, [this, &machine] {
            if (!machine.last_sync() || machine.last_sync()->outcome != SyncOutcome::ok) sync(machine);
        });
    }
}

void Simulation::sync(Machine& machine) {
    const std::size_t before = machine.ledgers();
    const SyncReport report = machine.sync(link_.transport(machine));
    ++report_
          .syncs[std::string(name_of(report.outcome)) + (report.detail.empty() ? "" : "/" + report.detail)];
    if (machine.ledgers() > before) found_at(machine);
}

void Simulation::operator_looks() {
    for (const auto& machine : machines_) {
        if (center_.disputed(machine->terminal())) {
            ++report_.faults["disputes"];
            found_at(*machine);
            center_.settle(machine->terminal());
        }
        if (machine->last_sync() && machine->last_sync()->outcome == SyncOutcome::clock_jumped)
            machine->accept_time_jump();
    }
}

bool Simulation::rests(const Machine& machine) const {
    const auto& last = machine.last_sync();
    // ok: its papers are through as well.
    return last && last->outcome == SyncOutcome::ok && last->held == last->written;
}

void Simulation::finish() {
    center_.judge();
    report_.options = options_;
    report_.options.pack.clear();
    for (const auto& machine : machines_) {
        if (!rests(*machine)) ++report_.stuck;
        if (!machine->sound()) ++report_.unsound;
    }
    if (!center_.sound()) ++report_.unsound;
    report_.unsound += account_.torn;
    report_.forks_injected = forks_.size();
    report_.forks_found = static_cast<std::uint64_t>(std::ranges::count(forks_, true, &Fork::found));
    const LinkCounts& link = link_.counts();
    report_.faults.merge(
        std::map<std::string, std::uint64_t>{{"requests", link.requests},
                                             {"requests_lost", link.requests_lost},
                                             {"answers_lost", link.answers_lost},
                                             {"repeated", link.repeated},
                                             {"late", link.late},
                                             {"login_pages", link.login_pages},
                                             {"power_cuts_on_the_line", link.terminal_cuts},
                                             {"center_crashes", link.center_crashes},
                                             {"requests_with_ended_certificate", link.expired},
                                             {"certificates_renewed", account_.renewed},
                                             {"disk_operations", world_.disk.operations()},
                                             {"sectors_taken_back", world_.disk.taken_back()},
                                             {"refused_visits", account_.refused}});
    compare(account_, center_, report_);
}

FleetReport simulate(const FleetOptions& options) {
    const platform::SeededRandom random(options.seed);
    return Simulation(options).run();
}

std::string to_json(const FleetReport& report) {
    return nlohmann::ordered_json{{"captured", report.captured},
                                  {"held", report.held},
                                  {"lost", report.lost},
                                  {"doubled", report.doubled},
                                  {"died", report.died},
                                  {"claims", report.claims},
                                  {"misjudged", report.misjudged},
                                  {"papers", report.papers},
                                  {"papers_lost", report.papers_lost},
                                  {"forks_injected", report.forks_injected},
                                  {"forks_found", report.forks_found},
                                  {"epochs", report.epochs},
                                  {"stuck", report.stuck},
                                  {"unsound", report.unsound},
                                  {"stations", report.options.stations},
                                  {"nights", report.options.nights},
                                  {"seed", report.options.seed},
                                  {"enrollments", report.states},
                                  {"syncs", report.syncs},
                                  {"faults", report.faults},
                                  {"digest", platform::to_hex(report.digest)}}
        .dump();
}

}  // namespace syncing::fleet
