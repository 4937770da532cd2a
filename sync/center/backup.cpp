#include "sync/center/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

#include "platform/base/file.h"
#include "platform/base/unique_fd.h"
#include "platform/postgres/postgres.h"
#include "sync/center/backup_check.h"
#include "sync/center/origin.h"
#include "sync/center/sql_store.h"

namespace syncing::center {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using platform::fail;
template <class T>
using Result = platform::Result<T, BackupError>;

constexpr const char* kManifest = "manifest.json";
constexpr const char* kFile = "center.db";
constexpr const char* kDump = "center.dump";
constexpr std::size_t kPiece = 1024UL * 1024;
constexpr std::size_t kMaxManifest = 1024UL * 1024;

/// Of a file of any size: BLAKE2b-256 over the BLAKE2b-256 of its pieces of 1 MiB.
std::optional<platform::Hash> hash_of_file(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return std::nullopt;
    platform::Bytes piece(kPiece);
    platform::Bytes hashes;
    while (stream) {
        stream.read(reinterpret_cast<char*>(piece.data()), static_cast<std::streamsize>(piece.size()));
        const auto got = static_cast<std::size_t>(stream.gcount());
        if (got > 0) platform::append(hashes, platform::hash(platform::ByteView(piece).first(got)));
    }
    if (!stream.eof()) return std::nullopt;
    return platform::hash(hashes);
}

bool sync_path(const fs::path& path) {
    const platform::UniqueFd handle(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    return handle && ::fsync(handle.get()) == 0;
}

/// Every file of a center's folder but the manifest, relative, in order.
Result<std::vector<fs::path>> files_of(const fs::path& folder) {
    std::error_code error;
    std::vector<fs::path> files;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        const fs::path relative = at->path().lexically_relative(folder);
        if (at->is_regular_file() && relative != kManifest) files.push_back(relative);
    }
    if (error || files.empty()) return fail(BackupError::missing);
    std::ranges::sort(files);
    return files;
}

bool is_database(const fs::path& file) {
    return file.native().starts_with(kFile) || file == kDump;
}

bool make_private(const fs::path& folder) {
    std::error_code error;
    fs::create_directory(folder, error);
    if (!error) fs::permissions(folder, fs::perms::owner_all, error);
    return !error;
}

/// Everything but the database, durable.
Result<void> copy_files(const fs::path& from, const fs::path& to) {
    const auto files = files_of(from);
    if (!files) return fail(files.error());
    if (!make_private(to)) return fail(BackupError::unwritable);
    for (const fs::path& file : *files) {
        if (is_database(file)) continue;
        const fs::path parent = (to / file).parent_path();
        if (!fs::exists(parent) && !make_private(parent)) return fail(BackupError::unwritable);
        const auto content = platform::read_file(from / file, kMaxManifest);
        if (!content) return fail(BackupError::missing);
        if (!platform::write_file(to / file, *content)) return fail(BackupError::unwritable);
    }
    return {};
}

Result<void> write_manifest(const fs::path& folder, const BackupReport& report, platform::UtcMs now) {
    const auto files = files_of(folder);
    if (!files) return fail(files.error());
    json hashes = json::object();
    for (const fs::path& file : *files) {
        const auto hash = hash_of_file(folder / file);
        if (!hash) return fail(BackupError::damaged);
        hashes[file.string()] = platform::to_hex(*hash);
    }
    const std::string text = json{{"format", 1},
                                  {"made_ms", now},
                                  {"epoch", report.epoch},
                                  {"ledgers", report.ledgers},
                                  {"entries", report.entries},
                                  {"files", std::move(hashes)}}
                                 .dump(2) +
                             "\n";
    if (!platform::write_file(folder / kManifest, platform::view_of(text)))
        return fail(BackupError::unwritable);
    return {};
}

Result<void> check_manifest(const fs::path& folder) {
    const auto text = platform::read_file(folder / kManifest, kMaxManifest);
    if (!text) return fail(BackupError::damaged);
    const json manifest = json::parse(text->begin(), text->end(), nullptr, false);
    if (!manifest.is_object() || !manifest.contains("files") || !manifest["files"].is_object())
        return fail(BackupError::damaged);
    const auto files = files_of(folder);
    if (!files) return fail(files.error());
    if (files->size() != manifest["files"].size()) return fail(BackupError::damaged);
    for (const fs::path& file : *files) {
        const auto hash = hash_of_file(folder / file);
        const json& said = manifest["files"].value(file.string(), json());
        if (!hash || !said.is_string() || said.get<std::string>() != platform::to_hex(*hash))
            return fail(BackupError::damaged);
    }
    return {};
}

/// A copy of the database into the folder of a backup, and what it holds.
Result<HeldData> copy_database(AdminStore& store, const CenterFolder& folder, const fs::path& to) {
    const std::string address = folder.database();
    if (platform::is_postgres_address(address)) {
        const auto dumped = platform::dump_postgres(address, to / kDump);
        if (!dumped) return fail(backup_error(dumped.error()));
        return check_dump(to / kDump);
    }
    if (!store.copy_to(to / kFile)) return fail(BackupError::unwritable);
    std::error_code ignored;
    fs::permissions(to / kFile, fs::perms::owner_read | fs::perms::owner_write, ignored);
    const auto copy = open_admin_store(to / kFile);
    if (!copy) return fail(BackupError::store_failed);
    auto held = check_store(**copy);
    if (held && !sync_path(to / kFile)) return fail(BackupError::unwritable);
    return held;
}

/// All that a backup is, in the folder `to`.
Result<HeldData> copy_center(AdminStore& store, const CenterFolder& folder, const fs::path& to,
                             platform::UtcMs now) {
    const auto copied = copy_files(folder.path(), to);
    if (!copied) return fail(copied.error());
    auto held = copy_database(store, folder, to);
    if (!held) return held;
    const auto listed = write_manifest(to, held->report, now);
    if (!listed) return fail(listed.error());
    return held;
}

/// The database of a backup whose files are right to where the new center has it.
Result<void> bring_database(const Restoring& restoring, const fs::path& to) {
    std::error_code ignored;
    const fs::path dump = restoring.backup / kDump;
    if (!fs::exists(dump, ignored)) {
        if (!restoring.database.empty()) return fail(BackupError::wrong_database);
        fs::copy_file(restoring.backup / kFile, to / kFile, ignored);
        if (ignored) return fail(BackupError::unwritable);
        return {};
    }
    const auto whole = check_dump(dump);
    if (!whole) return fail(whole.error());
    if (!restoring.database.empty() &&
        !platform::write_file(to / "database", platform::view_of(restoring.database)))
        return fail(BackupError::unwritable);
    const auto filled = platform::restore_postgres(CenterFolder(to).database(), dump);
    if (!filled) return fail(backup_error(filled.error()));
    return {};
}

/// All that a restored center is, in the folder `to`.
Result<BackupReport> bring_back(const Restoring& restoring, const fs::path& to) {
    const auto brought =
        copy_files(restoring.backup, to).and_then([&] { return bring_database(restoring, to); });
    if (!brought) return fail(brought.error());
    const CenterFolder center(to);
    BackupReport report;
    {
        const auto store = open_admin_store(center.database());
        if (!store) return fail(BackupError::damaged);
        const auto held = check_store(**store);
        if (!held) return fail(held.error());
        report = held->report;
        // Never one that was used after this backup was made: a second restore of the same backup too must be
        // newer. Seconds since 1970 grow, whatever was restored before.
        report.epoch = std::max(
            report.epoch + 1, static_cast<std::uint64_t>(std::max<platform::UtcMs>(restoring.now, 0)) / 1000);
        if (!(*store)->set_epoch(report.epoch)) return fail(BackupError::unwritable);
    }
    if (!restoring.archive.empty()) {
        const auto replayed = replay(center, restoring.archive);
        if (!replayed) return fail(BackupError::bad_archive);
        report.replayed = *replayed;
    }
    if (fs::exists(to / kFile) && !sync_path(to / kFile)) return fail(BackupError::unwritable);
    return report;
}

}  // namespace

