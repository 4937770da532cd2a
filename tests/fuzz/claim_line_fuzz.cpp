// A line of a claims file: any bytes give a line or an error; a line that was read reads the same again.
#include "platform/base/check.h"
#include "sync/center/claims.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto line = syncing::center::parse_claim_line(text);
    if (!line) return 0;
    platform::check(line->id_number.size() == 18 || line->id_number.size() == 15, "id number length");
    platform::check(line->place.size() <= 200 && line->detail.size() <= 200, "text length");
    platform::check(!line->amount_fen || *line->amount_fen >= 0, "negative amount");
    return 0;
}
