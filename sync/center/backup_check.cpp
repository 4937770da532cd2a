#include "sync/center/backup_check.h"

#include <algorithm>

#include "platform/postgres/dump.h"

namespace syncing::center {

namespace {

using platform::copy_bytes;
using platform::copy_integer;
using platform::CopyValue;
using platform::fail;
using Values = std::span<const CopyValue>;

/// A row's columns as what they should be; one that is not makes all of it wrong.
class Columns {
  public:
    explicit Columns(Values values) : values_(values) {}
    template <std::size_t N>
    platform::ByteArray<N> array(std::size_t column) {
        const auto exact = platform::array_of<N>(bytes(column));
        right_ = right_ && exact;
        return exact.value_or(platform::ByteArray<N>{});
    }
    platform::Bytes bytes(std::size_t column) {
        auto value = copy_bytes(values_[column]);
        right_ = right_ && value;
        return value ? std::move(*value) : platform::Bytes();
    }
    std::uint64_t number(std::size_t column) {
        const auto value = copy_integer(values_[column]);
        right_ = right_ && value;
        return static_cast<std::uint64_t>(value.value_or(0));
    }
    bool right() const { return right_; }

  private:
    Values values_;
    bool right_ = true;
};

}  // namespace

LedgersCheck::LedgersCheck(std::span<const Ledger> ledgers) {
    for (const Ledger& ledger : ledgers) held_[ledger.id] = {ledger.held_seq, ledger.held_hash, {}};
}

void LedgersCheck::see(const LedgerId& ledger, std::uint64_t seq, platform::ByteView header,
                       platform::ByteView hash, platform::ByteView body) {
    ++entries_;
    ChainSet beyond;
    const auto held = held_.find(ledger);
    const bool in_it = held != held_.end() && seq <= held->second.seq;
    right_ = (in_it ? held->second.chain : beyond).add(seq, ledger, header, hash, body) && right_;
}

platform::Result<std::uint64_t, BackupError> LedgersCheck::finish() const {
    const bool whole = std::ranges::all_of(
        held_, [](const auto& one) { return one.second.chain.ends_with(one.second.seq, one.second.hash); });
    if (!right_ || !whole) return fail(BackupError::damaged);
    return entries_;
}

platform::Result<HeldData, BackupError> check_store(AdminStore& store) {
    const auto status = store.status();
    auto ledgers = store.ledgers();
    auto attachments = store.new_attachments();
    if (!status || !ledgers || !attachments) return fail(BackupError::damaged);
    LedgersCheck check(*ledgers);
    const Done seen = store.each_entry(
        [&](const LedgerId& ledger, std::uint64_t seq, platform::ByteView header, platform::ByteView hash,
            platform::ByteView body) { check.see(ledger, seq, header, hash, body); });
    const auto entries = check.finish();
    if (!seen || !entries) return fail(BackupError::damaged);
    return HeldData{
        {status->epoch, ledgers->size(), *entries, 0}, std::move(*ledgers), std::move(*attachments)};
}

platform::Result<HeldData, BackupError> check_dump(const std::filesystem::path& file) {
    HeldData held;
    bool right = true;
    const std::vector<platform::CopyTable> places{
        {"center",
         {"epoch"},
         [&](Values row) {
             Columns columns(row);
             held.report.epoch = columns.number(0);
             right = right && columns.right();
         }},
        {"ledger",
         {"id", "terminal", "held_seq", "held_hash"},
         [&](Values row) {
             Columns columns(row);
             Ledger ledger;
             ledger.id = columns.array<16>(0);
             ledger.terminal = columns.array<16>(1);
             ledger.held_seq = columns.number(2);
             ledger.held_hash = columns.array<32>(3);
             held.ledgers.push_back(ledger);
             right = right && columns.right();
         }},
        {"attachment", {"terminal", "id", "record", "size", "held", "backed_up"}, [&](Values row) {
             Columns columns(row);
             AttachmentRow one;
             one.terminal = columns.array<16>(0);
             one.id = columns.array<32>(1);
             one.record = columns.array<16>(2);
             one.size = columns.number(3);
             one.held = columns.number(4);
             one.backed_up = columns.number(5) != 0;
             if (one.held == one.size && !one.backed_up) held.new_attachments.push_back(one);
             right = right && columns.right();
         }}};
    const auto read = platform::read_dump(file, places);
    if (!read) return fail(backup_error(read.error()));
    if (!right || held.report.epoch == 0) return fail(BackupError::damaged);
    std::map<RecordId, bool> here;  // of those that attachments belong to
    for (const AttachmentRow& one : held.new_attachments) here[one.record] = false;
    LedgersCheck check(held.ledgers);
    const std::vector<platform::CopyTable> entries{
        {"entry", {"ledger", "seq", "header", "hash", "body"}, [&](Values row) {
             Columns columns(row);
             const auto ledger = columns.array<16>(0);
             const platform::Bytes header = columns.bytes(2);
             check.see(ledger, columns.number(1), header, columns.bytes(3), columns.bytes(4));
             const auto entry = decode_header(header);
             const auto awaited = entry ? here.find(entry->record_id) : here.end();
             if (awaited != here.end()) awaited->second = true;
             right = right && columns.right();
         }}};
    const auto read_entries = platform::read_dump(file, entries);
    if (!read_entries) return fail(backup_error(read_entries.error()));
    const auto count = check.finish();
    if (!right || !count) return fail(BackupError::damaged);
    std::erase_if(held.new_attachments, [&](const AttachmentRow& one) { return !here[one.record]; });
    held.report.ledgers = held.ledgers.size();
    held.report.entries = *count;
    return held;
}

}  // namespace syncing::center
