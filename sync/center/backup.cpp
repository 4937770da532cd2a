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
#include "sync/center/origin.h"
#include "sync/center/sql_store.h"
#include "sync/record/chain.h"

namespace syncing::center {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using platform::fail;
template <class T>
using Result = platform::Result<T, BackupError>;

constexpr const char* kManifest = "manifest.json";
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
    return file.native().starts_with("center.db");
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

/// Every ledger whole, and at its end what the center says that it holds.
Result<BackupReport> check_store(AdminStore& store) {
    const auto ledgers = store.ledgers();
    const auto status = store.status();
    if (!ledgers || !status) return fail(BackupError::damaged);
    BackupReport report{status->epoch, ledgers->size(), 0};
    ChainCheck chain;
    bool whole = true;
    std::vector<std::pair<LedgerId, ChainPlace>> heads;
    const Done seen =
        store.each_entry([&](const LedgerId& ledger, std::uint64_t seq, platform::ByteView header,
                             platform::ByteView hash, platform::ByteView body) {
            whole = whole && chain.next(seq, ledger, header, hash, body);
            if (!whole) return;
            ++report.entries;
            if (heads.empty() || heads.back().first != ledger) heads.push_back({ledger, {}});
            heads.back().second = {seq, *platform::array_of<32>(hash)};
        });
    if (!seen || !whole) return fail(BackupError::damaged);
    for (const Ledger& ledger : *ledgers) {
        const auto at = std::ranges::find(heads, ledger.id, &std::pair<LedgerId, ChainPlace>::first);
        const ChainPlace held = at == heads.end() ? ChainPlace{} : at->second;
        if (held != ChainPlace{ledger.held_seq, ledger.held_hash}) return fail(BackupError::damaged);
    }
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
        case BackupError::on_a_server:
            return "this center's records are in PostgreSQL: back it up with PostgreSQL's own tools "
                   "(docs/center.md)";
        case BackupError::bad_archive:
            return "the archive cannot be read, is damaged, or does not follow this backup; restore without "
                   "it, "
                   "or find the right one";
        case BackupError::store_failed:
            return "the center's database cannot be read; try again";
    }
    return "";
}

Result<BackupReport> back_up(AdminStore& store, const CenterFolder& folder, const fs::path& to,
                             platform::UtcMs now) {
    if (platform::is_postgres_address(folder.database())) return fail(BackupError::on_a_server);
    std::error_code ignored;
    if (fs::exists(to, ignored)) return fail(BackupError::exists);
    // Under another name until it is whole.
    const fs::path unfinished = to.string() + ".new";
    fs::remove_all(unfinished, ignored);
    const auto copied = copy_files(folder.path(), unfinished);
    if (!copied) return fail(copied.error());
    if (!store.copy_to(unfinished / "center.db")) return fail(BackupError::unwritable);
    fs::permissions(unfinished / "center.db", fs::perms::owner_read | fs::perms::owner_write, ignored);
    std::vector<Ledger> held;
    std::vector<AttachmentRow> attachments;
    Result<BackupReport> report = fail(BackupError::store_failed);
    {
        const auto copy = open_admin_store((unfinished / "center.db").string());
        if (!copy) return fail(BackupError::store_failed);
        report = check_store(**copy);
        auto ledgers = (*copy)->ledgers();
        if (ledgers) held = std::move(*ledgers);
        auto whole = (*copy)->new_attachments();
        if (whole) attachments = std::move(*whole);
    }
    if (!report) return report;
    const auto listed = write_manifest(unfinished, *report, now);
    if (!listed) return fail(listed.error());
    if (!sync_path(unfinished / "center.db")) return fail(BackupError::unwritable);
    fs::rename(unfinished, to, ignored);
    if (ignored || !sync_path(fs::absolute(to).parent_path())) return fail(BackupError::unwritable);
    // Only now: a terminal deletes bodies on the strength of this.
    const auto unit = store.begin();
    if (!unit || !store.set_backed_up(held) || !store.set_backed_up(attachments) || !(*unit)->commit())
        return fail(BackupError::store_failed);
    return report;
}

Result<BackupReport> verify(const fs::path& folder) {
    if (!fs::exists(folder / "key_list")) return fail(BackupError::missing);
    if (fs::exists(folder / kManifest)) {
        const auto right = check_manifest(folder);
        if (!right) return fail(right.error());
    }
    const std::string address = CenterFolder(folder).database();
    const auto store = open_admin_store(address);
    if (!store) return fail(BackupError::damaged);
    if (!platform::is_postgres_address(address)) {
        const auto sound = (*store)->sound();
        if (!sound || !*sound) return fail(BackupError::damaged);
    }
    return check_store(**store);
}

Result<BackupReport> restore(const fs::path& backup, const fs::path& state, platform::UtcMs now,
                             const fs::path& archive) {
    std::error_code ignored;
    if (fs::exists(state, ignored)) return fail(BackupError::exists);
    if (!fs::exists(backup / kManifest)) return fail(BackupError::missing);
    const auto right = check_manifest(backup);
    if (!right) return fail(right.error());
    const fs::path unfinished = state.string() + ".new";
    fs::remove_all(unfinished, ignored);
    const auto copied = copy_files(backup, unfinished);
    if (!copied) return fail(copied.error());
    fs::copy_file(backup / "center.db", unfinished / "center.db", ignored);
    if (ignored) return fail(BackupError::unwritable);
    Result<BackupReport> report = fail(BackupError::damaged);
    {
        const auto store = open_admin_store((unfinished / "center.db").string());
        if (!store) return fail(BackupError::damaged);
        report = check_store(**store);
        if (!report) return report;
        // Never one that was used after this backup was made: a second restore of the same backup too must be
        // newer. Seconds since 1970 grow, whatever was restored before.
        report->epoch =
            std::max(report->epoch + 1, static_cast<std::uint64_t>(std::max<platform::UtcMs>(now, 0)) / 1000);
        if (!(*store)->set_epoch(report->epoch)) return fail(BackupError::unwritable);
    }
    if (!archive.empty()) {
        const auto replayed = replay(CenterFolder(unfinished), archive);
        if (!replayed) return fail(BackupError::bad_archive);
        report->replayed = *replayed;
    }
    if (!sync_path(unfinished / "center.db")) return fail(BackupError::unwritable);
    fs::rename(unfinished, state, ignored);
    if (ignored || !sync_path(fs::absolute(state).parent_path())) return fail(BackupError::unwritable);
    return report;
}

}  // namespace syncing::center
