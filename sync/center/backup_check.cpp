#include "sync/center/backup_check.h"

#include <algorithm>
#include <utility>

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

void leave_out_damaged(HeldData& held) {
    for (const AttachmentRow& damaged : held.report.damaged_attachments)
        std::erase_if(held.new_attachments, [&](const AttachmentRow& one) {
            return one.terminal == damaged.terminal && one.id == damaged.id;
        });
}

/// All but what the bodies say; the attachments that are whole are expected.
platform::Result<HeldData, BackupError> heads_of_dump(const std::filesystem::path& file,
                                                      AttachmentsCheck& names) {
    HeldData held;
    bool right = true;
    const std::vector<platform::CopyTable> heads{
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
             right = right && columns.right();
             if (one.held != one.size) return;
             names.expect(one);
             if (!one.backed_up) held.new_attachments.push_back(one);
         }}};
    const auto read = platform::read_dump(file, heads);
    if (!read) return fail(backup_error(read.error()));
    if (!right || held.report.epoch == 0) return fail(BackupError::damaged);
    return held;
}

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

void AttachmentsCheck::expect(const AttachmentRow& whole) {
    expected_.try_emplace({whole.terminal, whole.id}, Expected{whole});
}

void AttachmentsCheck::see(const platform::TerminalId& terminal, const platform::Hash& id,
                           std::uint64_t start, platform::ByteView data) {
    const auto found = expected_.find({terminal, id});
    if (found == expected_.end()) return;
    Expected& one = found->second;
    if (start != one.at) {
        one.ahead[start].assign(data.begin(), data.end());
        return;
    }
    one.take(data);
    for (auto next = one.ahead.find(one.at); next != one.ahead.end(); next = one.ahead.find(one.at)) {
        const platform::Bytes kept = std::move(next->second);
        one.ahead.erase(next);
        one.take(kept);
    }
}

void AttachmentsCheck::Expected::take(platform::ByteView data) {
    if (!hasher) hasher = std::make_unique<platform::Hasher>();
    hasher->add(data);
    at += data.size();
    if (at < row.size) return;
    right = at == row.size && hasher->finish() == row.id;
    hasher.reset();
}

std::vector<AttachmentRow> AttachmentsCheck::damaged() const {
    std::vector<AttachmentRow> out;
    for (const auto& [key, one] : expected_)
        if (!one.right || !one.ahead.empty()) out.push_back(one.row);
    return out;
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
    AttachmentsCheck names;
    const Done read =
        store.each_piece([&](const AttachmentRow& whole, std::uint64_t start, platform::ByteView data) {
            names.expect(whole);
            names.see(whole.terminal, whole.id, start, data);
        });
    if (!read) return fail(BackupError::damaged);
    HeldData held{{status->epoch, ledgers->size(), *entries, 0, names.damaged()},
                  std::move(*ledgers),
                  std::move(*attachments)};
    leave_out_damaged(held);
    return held;
}

platform::Result<HeldData, BackupError> check_dump(const std::filesystem::path& file) {
    AttachmentsCheck names;
    auto held = heads_of_dump(file, names);
    if (!held) return held;
    std::map<RecordId, bool> here;  // of those that attachments belong to
    for (const AttachmentRow& one : held->new_attachments) here[one.record] = false;
    LedgersCheck check(held->ledgers);
    bool right = true;
    const std::vector<platform::CopyTable> bodies{
        {"entry",
         {"ledger", "seq", "header", "hash", "body"},
         [&](Values row) {
             Columns columns(row);
             const auto ledger = columns.array<16>(0);
             const platform::Bytes header = columns.bytes(2);
             check.see(ledger, columns.number(1), header, columns.bytes(3), columns.bytes(4));
             const auto entry = decode_header(header);
             const auto awaited = entry ? here.find(entry->record_id) : here.end();
             if (awaited != here.end()) awaited->second = true;
             right = right && columns.right();
         }},
        {"attachment_piece", {"terminal", "id", "start", "data"}, [&](Values row) {
             Columns columns(row);
             const auto terminal = columns.array<16>(0);
             const auto id = columns.array<32>(1);
             names.see(terminal, id, columns.number(2), columns.bytes(3));
             right = right && columns.right();
         }}};
    const auto read = platform::read_dump(file, bodies);
    if (!read) return fail(backup_error(read.error()));
    const auto count = check.finish();
    if (!right || !count) return fail(BackupError::damaged);
    std::erase_if(held->new_attachments, [&](const AttachmentRow& one) { return !here[one.record]; });
    held->report.ledgers = held->ledgers.size();
    held->report.entries = *count;
    held->report.damaged_attachments = names.damaged();
    leave_out_damaged(*held);
    return held;
}

}  // namespace syncing::center