std::string_view error_text(BackupError error) {
    switch (error) {
        case BackupError::exists:
            return "the target exists already; choose another folder";
        case BackupError::missing:
            return "there is no center or backup in this folder, or this user may not read it";
        case BackupError::damaged:
            return "damaged: a file or a ledger is not what it was; use another backup";
        case BackupError::unwritable:
            return "the target cannot be written: no permission, or no space left";
        case BackupError::no_program:
            return "pg_dump or pg_restore cannot be started: install PostgreSQL's client programs "
                   "(postgresql-client), no older than the server";
        case BackupError::server_refused:
            return "PostgreSQL refused: no server at the database's address, or no permission; the line "
                   "before "
                   "this one is its word";
        case BackupError::not_empty:
            return "the database to restore into holds tables already: make a new one (createdb) and name it "
                   "with "
                   "--database";
        case BackupError::wrong_database:
            return "this is the backup of a center in a file, which needs no PostgreSQL: leave out "
                   "--database";
        case BackupError::bad_archive:
            return "the archive cannot be read, is damaged, or does not follow this backup; restore without "
                   "it, "
                   "or find the right one";
        case BackupError::store_failed:
            return "the center's database cannot be read; try again";
    }
    return "";
}

BackupError backup_error(platform::DumpError error) {
    switch (error) {
        case platform::DumpError::no_program:
            return BackupError::no_program;
        case platform::DumpError::refused:
            return BackupError::server_refused;
        case platform::DumpError::not_empty:
            return BackupError::not_empty;
        case platform::DumpError::unwritable:
            return BackupError::unwritable;
        case platform::DumpError::damaged:
            return BackupError::damaged;
    }
    return BackupError::damaged;
}

