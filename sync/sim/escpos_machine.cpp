#include "sync/sim/escpos_machine.h"

#include <algorithm>
#include <array>
#include <utility>

namespace syncing::sim {

namespace {

using platform::Bytes;
using platform::ByteView;
using platform::Raster;

constexpr std::uint8_t kDle = 0x10;
constexpr std::uint8_t kEsc = 0x1B;
constexpr std::uint8_t kGs = 0x1D;
constexpr int kLineRows = 30;
constexpr int kTicketRows = 20'000;  // 2.5 m: a host gone wild does not fill the memory
constexpr int kBarHeight = 8;

constexpr std::array<std::string_view, 7> kFaultNames{"none",    "near_end", "paper_out", "cover_open",
                                                      "offline", "jam",      "silent"};

}  // namespace

std::string_view name_of(PrinterFault fault) {
    return kFaultNames.at(static_cast<std::size_t>(fault));
}

std::optional<PrinterFault> printer_fault_named(std::string_view name) {
    const auto found = std::ranges::find(kFaultNames, name);
    if (found == kFaultNames.end()) return std::nullopt;
    return static_cast<PrinterFault>(found - kFaultNames.begin());
}

EscposMachine::EscposMachine(int width) : width_(width), page_(width, 0) {}

std::vector<EscposMachine::Answer> EscposMachine::take(ByteView bytes) {
    for (const std::uint8_t byte : bytes) {
        hear_at_once(byte);
        kept_.push_back(byte);
    }
    work();
    return std::exchange(answers_, {});
}

std::vector<EscposMachine::Answer> EscposMachine::set_fault(PrinterFault fault) {
    if (fault_ == PrinterFault::paper_out && fault == PrinterFault::none) rows_left_.reset();
    fault_ = fault;
    work();
    return std::exchange(answers_, {});
}

void EscposMachine::power_cycle() {
    kept_.clear();
    at_ = 0;
    real_time_seen_ = row_bytes_ = 0;
    picture_rows_ = 0;
}

std::vector<Raster> EscposMachine::take_tickets() {
    return std::exchange(tickets_, {});
}

/// DLE EOT n is answered as it arrives, whatever it stands in.
void EscposMachine::hear_at_once(std::uint8_t byte) {
    if (real_time_seen_ == 2 && byte >= 1 && byte <= 4) answer_at_once(byte);
    if (byte == kDle) {
        real_time_seen_ = 1;
    } else {
        real_time_seen_ = real_time_seen_ == 1 && byte == 0x04 ? 2 : 0;
    }
}

void EscposMachine::answer_at_once(std::uint8_t query) {
    const auto when = [](bool holds, unsigned bit) { return holds ? 1U << bit : 0U; };
    unsigned byte = 0x12;
    if (query == 1) byte |= when(!can_print(), 3);
    if (query == 2) {
        byte |= when(fault_ == PrinterFault::cover_open, 2) | when(fault_ == PrinterFault::paper_out, 5) |
                when(fault_ == PrinterFault::jam, 6);
    }
    if (query == 3) byte |= when(fault_ == PrinterFault::jam, 3);
    if (query == 4) byte |= paper_bits(0x0C, 0x60);
    answer(static_cast<std::uint8_t>(byte));
}

std::uint8_t EscposMachine::paper_bits(int near_end, int end) const {
    const bool out = fault_ == PrinterFault::paper_out;
    const bool low = out || fault_ == PrinterFault::near_end;
    return static_cast<std::uint8_t>((low ? near_end : 0) | (out ? end : 0));
}

void EscposMachine::answer(std::uint8_t byte) {
    if (fault_ == PrinterFault::silent) return;
    answers_.push_back({{byte}, std::exchange(rows_printed_, 0)});
}

bool EscposMachine::can_print() const {
    return fault_ == PrinterFault::none || fault_ == PrinterFault::near_end || fault_ == PrinterFault::silent;
}

void EscposMachine::work() {
    while (at_ < kept_.size() && can_print()) {
        const bool moved = picture_rows_ > 0 ? take_picture_row() : take_command() == Taken::command;
        if (!moved) break;
    }
    kept_.erase(kept_.begin(), kept_.begin() + static_cast<std::ptrdiff_t>(at_));
    at_ = 0;
}

EscposMachine::Taken EscposMachine::take_command() {
    const std::uint8_t first = kept_[at_];
    if (first == kEsc) return take_escape();
    if (first == kGs) return take_group();
    if (first == kDle) {
        if (kept_.size() - at_ < 3) return Taken::needs_more;
        at_ += kept_[at_ + 1] == 0x04 ? 3 : 1;
        return Taken::command;
    }
    ++at_;
    if (first == '\n') feed(kLineRows);
    if (first == 0 || first == '\n' || first == '\r') return Taken::command;
    const int top = page_.height();
    feed(kBarHeight);
    page_.darken(0, top, width_ / 2, kBarHeight / 2);
    return Taken::command;
}

EscposMachine::Taken EscposMachine::take_escape() {
    const std::size_t left = kept_.size() - at_;
    if (left < 2) return Taken::needs_more;
    const std::uint8_t verb = kept_[at_ + 1];
    const bool feeds = verb == 'd' || verb == 'J';
    if (feeds && left < 3) return Taken::needs_more;
    if (feeds) feed(verb == 'd' ? kept_[at_ + 2] * kLineRows : kept_[at_ + 2]);
    at_ += feeds ? 3 : 2;
    return Taken::command;
}

EscposMachine::Taken EscposMachine::take_group() {
    const std::size_t left = kept_.size() - at_;
    if (left < 3) return Taken::needs_more;
    const std::uint8_t verb = kept_[at_ + 1];
    const std::uint8_t argument = kept_[at_ + 2];
    if (verb == 'v') return take_picture_head();
    const std::size_t size = verb == 'V' && argument >= 65 ? 4 : 3;
    if (left < size) return Taken::needs_more;
    if (verb == 'V') {
        if (size == 4) feed(kept_[at_ + 3]);
        cut();
    }
    if (verb == 'r' && can_print()) answer(paper_bits(0x03, 0x0C));
    at_ += size;
    return Taken::command;
}

EscposMachine::Taken EscposMachine::take_picture_head() {
    if (kept_.size() - at_ < 8) return Taken::needs_more;
    row_bytes_ = kept_[at_ + 4] | static_cast<std::size_t>(kept_[at_ + 5]) << 8;
    picture_rows_ = row_bytes_ == 0 ? 0 : kept_[at_ + 6] | kept_[at_ + 7] << 8;
    at_ += 8;
    return Taken::command;
}

/// False while the row has not come whole.
bool EscposMachine::take_picture_row() {
    if (kept_.size() - at_ < row_bytes_) return false;
    const int top = page_.height();
    feed(1);
    for (int x = 0; x < std::min(width_, static_cast<int>(row_bytes_) * 8); ++x) {
        const std::uint8_t byte = kept_[at_ + static_cast<std::size_t>(x / 8)];
        if ((byte >> (7 - x % 8) & 1) != 0) page_.darken(x, top);
    }
    at_ += row_bytes_;
    --picture_rows_;
    return true;
}

void EscposMachine::feed(int rows) {
    if (rows_left_ && rows >= *rows_left_) {
        rows_left_ = 0;
        fault_ = PrinterFault::paper_out;
    } else if (rows_left_) {
        *rows_left_ -= rows;
    }
    rows_printed_ += rows;
    page_.set_height(page_.height() + rows);
    if (page_.height() > kTicketRows) cut();
}

void EscposMachine::cut() {
    tickets_.push_back(std::exchange(page_, Raster(width_, 0)));
}

}  // namespace syncing::sim
