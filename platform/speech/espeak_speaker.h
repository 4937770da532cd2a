// The voice of espeak-ng, on a thread of its own. espeak-ng keeps its state in globals, so there is one such
// speaker in a program at a time.
//
// Its Mandarin voice reads characters wrongly in Debian 12 (it spells their pinyin in English), so Chinese is
// first turned into pinyin with tones by ICU and spoken by the voice for pinyin. A character with several
// readings gets its commonest.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "platform/speech/sound.h"
#include "platform/speech/speech.h"

namespace platform {

/// Null when espeak-ng's data or ICU's are not installed (espeak-ng-data).
std::unique_ptr<Speaker> make_espeak_speaker(std::unique_ptr<SoundOut> out);

/// Chinese characters as pinyin with tone marks, each syllable a word; all else as it stands. Pure.
/// Empty when ICU has no data for it.
std::string as_pinyin(std::string_view text);

}  // namespace platform
