#include "platform/simulation/simulated_disk.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <new>
#include <string>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/check.h"
#include "platform/base/unique_fd.h"
#include "platform/simulation/dice.h"

namespace platform {

namespace {

constexpr sqlite3_int64 kSector = 512;

/// Something done to a file that no sync has made durable.
struct Change {
    sqlite3_int64 at = 0;           // where the bytes stand
    sqlite3_int64 size_before = 0;  // of the file
    sqlite3_int64 size_after = 0;
    Bytes before;  // from `at` on, as far as the file reached
    Bytes after;   // empty when only the length changed
};

struct Machine {
    std::string folder;
    bool power = true;
    std::int64_t operations_left = -1;
    std::int64_t space_left = -1;
    std::map<std::string, std::vector<Change>> unsynced;  // by path, oldest first
};

}  // namespace

struct SimulatedDisk::State {
    explicit State(std::uint64_t seed) : dice(seed) {}
    Machine* machine_of(std::string_view path) {
        for (auto& [folder, machine] : machines)
            if (path.starts_with(folder)) return &machine;
        return nullptr;
    }
    Machine& machine(const std::filesystem::path& folder) {
        const auto found = machines.find(folder.string() + "/");
        check(found != machines.end(), "no machine has this folder");
        return found->second;
    }
    /// One more; false when the power has gone.
    bool operate(Machine& machine) {
        ++operations;
        if (machine.operations_left == 0) machine.power = false;
        if (machine.operations_left >= 0) --machine.operations_left;
        return machine.power;
    }
    void settle(const std::string& path, const std::vector<Change>& changes);