std::string report_json(const BackupReport& report) {
    json damaged = json::array();
    for (const AttachmentRow& one : report.damaged_attachments)
        damaged.push_back({{"id", platform::to_hex(one.id)}, {"record", platform::to_hex(one.record)}});
    return json{{"epoch", report.epoch},
                {"ledgers", report.ledgers},
                {"entries", report.entries},
                {"replayed", report.replayed},
                {"damaged_attachments", std::move(damaged)}}
        .dump();
}

Result<BackupReport> back_up(AdminStore& store, const CenterFolder& folder, const fs::path& to,
                             platform::UtcMs now) {
    std::error_code ignored;
    if (fs::exists(to, ignored)) return fail(BackupError::exists);
    // Under another name until it is whole.
    const fs::path unfinished = to.string() + ".new";
    fs::remove_all(unfinished, ignored);
    const auto held = copy_center(store, folder, unfinished, now);
    if (!held) {
        fs::remove_all(unfinished, ignored);
        return fail(held.error());
    }
    fs::rename(unfinished, to, ignored);
    if (ignored || !sync_path(fs::absolute(to).parent_path())) return fail(BackupError::unwritable);
    // Only now, and what the copy was seen to hold: a terminal deletes bodies on the strength of this.
    const auto unit = store.begin();
    if (!unit || !store.set_backed_up(held->ledgers) || !store.set_backed_up(held->new_attachments) ||
        !(*unit)->commit())
        return fail(BackupError::store_failed);
    return held->report;
}

Result<BackupReport> verify(const fs::path& folder) {
    if (!fs::exists(folder / "key_list")) return fail(BackupError::missing);
    if (fs::exists(folder / kManifest)) {
        const auto right = check_manifest(folder);
        if (!right) return fail(right.error());
        if (fs::exists(folder / kDump))
            return check_dump(folder / kDump).map([](const HeldData& held) { return held.report; });
    }
    const std::string address = CenterFolder(folder).database();
    const auto store = open_admin_store(address);
    if (!store) return fail(BackupError::damaged);
    if (!platform::is_postgres_address(address)) {
        const auto sound = (*store)->sound();
        if (!sound || !*sound) return fail(BackupError::damaged);
    }
    return check_store(**store).map([](const HeldData& held) { return held.report; });
}

Result<BackupReport> restore(const Restoring& restoring) {
    std::error_code ignored;
    if (fs::exists(restoring.state, ignored)) return fail(BackupError::exists);
    if (!fs::exists(restoring.backup / kManifest)) return fail(BackupError::missing);
    const auto right = check_manifest(restoring.backup);
    if (!right) return fail(right.error());
    if (!restoring.archive.empty() && !check_archive(restoring.archive))
        return fail(BackupError::bad_archive);
    const fs::path unfinished = restoring.state.string() + ".new";
    fs::remove_all(unfinished, ignored);
    auto report = bring_back(restoring, unfinished);
    if (!report) {
        fs::remove_all(unfinished, ignored);
        return report;
    }
    fs::rename(unfinished, restoring.state, ignored);
    if (ignored || !sync_path(fs::absolute(restoring.state).parent_path()))
        return fail(BackupError::unwritable);
    return report;
}

}  // namespace syncing::center
