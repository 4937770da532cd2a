#include "platform/pinyin/pinyin.h"

#include <fcntl.h>
#include <pinyin.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "platform/base/unique_fd.h"
#include "platform/base/wipe.h"

namespace platform {

namespace {

constexpr const char* kData = PINYIN_DATA;

/// The library stores a syllable in 16 bits (also in its data files) but does not publish the type.
using Syllable = guint16;

struct ContextEnd {
    void operator()(pinyin_context_t* context) const { pinyin_fini(context); }
};
struct InstanceEnd {
    void operator()(pinyin_instance_t* instance) const { pinyin_free_instance(instance); }
};
struct ArrayEnd {
    void operator()(GArray* array) const { g_array_free(array, TRUE); }
};
using Context = std::unique_ptr<pinyin_context_t, ContextEnd>;
using Instance = std::unique_ptr<pinyin_instance_t, InstanceEnd>;
using Array = std::unique_ptr<GArray, ArrayEnd>;

template <class T>
Array make_array() {
    return Array(g_array_new(FALSE, FALSE, sizeof(T)));
}

/// Without a user dictionary the library complains on stderr about the file it did not find.
Context quiet_init() {
    const UniqueFd kept(::dup(STDERR_FILENO));
    const UniqueFd nowhere(::open("/dev/null", O_WRONLY | O_CLOEXEC));
    ::dup2(nowhere.get(), STDERR_FILENO);
    Context context(pinyin_init(kData, nullptr));
    ::dup2(kept.get(), STDERR_FILENO);
    return context;
}

void add(std::vector<std::string>& readings, std::string reading) {
    if (std::find(readings.begin(), readings.end(), reading) == readings.end()) {
        readings.push_back(std::move(reading));
    }
}

/// What was typed as the library wants it: lower case, ü as v. `ends[i]` is where the first i + 1 letters end
/// in what was typed. No letters when something else is among them.
struct Spelling {
    explicit Spelling(std::string_view typed);
    Spelling(const Spelling&) = delete;
    Spelling& operator=(const Spelling&) = delete;
    ~Spelling() { wipe(letters); }

    std::string letters;
    std::vector<std::size_t> ends;
};

Spelling::Spelling(std::string_view typed) {
    for (std::size_t i = 0; i < typed.size(); ++i) {
        const char c = typed[i];
        if (c >= 'A' && c <= 'Z') {
            letters.push_back(static_cast<char>(c - 'A' + 'a'));
        } else if ((c >= 'a' && c <= 'z') || (c == '\'' && !letters.empty())) {
            letters.push_back(c);
        } else if (typed.substr(i, 2) == "ü" || typed.substr(i, 2) == "Ü") {
            letters.push_back('v');
            ++i;
        } else {
            wipe(letters);
            return;
        }
        ends.push_back(i + 1);
    }
}

std::string utf8_of(char32_t character) {
    gchar bytes[6];
    const gint size = g_unichar_to_utf8(static_cast<gunichar>(character), bytes);
    return {bytes, static_cast<std::size_t>(size)};
}

std::string syllable_text(pinyin_instance_t* instance, Syllable& syllable) {
    gchar* text = nullptr;
    pinyin_get_pinyin_string(instance, reinterpret_cast<ChewingKey*>(&syllable), &text);
    std::string out(text == nullptr ? "" : text);
    g_free(text);
    return out;
}

}  // namespace

struct Pinyin::Handles {
    Context context;
};

Pinyin::Pinyin(std::unique_ptr<Handles> handles) : handles_(std::move(handles)) {}
Pinyin::~Pinyin() = default;

std::unique_ptr<Pinyin> Pinyin::open() {
    std::error_code error;
    if (!std::filesystem::exists(std::filesystem::path(kData) / "table.conf", error)) return nullptr;
    Context context = quiet_init();
    if (!context) return nullptr;
    // Complete syllables only: with bare initials a handful of letters costs 100 ms, and a frame has 16.
    pinyin_set_options(context.get(),
                       pinyin_option_t{PINYIN_CORRECT_ALL} | USE_DIVIDED_TABLE | USE_RESPLIT_TABLE);
    return std::unique_ptr<Pinyin>(new Pinyin(std::make_unique<Handles>(Handles{std::move(context)})));
}

std::vector<std::string> Pinyin::readings(char32_t character) const {
    std::vector<std::string> out;
    if (g_unichar_validate(static_cast<gunichar>(character)) == FALSE || character < 0x80) return out;
    const Instance instance(pinyin_alloc_instance(handles_->context.get()));
    const Array tokens = make_array<phrase_token_t>();
    if (!pinyin_lookup_tokens(instance.get(), utf8_of(character).c_str(), tokens.get())) return out;
    const Array syllables = make_array<Syllable>();
    for (guint i = 0; i < tokens->len; ++i) {
        const phrase_token_t token = g_array_index(tokens.get(), phrase_token_t, i);
        guint count = 0;
        pinyin_token_get_n_pronunciation(instance.get(), token, &count);
        for (guint n = 0; n < count; ++n) {
            pinyin_token_get_nth_pronunciation(instance.get(), token, n, syllables.get());
            if (syllables->len != 1) continue;
            add(out, syllable_text(instance.get(), g_array_index(syllables.get(), Syllable, 0)));
        }
    }
    return out;
}

std::vector<PinyinCandidate> Pinyin::candidates(std::string_view letters, std::size_t most) const {
    std::vector<PinyinCandidate> out;
    const Spelling typed(letters.substr(0, kMostLetters));
    if (typed.letters.empty()) return out;
    const Instance instance(pinyin_alloc_instance(handles_->context.get()));
    pinyin_parse_more_full_pinyins(instance.get(), typed.letters.c_str());
    pinyin_guess_sentence(instance.get());
    pinyin_guess_candidates(instance.get(), 0, SORT_BY_PHRASE_LENGTH_AND_PINYIN_LENGTH_AND_FREQUENCY);
    guint count = 0;
    pinyin_get_n_candidate(instance.get(), &count);
    for (guint i = 0; i < count && out.size() < most; ++i) {
        lookup_candidate_t* candidate = nullptr;
        const gchar* word = nullptr;
        pinyin_get_candidate(instance.get(), i, &candidate);
        pinyin_get_candidate_string(instance.get(), candidate, &word);
        const auto same = [&](const PinyinCandidate& other) { return other.word == word; };
        if (std::any_of(out.begin(), out.end(), same)) continue;
        // Choosing is how the library says where a word ends; the choice is taken back.
        const int end = pinyin_choose_candidate(instance.get(), 0, candidate);
        pinyin_clear_constraint(instance.get(), 0);
        if (end > 0 && static_cast<std::size_t>(end) <= typed.ends.size()) {
            out.push_back({word, typed.ends[static_cast<std::size_t>(end) - 1]});
        }
    }
    return out;
}

}  // namespace platform
