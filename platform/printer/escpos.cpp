#include "platform/printer/escpos.h"

#include <algorithm>

#include "platform/base/check.h"

namespace platform::escpos {

namespace {

constexpr std::uint8_t kDle = 0x10;
constexpr std::uint8_t kEsc = 0x1B;
constexpr std::uint8_t kGs = 0x1D;

bool is_real_time(std::uint8_t after_dle) {
    return after_dle == 0x04 || after_dle == 0x05 || after_dle == 0x14;  // EOT, ENQ, DC4
}

std::uint8_t low(int value) {
    return static_cast<std::uint8_t>(value & 0xFF);
}
std::uint8_t high(int value) {
    return static_cast<std::uint8_t>(value >> 8 & 0xFF);
}

}  // namespace

Bytes ask(Query query) {
    return {kDle, 0x04, static_cast<std::uint8_t>(query)};
}

Bytes begin_page() {
    return {kEsc, '@', kGs, 'a', 0};
}

Bytes band(const Raster& page, int first) {
    const int count = std::min(kBandRows, page.height() - first);
    Bytes out{kGs, 'v', '0', 0, low(page.bytes_in_row()), high(page.bytes_in_row()), low(count), high(count)};
    const ByteView dots = page.rows(first, count);
    for (std::size_t i = 0; i < dots.size(); ++i) {
        const bool obeyed = dots[i] == kDle && i + 1 < dots.size() && is_real_time(dots[i + 1]);
        out.push_back(obeyed ? 0x18 : dots[i]);
    }
    return out;
}

Bytes end_page() {
    return {kEsc, 'd', 3, kGs, 'V', 66, 0};
}

Bytes mark() {
    return {kGs, 'r', 1};
}

Bytes padding(int width) {
    return Bytes(static_cast<std::size_t>(width / 8 * kBandRows + 8));
}

Heard Listener::take(std::uint8_t byte) {
    // Unasked status (GS a) is four bytes; only the first can be told from other answers.
    if (unasked_left_ > 0) return --unasked_left_, Heard::nothing;
    if ((byte & 0x93) == 0x10) unasked_left_ = 3;
    if ((byte & 0x93) == 0x12) return Heard::status;
    const int near_end = byte & 3;
    const int end = byte >> 2 & 3;
    const bool is_paper_status =
        (byte & 0x90) == 0 && (near_end == 0 || near_end == 3) && (end == 0 || end == 3);
    return is_paper_status ? Heard::mark : Heard::nothing;
}

bool says_offline(std::uint8_t printer_answer) {
    return (printer_answer & 0x08) != 0;
}

PrinterState judge(const std::array<std::uint8_t, 4>& answers) {
    const auto& [printer, offline_cause, error_cause, paper] = answers;
    if ((offline_cause & 0x04) != 0) return PrinterState::cover_open;
    if ((paper & 0x60) != 0 || (offline_cause & 0x20) != 0) return PrinterState::paper_out;
    if ((error_cause & 0x6C) != 0 || (offline_cause & 0x40) != 0) return PrinterState::fault;
    if (says_offline(printer)) return PrinterState::offline;
    return (paper & 0x0C) != 0 ? PrinterState::paper_low : PrinterState::ready;
}

}  // namespace platform::escpos
