// The real voice, into memory instead of a sound card.
#include "platform/speech/espeak_speaker.h"

#include <gtest/gtest.h>

#include <cmath>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace platform {
namespace {

using namespace std::chrono_literals;

/// What was heard; shared with the speaker that owns the Ear.
struct Heard {
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<std::int16_t> samples;
    int rate = 0;
    int closed = 0;
    bool heard_to_the_end = false;
    bool has_device = true;
    bool stalls = false;  // the first piece takes until `let_go`
    bool let_go = false;

    bool wait(const std::function<bool()>& holds) {
        std::unique_lock lock(mutex);
        return changed.wait_for(lock, 20s, holds);
    }
    double loudness() const {
        double sum = 0;
        for (const std::int16_t sample : samples) sum += double{1} * sample * sample;
        return samples.empty() ? 0 : std::sqrt(sum / static_cast<double>(samples.size()));
    }
};

class Ear final : public SoundOut {
  public:
    explicit Ear(Heard& heard) : heard_(heard) {}
    bool open(int rate) override {
        const std::lock_guard lock(heard_.mutex);
        heard_.rate = rate;
        heard_.samples.clear();
        return heard_.has_device;
    }
    bool write(std::span<const std::int16_t> samples) override {
        std::unique_lock lock(heard_.mutex);
        heard_.samples.insert(heard_.samples.end(), samples.begin(), samples.end());
        heard_.changed.notify_all();
        heard_.changed.wait(lock, [this] { return !heard_.stalls || heard_.let_go; });
        return true;
    }
    void close(bool heard) override {
        const std::lock_guard lock(heard_.mutex);
        ++heard_.closed;
        heard_.heard_to_the_end = heard;
        heard_.changed.notify_all();
    }

  private:
    Heard& heard_;
};

class Voice : public testing::Test {
  protected:
    void say(const std::string& text, SpokenLanguage language, int volume = 100) {
        const int before = heard_.closed;
        speaker_->say({text, language, volume});
        ASSERT_TRUE(heard_.wait([&] { return heard_.closed > before; }));
    }
    double seconds() const { return static_cast<double>(heard_.samples.size()) / heard_.rate; }

    Heard heard_;
    std::unique_ptr<Speaker> speaker_ = make_espeak_speaker(std::make_unique<Ear>(heard_));
};

TEST_F(Voice, speaks_Mandarin_and_English) {
    ASSERT_NE(speaker_, nullptr);
    for (const auto& [text, language] : {std::pair{"请把身份证放在读卡区。", SpokenLanguage::zh},
                                         {"Please place your card.", SpokenLanguage::en}}) {
        say(text, language);
        EXPECT_GT(heard_.loudness(), 500) << text;
        EXPECT_GT(seconds(), 1) << text;
        EXPECT_LT(seconds(), 8) << text;
        EXPECT_TRUE(heard_.heard_to_the_end);
    }
    EXPECT_EQ(speaker_->health().successes, 2U);
    EXPECT_EQ(speaker_->health().state, DeviceState::ready);
}

TEST_F(Voice, is_as_loud_as_it_is_told) {
    say("Please place your card.", SpokenLanguage::en, 50);
    const double soft = heard_.loudness();
    say("Please place your card.", SpokenLanguage::en, 100);
    EXPECT_GT(heard_.loudness(), soft * 1.3);
}

TEST_F(Voice, falls_silent_in_the_middle_of_a_sentence) {
    heard_.stalls = true;
    speaker_->say({"One two three four five six seven eight nine ten eleven twelve.", SpokenLanguage::en});
    ASSERT_TRUE(heard_.wait([&] { return !heard_.samples.empty(); }));
    speaker_->stop();
    {
        const std::lock_guard lock(heard_.mutex);
        heard_.let_go = true;
        heard_.changed.notify_all();
    }
    ASSERT_TRUE(heard_.wait([&] { return heard_.closed > 0; }));
    EXPECT_FALSE(heard_.heard_to_the_end);
    EXPECT_LT(seconds(), 1.0);
}

TEST_F(Voice, says_the_next_thing_instead) {
    heard_.stalls = true;
    speaker_->say({"One two three four five six seven eight nine ten.", SpokenLanguage::en});
    ASSERT_TRUE(heard_.wait([&] { return !heard_.samples.empty(); }));
    speaker_->say({"好。", SpokenLanguage::zh});
    {
        const std::lock_guard lock(heard_.mutex);
        heard_.let_go = true;
        heard_.changed.notify_all();
    }
    ASSERT_TRUE(heard_.wait([&] { return heard_.closed == 2; }));
    EXPECT_TRUE(heard_.heard_to_the_end);
}

TEST_F(Voice, without_a_sound_device_says_so_and_goes_on) {
    heard_.has_device = false;
    speaker_->say({"Hello.", SpokenLanguage::en});
    while (speaker_->health().failures == 0) std::this_thread::yield();
    EXPECT_EQ(speaker_->health().state, DeviceState::offline);
    EXPECT_EQ(speaker_->health().trouble, "no_sound");
    {
        const std::lock_guard lock(heard_.mutex);
        heard_.has_device = true;
    }
    say("Hello.", SpokenLanguage::en);
    EXPECT_EQ(speaker_->health().state, DeviceState::ready);
}

TEST(AsPinyin, gives_each_character_its_tone_and_leaves_the_rest) {
    EXPECT_EQ(as_pinyin("请到柜台缴 36 元"), "qǐng dào guì tái jiǎo 36 yuán");
    EXPECT_EQ(as_pinyin("Please pay 36 yuan"), "Please pay 36 yuan");
    EXPECT_EQ(as_pinyin(""), "");
}

TEST(SoundCard, that_is_not_there_does_not_hold_anybody_up) {
    const auto card = make_sound_card();
    if (card->open(22050)) card->close(false);
    EXPECT_FALSE(card->write({}));
}

}  // namespace
}  // namespace platform
