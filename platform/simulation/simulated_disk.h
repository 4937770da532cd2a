// The disks of simulated machines, under SQLite: while one lives, every SQLite file of this process goes
// through it. The files are real ones; what it keeps beside them is what has been written since the last
// sync. A power cut can then do what it does to a disk: every 512-byte sector written since, every new length
// of a file, is there afterwards or not, each by itself. Nothing is ever really synced, so a simulation is
// fast.
//
// Files of a folder that no machine owns are passed through. Files that are not SQLite's are out of its
// reach. Used on one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

namespace platform {

class SimulatedDisk {
  public:
    explicit SimulatedDisk(std::uint64_t seed);
    ~SimulatedDisk();
    SimulatedDisk(const SimulatedDisk&) = delete;
    SimulatedDisk& operator=(const SimulatedDisk&) = delete;

    /// From now on the files in and below `folder` are one machine's. Folders do not lie in each other.
    void add_machine(const std::filesystem::path& folder);

    /// The power goes at the machine's `operation`-th write, sync or change of a length from now (0 = at
    /// the next). From then on every call fails. Negative: no cut is planned any more.
    void cut_power_at(const std::filesystem::path& folder, std::int64_t operation);
    void cut_power(const std::filesystem::path& folder);
    bool has_power(const std::filesystem::path& folder) const;
    /// The machine starts again: what was not synced is settled. Close its databases before.
    void restart(const std::filesystem::path& folder);

    /// Files may grow by so much more in all; negative: without limit.
    void set_space(const std::filesystem::path& folder, std::int64_t bytes);

    /// Writes, syncs and changes of length of all machines.
    std::uint64_t operations() const;
    /// Sectors and lengths that power cuts took back.
    std::uint64_t taken_back() const;

    struct State;

  private:
    std::unique_ptr<State> state_;
};

}  // namespace platform
