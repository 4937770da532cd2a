// What is said aloud: every screen says something, and nothing personal without a headset.
#include "kiosk/view/spoken.h"

#include "tests/kiosk/view/stage.h"

namespace kiosk::test {
namespace {

class SpokenScreens : public testing::TestWithParam<Language> {
  protected:
    std::string said(const State& state, bool headset) {
        FlowSettings settings = stage_.world().settings;
        settings.headset = headset;
        const Context context{stage_.world().pack, stage_.world().station, settings};
        return spoken_text(context, state, Wording(strings_, GetParam()));
    }

    Stage stage_;
    Strings strings_ = *Strings::load(std::string(SOURCE_DIR) + "/assets/strings");
};

TEST_P(SpokenScreens, Every_screen_says_something_that_can_be_spoken) {
    for (const Preview& preview : stage_.all()) {
        const std::string text = said(preview.state, false);
        EXPECT_GT(text.size(), 5U) << preview.name;
        EXPECT_EQ(text.find_first_of("{}\x0e\x0f\n"), std::string::npos) << preview.name << ": " << text;
    }
}

TEST_P(SpokenScreens, Nothing_of_the_person_is_heard_in_the_hall) {
    for (const Preview& preview : stage_.all()) {
        const std::string text = said(preview.state, false);
        for (const char* personal : {"林*", "欧阳", "Test, A.", "0018", "0026", "0017", "6621", "JL03"})
            EXPECT_EQ(text.find(personal), std::string::npos) << preview.name << ": " << text;
    }
}

TEST_P(SpokenScreens, A_headset_hears_what_the_hall_does_not) {
    for (const char* name : {"confirm", "perhaps_enrolled", "review", "refused_too_young", "status_claim"}) {
        const State state = stage_.find(name).state;
        EXPECT_NE(said(state, true), said(state, false)) << name;
    }
    EXPECT_NE(said(stage_.find("confirm").state, true).find("林*强"), std::string::npos);
}

TEST_P(SpokenScreens, Who_has_been_refused_hears_why_on_the_headset_only) {
    const State state = stage_.find("refused_too_young").state;
    EXPECT_NE(said(state, true).find("16"), std::string::npos);
    EXPECT_EQ(said(state, false).find("16"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Languages, SpokenScreens, testing::Values(Language::zh, Language::en),
                         [](const auto& it) { return it.param == Language::zh ? "zh" : "en"; });

TEST(VoiceButton, Has_room_on_every_screen_and_asks_for_the_voice) {
    Stage stage;
    stage.have_voice();
    for (const Size size : {kLandscape, kPortrait, kSmall}) {
        for (Preview& preview : stage.all()) {
            for (const Language language : {Language::zh, Language::en}) {
                preview.state.shell.language = language;
                stage.frame(preview, size);
                const Widget* voice = stage.widget("bar.voice");
                if (preview.state.staff) {
                    EXPECT_EQ(voice, nullptr) << "staff read for themselves";
                    continue;
                }
                ASSERT_NE(voice, nullptr) << preview.name;
                for (const Widget& other : stage.ui().widgets()) {
                    if (!other.id.starts_with("bar.") || other.id == voice->id) continue;
                    const bool apart =
                        other.pixels.right() <= voice->pixels.x || voice->pixels.right() <= other.pixels.x;
                    EXPECT_TRUE(apart) << preview.name << " " << size.name << " " << other.id;
                }
            }
        }
    }
    const auto event = stage.tap("home_open", "bar.voice");
    ASSERT_TRUE(event.has_value());
    EXPECT_EQ(std::get<Tap>(*event), Tap::voice);
}

}  // namespace
}  // namespace kiosk::test
