#include "kiosk/view/spoken.h"

#include <utility>

#include "kiosk/view/parts.h"

namespace kiosk {

namespace {

class Spoken {
  public:
    Spoken(const Shell& shell, const Wording& wording) : shell_(shell), wording_(wording) {}

    void add(std::string_view key, Strings::Arguments arguments = {}) {
        out_.push_back({wording_.t(key, arguments), false});
    }
    void add(const Words& words, bool personal = false) {
        out_.push_back({words.title, personal});
        if (!words.text.empty()) out_.push_back({words.text, personal});
    }
    void personal(std::string text) { out_.push_back({std::move(text), true}); }
    std::vector<Sentence> take() { return std::move(out_); }

    // ---- one for each screen a worker sees; staff read for themselves
    template <class Screen>
    void say(const Screen&) {
        add("voice.look");
    }
    void say(const screen::Home&) {
        if (shell_.window.intake == Intake::closed) return add("home.closed_title");
        add("home.title");
        add("home.prepare");
    }
    void say(const screen::Consent&) {
        add("consent.title");
        for (const char* key : {"consent.purpose_text", "consent.kept_text", "consent.long_text"}) add(key);
        add("consent.hint");
    }
    void say(const screen::PlaceCard& screen) {
        if (screen.trouble) return add(trouble_words(wording_, *screen.trouble));
        add("card.title");
        add("card.text");
    }
    void say(const screen::ConfirmPerson& screen) {
        add("confirm.title");
        personal(screen.person.name);
    }
    void say(const screen::PerhapsEnrolled&) {
        add(Words{wording_.t("perhaps.title"), wording_.t("perhaps.text")}, true);
        add("perhaps.help");
    }
    void say(const screen::Work&) {
        add("work.title");
        add("work.where");
    }
    void say(const screen::Phone& screen) {
        add("phone.title");
        add(screen.impossible ? "phone.impossible_text" : "phone.text");
    }
    void say(const screen::Papers&) {
        add("papers.title");
        add("papers.text");
    }
    void say(const screen::JoinUnion&) {
        add("join.title");
        add("join.text");
        add("join.will_text");
    }
    void say(const screen::Plan& screen) {
        add("plan.title");
        add("saved.fee_due", {{"fee", money_text(wording_, screen.offer.fee_fen)}});
    }
    void say(const screen::Review& screen) {
        add("review.title");
        personal(screen.person.name);
        personal(employment_text(wording_, screen.employment));
        add("review.due_detail");
    }
    void say(const screen::Saving&) {
        add("saving.title");
        add("saving.text");
    }
    void say(const screen::Saved& screen) {
        add("saved.title");
        add("saved.pay", {{"fee", money_text(wording_, screen.offer.fee_fen)}});
        add("voice.saved");
        if (screen.print.phase == SlipPrint::Phase::printed) add("print.printed");
        if (screen.print.phase == SlipPrint::Phase::failed) add("print.failed_text");
    }
    void say(const screen::Refused& screen) {
        add("refused.title");
        for (const config::Refusal reason : screen.reasons)
            add(refusal_words(wording_, reason, screen.minimum_age), true);
        add("refused.help");
    }
    void say(const screen::AskStatus& screen) {
        if (screen.trouble) return add(trouble_words(wording_, *screen.trouble));
        add("ask.title");
    }
    void say(const screen::Status& screen) {
        add("status.hello_unknown");
        if (screen.status.enrollments.empty()) return personal(wording_.t("status.no_enrollment"));
        const EnrollmentStatus& newest = screen.status.enrollments.front();
        const StateWords words = enrollment_words(wording_, newest.state, newest.paid);
        add(Words{words.title, words.text}, true);
    }
    void say(const screen::Devices&) { add("devices.spoken"); }
    void say(const screen::Districts&) {
        add("stations.title");
        add("stations.search");
    }
    void say(const screen::StationSearch&) {
        add("stations.how");
        add("stations.how_text");
    }

  private:
    const Shell& shell_;
    const Wording& wording_;
    std::vector<Sentence> out_;
};

/// A pause after each sentence, whatever it ends with.
void append_sentence(std::string& text, std::string_view sentence, Language language) {
    for (const char c : sentence) {
        if (c == kBoldOn || c == kBoldOff) continue;
        text += c == '\n' ? ' ' : c;
    }
    text += language == Language::zh ? "。" : ". ";
}

}  // namespace

std::vector<Sentence> spoken(const State& state, const Wording& wording) {
    Spoken out(state.shell, wording);
    if (state.countdown) {
        out.add("countdown.title");
    } else if (state.message) {
        out.add(message_words(wording, *state.message));
    } else {
        std::visit([&](const auto& screen) { out.say(screen); }, state.screen);
    }
    return out.take();
}

std::string spoken_text(const Context& context, const State& state, const Wording& wording) {
    std::string text;
    bool left_out = false;
    for (const Sentence& sentence : spoken(state, wording)) {
        const bool heard = !sentence.personal || context.settings.headset;
        left_out = left_out || !heard;
        if (heard) append_sentence(text, sentence.text, wording.language());
    }
    if (left_out) append_sentence(text, wording.t("voice.private"), wording.language());
    return text;
}

}  // namespace kiosk
