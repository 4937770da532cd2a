// Any bytes from a printer: each is sorted, and four answers always mean one state.
#include "platform/base/check.h"
#include "platform/printer/escpos.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace escpos = platform::escpos;
    escpos::Listener listener;
    std::array<std::uint8_t, 4> answers{0x12, 0x12, 0x12, 0x12};
    std::size_t at = 0;
    for (std::size_t i = 0; i < size; ++i) {
        const auto heard = listener.take(data[i]);
        if (heard == escpos::Heard::mark) platform::check((data[i] & 0x90) == 0, "a mark is paper status");
        if (heard == escpos::Heard::status) answers[at++ % answers.size()] = data[i];
    }
    const auto state = escpos::judge(answers);
    const bool offline = escpos::says_offline(answers[0]);
    platform::check(!offline || !platform::can_print(state), "an offline printer cannot print");
    platform::check(!platform::name_of(state).empty(), "every state has a name");
    return 0;
}
