// Whatever comes in whatever order: the flow's promises hold after every single event.
#include <algorithm>
#include <random>

#include "tests/kiosk/flow/story.h"

namespace kiosk::test {
namespace {

class Monkey {
  public:
    Monkey(Story& story, std::uint32_t seed) : story_(story), random_(seed) {}

    Event next() {
        switch (pick(12)) {
            case 0:
                return touch();
            case 1:
                return reading();
            case 2:
                return surroundings();
            case 3:
            case 4:
                return answer(story_.state.last_request);  // most often the one awaited
            case 5:
                return answer(static_cast<RequestId>(pick(40)));
            default:
                return static_cast<Tap>(pick(static_cast<int>(Tap::confirm) + 1));
        }
    }
    int pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }

  private:
    std::size_t place() { return static_cast<std::size_t>(pick(4)); }

    Event touch() {
        switch (pick(13)) {
            case 0:
                return ChooseLanguage{pick(2) == 0 ? Language::zh : Language::en};
            case 1:
                return ChooseEmployment{pick(2) == 0 ? Employment::flexible : Employment::small_micro};
            case 2:
                return ChooseWorkplace{place()};
            case 3:
                return ChooseDocument{Document::labour_contract};
            case 4:
                return TurnPage{pick(2) == 0 ? -1 : 1};
            case 5:
                return SelectRow{place()};
            case 6:
                return ChoosePayMethod{PayMethod::qr};
            case 7:
                return TickPapers{place()};
            case 8:
                return RemoveItem{place()};
            case 9:
                return ChooseField{CorrectionField::phone};
            case 10:
                return ChooseCorrectionReason{CorrectionReason::mistyped};
            case 11:
                return ChooseWithdrawalReason{WithdrawalReason::not_paid};
            default:
                return PressDigit{pick(10)};
        }
    }

    Event reading() {
        switch (pick(7)) {
            case 0:
            case 1:
                return platform::ReaderEvent(platform::CardRead{resident()});
            case 2:
                return platform::ReaderEvent(platform::CardRead{other_resident()});
            case 3:
                return platform::ReaderEvent(platform::CardFailed{platform::CardError::bad_checksum});
            case 4:
                return platform::ReaderEvent(platform::CardRemoved{});
            case 5:
                return platform::CodeEvent(platform::UnusableCode{});
            default:
                return platform::CodeEvent(platform::CodeSeen{"MA1:SOME"});
        }
    }

    Event surroundings() {
        switch (pick(5)) {
            case 0:
                return platform::ReaderEvent(static_cast<platform::ReaderState>(pick(3)));
            case 1:
                return platform::CodeEvent(static_cast<platform::CameraState>(pick(6)));
            case 2:
                return SyncStatus{pick(2) == 0, 5, 3, {}, {}};
            case 3:
                return TimeReport{pick(2) == 0, false, story_.now.wall - 1000, story_.now.wall + 1000};
            default:
                return Tick{};
        }
    }

    Event answer(RequestId request) {
        switch (pick(10)) {
            case 0:
                return PersonFound{request, {}};
            case 1:
                return SlipFound{request, {}};
            case 2:
                return SlipRowFound{request, desk_row(static_cast<std::uint8_t>(pick(4)),
                                                      "JL03-00000" + std::to_string(pick(4)))};
            case 3:
                return LookUpFailed{request, static_cast<LookUpError>(pick(3))};
            case 4:
                return Submitted{request, slip()};
            case 5:
                return SignedIn{request, {"zhou", "周*"}};
            case 6:
                return SignInFailed{request, static_cast<SignInError>(pick(3))};
            case 7:
                return DeskDayLoaded{request, {desk_row(1, "JL03-000001"), desk_row(2, "JL03-000002")}};
            case 8:
                return Stored{request};
            default:
                return StoreFailed{request, static_cast<StoreError>(pick(5))};
        }
    }

    Story& story_;
    std::mt19937 random_;
};

bool is_staff_screen(const Screen& screen) {
    const auto* status = std::get_if<screen::Status>(&screen);
    return screen.index() >= Screen(screen::Desk{}).index() || (status != nullptr && status->by_staff);
}

bool needs_visitor(const Screen& screen) {
    const std::size_t at = screen.index();
    return at >= Screen(screen::ConfirmPerson{}).index() && at <= Screen(screen::Saving{}).index();
}

class Walks : public testing::TestWithParam<std::uint32_t> {};

TEST_P(Walks, KeepEveryPromise) {
    Story story;
    Monkey monkey(story, GetParam());
    int submits = 0;
    for (int step = 0; step < 3000; ++step) {
        const bool was_saving = story.screen<screen::Saving>() != nullptr;
        const bool was_saved = story.screen<screen::Saved>() != nullptr;
        const Event event = monkey.next();
        story.say(event);
        const State& state = story.state;
        const bool submitted = std::holds_alternative<Submitted>(event);
        if (story.screen<screen::Saved>() != nullptr && !was_saved) {
            ASSERT_TRUE(was_saving && submitted) << "saved is shown for a commit only, step " << step;
        }
        ASSERT_EQ(is_staff_screen(state.screen), state.staff.has_value()) << "step " << step;
        if (needs_visitor(state.screen)) {
            ASSERT_TRUE(state.visitor) << "step " << step;
        }
        if (story.screen<screen::Home>() != nullptr) {
            ASSERT_FALSE(state.visitor) << "step " << step;
            ASSERT_FALSE(state.reader_on || state.camera_on) << "step " << step;
        }
        ASSERT_GT(next_wake(story.context, state), story.now.boot);
        ASSERT_LE(next_wake(story.context, state), story.now.boot + 60'000);
        submits += static_cast<int>(std::ranges::count_if(
            story.effects, [](const Effect& effect) { return std::holds_alternative<Submit>(effect); }));
        if (monkey.pick(30) == 0) story.wait(monkey.pick(90));
        story.all.clear();
    }
    RecordProperty("submits", submits);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Walks, testing::Range(1U, 21U));

}  // namespace
}  // namespace kiosk::test
