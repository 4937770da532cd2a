#include <unicode/translit.h>
#include <unicode/unistr.h>

#include "platform/speech/espeak_speaker.h"

namespace platform {

std::string as_pinyin(std::string_view text) {
    UErrorCode failed = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> to_latin(
        icu::Transliterator::createInstance("Han-Latin", UTRANS_FORWARD, failed));
    if (U_FAILURE(failed) || to_latin == nullptr) return {};
    auto spoken =
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    to_latin->transliterate(spoken);
    std::string out;
    spoken.toUTF8String(out);
    return out;
}

}  // namespace platform
