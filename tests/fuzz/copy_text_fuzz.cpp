// The rows of a dump: any lines give rows with the columns that were asked for, or are refused.
#include "platform/base/check.h"
#include "platform/postgres/copy_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::vector<platform::CopyTable> tables{
        {"entry", {"seq", "body"}, [size](std::span<const platform::CopyValue> row) {
             platform::check(row.size() == 2, "the columns that were asked for");
             const auto body = platform::copy_bytes(row[1]);
             platform::check(!body || 2 * body->size() <= size, "bytes come from their text");
             static_cast<void>(platform::copy_integer(row[0]));
         }}};
    platform::CopyReader reader(tables);
    while (!text.empty()) {
        const auto end = text.find('\n');
        if (!reader.line(text.substr(0, end))) return 0;
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
    return 0;
}
