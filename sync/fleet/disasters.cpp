// What befalls a fleet, and what of it nobody can make good.
#include <algorithm>

#include "sync/fleet/simulation.h"

namespace syncing::fleet {

void Simulation::plan_copies() {
    const std::uint32_t copies = std::max<std::uint32_t>(2, options_.stations / 3);
    for (std::uint32_t i = 0; i < copies; ++i) {
        PlannedCopy plan;
        plan.machine = world_.dice.below(options_.stations);
        plan.made_on = static_cast<std::uint32_t>(world_.dice.below(options_.nights));
        plan.used_on = plan.made_on + static_cast<std::uint32_t>(world_.dice.between(1, 6));
        plan.cloned = i % 5 == 1;
        copies_.push_back(std::move(plan));
    }
}

void Simulation::spoil(Machine& machine, platform::UtcMs morning) {
    const auto sometime = [&] { return some_time(morning, morning + 22 * kHour); };
    if (chance(80)) {
        at(sometime(), [this, &machine] {
            ++report_.faults["power_cuts_while_writing"];
            world_.disk.cut_power_at(machine.folder(), static_cast<std::int64_t>(world_.dice.below(60)));
        });
    }
    if (chance(60)) {
        at(sometime(), [this, &machine] {
            ++report_.faults["clock_jumps"];
            machine.clock().set_battery_clock(battery_off());
            machine.reboot();
        });
    }
    if (chance(20)) {
        ++report_.faults["disks_full"];
        const platform::UtcMs from = sometime();
        at(from, [this, &machine] {
            world_.disk.set_space(machine.folder(), static_cast<std::int64_t>(world_.dice.below(30'000)));
        });
        at(from + kDay, [this, &machine] { world_.disk.set_space(machine.folder(), -1); });
    }
    if (chance(40)) {
        ++report_.faults["offline_spells"];
        const platform::UtcMs from = sometime();
        at(from, [this, &machine] { link_.set_offline(machine, true); });
        at(some_time(from + kHour, from + 6 * kDay), [this, &machine] { link_.set_offline(machine, false); });
    }
    if (chance(30)) {
        const platform::UtcMs from = sometime();
        at(from, [this, &machine] { link_.set_login_page(machine, true); });
        at(from + 10 * kHour, [this, &machine] { link_.set_login_page(machine, false); });
    }
}

/// A dead battery says 1970, another wakes in 2069; hands do the rest.
std::int64_t Simulation::battery_off() {
    switch (world_.dice.below(6)) {
        case 0:
            return -world_.now;
        case 1:
            return 43 * 365 * kDay;
        case 2:
            return world_.dice.between(-3 * kDay, 0);
        case 3:
            return world_.dice.between(0, 3 * kDay);
        default:
            return world_.dice.between(-2'000, 2'000);
    }
}

void Simulation::spoil_center(std::uint32_t day, platform::UtcMs morning) {
    for (PlannedCopy& plan : copies_) {
        if (plan.made_on == day)
            at(some_time(morning + 10 * kHour, morning + 16 * kHour), [this, &plan] { copy_disk(plan); });
        if (plan.used_on == day)
            at(some_time(morning + 2 * kHour, morning + 16 * kHour), [this, &plan] { use_copy(plan); });
    }
    if (std::ranges::find(center_lost_on_, day) != center_lost_on_.end())
        at(some_time(morning + kHour, morning + 22 * kHour), [this] { lose_center(); });
    if (chance(70)) {
        ++report_.faults["center_disk_full"];
        const platform::UtcMs from = some_time(morning, morning + 20 * kHour);
        at(from, [this] {
            world_.disk.set_space(center_.folder(), static_cast<std::int64_t>(world_.dice.below(200'000)));
        });
        at(from + 6 * kHour, [this] { world_.disk.set_space(center_.folder(), -1); });
    }
}

void Simulation::make_well() {
    world_.disk.cut_power_at(center_.folder(), -1);
    world_.disk.set_space(center_.folder(), -1);
    for (const auto& machine : machines_) {
        world_.disk.cut_power_at(machine->folder(), -1);
        world_.disk.set_space(machine->folder(), -1);
        link_.set_offline(*machine, false);
        link_.set_login_page(*machine, false);
    }
}

void Simulation::copy_disk(PlannedCopy& plan) {
    Machine& machine = *machines_[plan.machine];
    world_.disk.set_space(machine.folder(), -1);
    const auto number = static_cast<std::size_t>(&plan - copies_.data());
    plan.image = machine.copy_disk(options_.folder / ("image-" + std::to_string(number)));
}

void Simulation::use_copy(PlannedCopy& plan) {
    Machine& machine = *machines_[plan.machine];
    if (!plan.cloned) return put_back(machine, *plan.image);
    ++report_.faults["disks_cloned"];
    const std::string name =
        machine.folder().filename().string() + "-clone-" + std::to_string(machines_.size());
    machines_.push_back(std::make_unique<Machine>(world_, account_, options_.folder / name, *plan.image));
    // Both go on writing one ledger.
    forks_.push_back(
        {machine.terminal().identity.terminal_id, machines_.back().get(), plan.image->ledger, true});
}

void Simulation::put_back(Machine& machine, const DiskImage& image) {
    ++report_.faults["disks_put_back"];
    const std::set<RecordId> before = machine.records();
    const std::set<AttachmentId> papers = machine.papers();
    machine.put_back(image);
    for (const AttachmentId& paper : papers) died_unless_kept(paper);
    std::set<RecordId> there = center_.held();
    for (const auto& one : machines_) there.insert(one->records().begin(), one->records().end());
    for (const RecordId& record : before)
        if (!there.contains(record)) account_.records.at(record).died = true;
    // What the dead disk had not told yet nobody can find any more.
    std::erase_if(forks_,
                  [&](const Fork& fork) { return fork.machine == &machine && !fork.cloned && !fork.found; });
    if (contradicts(machine, image.ledger))
        forks_.push_back({machine.terminal().identity.terminal_id, &machine, image.ledger});
}

void Simulation::lose_center() {
    if (center_.backups() == 0) return;
    ++report_.epochs;
    const std::set<RecordId> before = center_.held();
    center_.restore(world_.dice.below(center_.backups()));
    std::set<RecordId> there = center_.held();
    for (const auto& one : machines_) there.insert(one->records().begin(), one->records().end());
    for (const RecordId& record : before) {
        const auto known = account_.records.find(record);
        if (known != account_.records.end() && !there.contains(record)) known->second.died = true;
    }
    for (const auto& [paper, what] : account_.papers) died_unless_kept(paper);
    // What only the lost center knew contradicts nobody any more.
    std::erase_if(forks_, [&](const Fork& fork) {
        if (fork.cloned || fork.found) return false;
        const auto machine = std::ranges::find(machines_, fork.machine, &std::unique_ptr<Machine>::get);
        return !contradicts(**machine, fork.ledger);
    });
}

void Simulation::died_unless_kept(const AttachmentId& id) {
    Paper& paper = account_.papers.at(id);
    const bool kept =
        std::ranges::any_of(machines_, [&](const auto& one) { return one->papers().contains(id); });
    if (!kept && !center_.holds_paper(paper.record)) paper.died = true;
}

bool Simulation::contradicts(Machine& machine, const LedgerId& ledger) {
    const auto held = center_.ledger(ledger);
    return held && (held->successor || machine.contradicts(ledger, held->held_seq, held->held_hash));
}

void Simulation::found_at(const Machine& machine) {
    for (Fork& fork : forks_)
        if (fork.terminal == machine.terminal().identity.terminal_id) fork.found = true;
}

}  // namespace syncing::fleet