    Dice dice;
    std::map<std::string, Machine> machines;
    std::uint64_t operations = 0;
    std::uint64_t taken_back = 0;
    sqlite3_vfs* real = nullptr;
    sqlite3_vfs vfs{};
};

namespace {

using State = SimulatedDisk::State;

struct File {
    sqlite3_file base;
    Machine* machine;  // nullptr: passed through
    State* disk;
    const char* path;  // SQLite keeps it for as long as the file is open
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File& file_of(sqlite3_file* file) {
    return *reinterpret_cast<File*>(file);
}
const sqlite3_io_methods& real_of(sqlite3_file* file) {
    return *file_of(file).real()->pMethods;
}
bool dead(const File& file) {
    return file.machine != nullptr && !file.machine->power;
}
sqlite3_int64 size_of(File& file) {
    sqlite3_int64 size = 0;
    file.real()->pMethods->xFileSize(file.real(), &size);
    return size;
}

int close_file(sqlite3_file* file) {
    return real_of(file).xClose(file_of(file).real());
}
int read_file(sqlite3_file* file, void* into, int size, sqlite3_int64 at) {
    if (dead(file_of(file))) return SQLITE_IOERR_READ;
    return real_of(file).xRead(file_of(file).real(), into, size, at);
}

void remember(File& self, Change change) {
    self.machine->unsynced[self.path].push_back(std::move(change));
}

int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
    File& self = file_of(file);
    if (self.machine == nullptr) return real_of(file).xWrite(self.real(), from, size, at);
    if (dead(self)) return SQLITE_IOERR_WRITE;
    const sqlite3_int64 before = size_of(self);
    const sqlite3_int64 after = std::max(before, at + size);
    if (self.machine->space_left >= 0) {
        if (after - before > self.machine->space_left) return SQLITE_FULL;
        self.machine->space_left -= after - before;
    }
    Change change{at, before, after,
                  Bytes(static_cast<std::size_t>(std::clamp<sqlite3_int64>(before - at, 0, size))),
                  Bytes(static_cast<std::size_t>(size))};
    if (!change.before.empty())
        real_of(file).xRead(self.real(), change.before.data(), static_cast<int>(change.before.size()), at);
    std::memcpy(change.after.data(), from, change.after.size());
    remember(self, std::move(change));
    const bool power = self.disk->operate(*self.machine);
    const int code = real_of(file).xWrite(self.real(), from, size, at);
    return power ? code : SQLITE_IOERR_WRITE;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    File& self = file_of(file);
    if (self.machine == nullptr) return real_of(file).xTruncate(self.real(), size);
    if (dead(self)) return SQLITE_IOERR_TRUNCATE;
    const sqlite3_int64 before = size_of(self);
    Change change{std::min(size, before),
                  before,
                  size,
                  Bytes(static_cast<std::size_t>(std::max<sqlite3_int64>(before - size, 0))),
                  {}};
    if (!change.before.empty())
        real_of(file).xRead(self.real(), change.before.data(), static_cast<int>(change.before.size()), size);
    remember(self, std::move(change));
    const bool power = self.disk->operate(*self.machine);
    const int code = real_of(file).xTruncate(self.real(), size);
    return power ? code : SQLITE_IOERR_TRUNCATE;
}

int sync_file(sqlite3_file* file, int /*flags*/) {
    File& self = file_of(file);
    if (self.machine == nullptr) return SQLITE_OK;
    if (dead(self) || !self.disk->operate(*self.machine)) return SQLITE_IOERR_FSYNC;
    self.machine->unsynced.erase(self.path);
    return SQLITE_OK;
}

int size_of_file(sqlite3_file* file, sqlite3_int64* size) {
    return real_of(file).xFileSize(file_of(file).real(), size);
}
int lock_file(sqlite3_file* file, int kind) {
    if (dead(file_of(file))) return SQLITE_IOERR_LOCK;
    return real_of(file).xLock(file_of(file).real(), kind);
}
int unlock_file(sqlite3_file* file, int kind) {
    return real_of(file).xUnlock(file_of(file).real(), kind);
}
int check_lock(sqlite3_file* file, int* held) {
    return real_of(file).xCheckReservedLock(file_of(file).real(), held);
}
int control_file(sqlite3_file* file, int what, void* with) {
    return real_of(file).xFileControl(file_of(file).real(), what, with);
}
int sector_size(sqlite3_file* file) {
    return real_of(file).xSectorSize(file_of(file).real());
}
int characteristics(sqlite3_file* file) {
    return real_of(file).xDeviceCharacteristics(file_of(file).real());
}

const sqlite3_io_methods kMethods{.iVersion = 1,
                                  .xClose = close_file,
                                  .xRead = read_file,
                                  .xWrite = write_file,
                                  .xTruncate = truncate_file,
                                  .xSync = sync_file,
                                  .xFileSize = size_of_file,
                                  .xLock = lock_file,
                                  .xUnlock = unlock_file,
                                  .xCheckReservedLock = check_lock,
                                  .xFileControl = control_file,
                                  .xSectorSize = sector_size,
                                  .xDeviceCharacteristics = characteristics,
                                  .xShmMap = nullptr,
                                  .xShmLock = nullptr,
                                  .xShmBarrier = nullptr,
                                  .xShmUnmap = nullptr,
                                  .xFetch = nullptr,
                                  .xUnfetch = nullptr};

State& state_of(sqlite3_vfs* vfs) {
    return *static_cast<State*>(vfs->pAppData);
}

int open_file(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* flags_out) {
    State& disk = state_of(vfs);
    File& self = *new (file) File{{nullptr}, nullptr, &disk, path};
    self.machine = path != nullptr ? disk.machine_of(path) : nullptr;
    if (dead(self)) return SQLITE_CANTOPEN;
    const int code = disk.real->xOpen(disk.real, path, self.real(), flags, flags_out);
    if (code == SQLITE_OK) self.base.pMethods = &kMethods;
    return code;
}

int delete_file(sqlite3_vfs* vfs, const char* path, int /*sync_folder*/) {
    State& disk = state_of(vfs);
    Machine* machine = disk.machine_of(path);
    if (machine != nullptr && !disk.operate(*machine)) return SQLITE_IOERR_DELETE;
    if (machine != nullptr) machine->unsynced.erase(path);
    return disk.real->xDelete(disk.real, path, 0);
}

int access_file(sqlite3_vfs* vfs, const char* path, int flags, int* answer) {
    State& disk = state_of(vfs);
    const Machine* machine = disk.machine_of(path);
    if (machine != nullptr && !machine->power) return SQLITE_IOERR_ACCESS;
    return disk.real->xAccess(disk.real, path, flags, answer);
}

int random_numbers(sqlite3_vfs* vfs, int size, char* out) {
    for (int i = 0; i < size; ++i) out[i] = static_cast<char>(state_of(vfs).dice.below(256));
    return size;
}
int sleep_not(sqlite3_vfs* /*vfs*/, int microseconds) {
    return microseconds;
}

void write_at(int file, ByteView bytes, sqlite3_int64 at) {
    check(::pwrite(file, bytes.data(), bytes.size(), at) == static_cast<ssize_t>(bytes.size()),
          "a simulated disk cannot be written");
}
void set_size(int file, sqlite3_int64 size) {
    check(::ftruncate(file, size) == 0, "a simulated disk cannot be written");
}

}  // namespace

void SimulatedDisk::State::settle(const std::string& path, const std::vector<Change>& changes) {
    const UniqueFd file(::open(path.c_str(), O_RDWR | O_CLOEXEC));
    if (!file) return;
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
        set_size(file.get(), change->size_before);
        write_at(file.get(), change->before, change->at);
    }
    // What a cut takes: everything, nothing, or each sector by itself.
    const std::uint64_t kind = dice.below(4);
    const auto survives = [&] {
        const bool kept = kind == 0 || (kind != 1 && dice.below(2) == 0);
        if (!kept) ++taken_back;
        return kept;
    };
    for (const Change& change : changes) {
        if (change.after.empty()) {
            if (survives()) set_size(file.get(), change.size_after);
            continue;
        }
        const auto end = change.at + static_cast<sqlite3_int64>(change.after.size());
        for (sqlite3_int64 at = change.at; at < end;) {
            const sqlite3_int64 next = std::min(end, (at / kSector + 1) * kSector);
            if (survives())
                write_at(file.get(),
                         ByteView(change.after)
                             .subspan(static_cast<std::size_t>(at - change.at),
                                      static_cast<std::size_t>(next - at)),
                         at);
            at = next;
        }
    }
}

