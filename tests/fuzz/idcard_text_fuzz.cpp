// Any text of a card: a card whose fields agree, or an error. Any latest address: some text, or an error.
#include "platform/base/check.h"
#include "platform/id_number/number.h"
#include "platform/idcard/card_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (const auto address = platform::parse_latest_address({data, size})) {
        platform::check(size == platform::kLatestAddressSize && !address->empty(), "latest address");
    }
    const auto card = platform::parse_card_text({data, size});
    if (!card) return 0;
    platform::check(size == platform::kCardTextSize, "size");
    platform::check(card->birth.ok() && card->valid_from.ok(), "dates");
    platform::check(!card->name.empty() || !card->english_name.empty(), "name");
    platform::check(
        platform::is_citizen_number(card->number) || platform::is_foreigner_2017_number(card->number),
        "number");
    return 0;
}