SimulatedDisk::SimulatedDisk(std::uint64_t seed) : state_(std::make_unique<State>(seed)) {
    State& state = *state_;
    check(sqlite3_initialize() == SQLITE_OK, "SQLite cannot start");
    state.real = sqlite3_vfs_find(nullptr);
    state.vfs = *state.real;
    state.vfs.iVersion = 1;
    state.vfs.szOsFile = static_cast<int>(sizeof(File)) + state.real->szOsFile;
    state.vfs.zName = "simulated";
    state.vfs.pNext = nullptr;
    state.vfs.pAppData = &state;
    state.vfs.xOpen = open_file;
    state.vfs.xDelete = delete_file;
    state.vfs.xAccess = access_file;
    state.vfs.xFullPathname = [](sqlite3_vfs* vfs, const char* path, int size, char* out) {
        return state_of(vfs).real->xFullPathname(state_of(vfs).real, path, size, out);
    };
    state.vfs.xRandomness = random_numbers;
    state.vfs.xSleep = sleep_not;
    check(sqlite3_vfs_register(&state.vfs, 1) == SQLITE_OK, "SQLite takes no other disk");
    sqlite3_randomness(0, nullptr);  // starts anew from ours
}

SimulatedDisk::~SimulatedDisk() {
    sqlite3_vfs_register(state_->real, 1);
    sqlite3_vfs_unregister(&state_->vfs);
    sqlite3_randomness(0, nullptr);
}

void SimulatedDisk::add_machine(const std::filesystem::path& folder) {
    Machine machine;
    machine.folder = folder.string() + "/";
    state_->machines.emplace(machine.folder, std::move(machine));
}

void SimulatedDisk::cut_power_at(const std::filesystem::path& folder, std::int64_t operation) {
    state_->machine(folder).operations_left = operation;
}

void SimulatedDisk::cut_power(const std::filesystem::path& folder) {
    state_->machine(folder).power = false;
}

bool SimulatedDisk::has_power(const std::filesystem::path& folder) const {
    return state_->machine(folder).power;
}

void SimulatedDisk::restart(const std::filesystem::path& folder) {
    Machine& machine = state_->machine(folder);
    for (const auto& [path, changes] : machine.unsynced) state_->settle(path, changes);
    machine.unsynced.clear();
    machine.power = true;
    machine.operations_left = -1;
}

void SimulatedDisk::set_space(const std::filesystem::path& folder, std::int64_t bytes) {
    state_->machine(folder).space_left = bytes;
}

std::uint64_t SimulatedDisk::operations() const {
    return state_->operations;
}

std::uint64_t SimulatedDisk::taken_back() const {
    return state_->taken_back;
}

}  // namespace platform
