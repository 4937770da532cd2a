// Whatever comes in whatever order: the flow's promises hold after every single event.
#include <random>
#include <set>

#include "tests/kiosk/flow/story.h"

namespace kiosk::test {
namespace {

template <class T, class... Screens>
constexpr std::size_t place_of(T*, std::variant<Screens...>*) {
    std::size_t place = 0;
    (void)((std::is_same_v<T, Screens> || (++place, false)) || ...);
    return place;
}
template <class T>
constexpr std::size_t index_of() {
    return place_of(static_cast<T*>(nullptr), static_cast<Screen*>(nullptr));
}

class Monkey {
  public:
    Monkey(Story& story, std::uint32_t seed) : story_(story), random_(seed) {}

    Event next() {
        if (story_.state.message) return pick(3) == 0 ? Event(Tap::dismiss) : touch();
        if (pick(2) == 0) return forward();
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
    /// Half of them seem to be enrolled already.
    Event found(RequestId asked) {
        if (pick(2) == 0) return PersonFound{asked, {}};
        const config::Period period{*platform::parse_date("2026-07-01"), *platform::parse_date("2027-06-30")};
        return PersonFound{asked, {}, {{"mutual-aid", period}}};
    }
    /// What somebody who wants to get on would do.
    Event forward() {
        const RequestId asked = story_.state.last_request;
        switch (story_.state.screen.index()) {
            case index_of<screen::Home>():
                return one_of({Tap::start, Tap::ask_status, Tap::staff, Tap::benefit, Tap::can_join,
                               Tap::group_way, Tap::directory});
            case index_of<screen::Question>():
                return reply(*story_.screen<screen::Question>());
            case index_of<screen::BenefitResult>():
                return one_of({Tap::next, Tap::next, Tap::again});
            case index_of<screen::JoinResult>():
                return one_of({Tap::start, Tap::group_way, Tap::ask_status, Tap::done});
            case index_of<screen::GroupResult>():
            case index_of<screen::ClaimWay>():
                return one_of({Tap::again, Tap::done});
            case index_of<screen::Consent>():
                return one_of({Tap::toggle_consent, Tap::next});
            case index_of<screen::ClaimLookUp>():
                if (pick(2) == 0) return Tap::file_claim;
                [[fallthrough]];
            case index_of<screen::PlaceCard>():
            case index_of<screen::AskStatus>():
                return pick(2) == 0 ? Event(platform::ReaderEvent(platform::CardRead{resident()}))
                                    : Event(PersonFound{asked, {}});
            case index_of<screen::ConfirmPerson>():
                return pick(2) == 0 ? Event(Tap::yes) : Event(found(asked));
            case index_of<screen::PerhapsEnrolled>():
                return one_of({Tap::next, Tap::next, Tap::next, Tap::done, Tap::back});
            case index_of<screen::Work>():
                if (pick(3) == 0) return ChooseEmployment{Employment::small_micro};
                return pick(2) == 0 ? Event(ChooseWorkplace{0}) : Event(Tap::next);
            case index_of<screen::Phone>():
                return type(story_.screen<screen::Phone>()->digits.size());
            case index_of<screen::Papers>():
                return ChooseDocument{Document::labour_contract};
            case index_of<screen::JoinUnion>():
                return Tap::join;
            case index_of<screen::Review>():
                return Tap::submit;
            case index_of<screen::Saving>():
                return Submitted{asked, slip()};
            case index_of<screen::Districts>():
                return pick(2) == 0 ? Event(Tap::search) : Event(ChooseDistrict{place()});
            case index_of<screen::Stations>():
                return ChooseStation{place()};
            case index_of<screen::StationSearch>():
                return pick(4) == 0 ? touch() : Event(PressKey{"jl"[pick(2)]});
            default:
                return forward_at_the_desk(asked);
        }
    }

    Event forward_at_the_desk(RequestId asked) {
        switch (story_.state.screen.index()) {
            case index_of<screen::SignIn>():
                if (pick(4) == 0) return SignedIn{asked, {"zhou", "周*"}};
                if (pick(4) == 0) return platform::CodeEvent(platform::CodeSeen{"MAB1:BADGE"});
                return pick(3) == 0 ? Event(Tap::confirm) : Event(PressDigit{1});
            case index_of<screen::Desk>():
                if (pick(3) == 0) return answer(asked);
                return pick(2) == 0 ? Event(SelectRow{0})
                                    : one_of({Tap::nav_pay_run, Tap::nav_claims, Tap::nav_sync,
                                              Tap::nav_devices, Tap::nav_type_card});
            case index_of<screen::Sync>():
                return Tap::file_by_codes;
            case index_of<screen::FileCodes>():
                return pick(2) == 0 ? answer(asked) : platform::CodeEvent(platform::CodeSeen{"MAT1:SOME"});
            case index_of<screen::TypeCard>():
                return type_card(*story_.screen<screen::TypeCard>());
            case index_of<screen::Devices>():
                return pick(2) == 0 ? Event(TryDevice{static_cast<platform::DeviceKind>(pick(5))})
                                    : Event(DevicesSeen{{{platform::DeviceKind::id_reader}}});
            case index_of<screen::DeskEntry>():
                return one_of({Tap::pay, Tap::correct, Tap::withdraw});
            case index_of<screen::PayRun>():
                if (pick(2) == 0) return platform::CodeEvent(platform::CodeSeen{"MA1:SOME"});
                return pick(2) == 0 ? answer(asked) : Event(PressDigit{9});
            case index_of<screen::PaySingle>():
            case index_of<screen::Correct>():
            case index_of<screen::Withdraw>():
                return pick(2) == 0 ? Event(PressDigit{pick(10)})
                                    : one_of({Tap::confirm, Tap::toggle_papers});
            default:
                return forward_with_a_claim(asked);
        }
    }

    Event forward_with_a_claim(RequestId asked) {
        switch (story_.state.screen.index()) {
            case index_of<screen::ClaimCard>():
                if (pick(4) == 0) return Tap::type_claimant;
                return pick(2) == 0 ? Event(platform::ReaderEvent(platform::CardRead{resident()}))
                                    : Event(PersonFound{asked, {}});
            case index_of<screen::ClaimFacts>():
                return pick(2) == 0 ? Event(ChooseOption{place()}) : one_of({Tap::today, Tap::next});
            case index_of<screen::ClaimPapers>():
                if (pick(3) == 0) return TickPapers{place()};
                return pick(2) == 0 ? Event(PhotographPaper{place()}) : Event(Tap::next);
            case index_of<screen::ClaimPhotograph>():
                if (pick(3) == 0) return platform::CodeEvent(platform::CameraState::live);
                if (pick(3) == 0) return photograph(asked);
                return pick(3) == 0
                           ? Event(PhotographKept{asked, {1}})
                           : one_of({Tap::shoot, Tap::keep, Tap::retry, Tap::remove_page, Tap::done});
            case index_of<screen::ClaimReview>():
                return pick(2) == 0 ? Event(Tap::submit) : Event(Submitted{asked, slip()});
            case index_of<screen::ClaimSaved>():
                return one_of({Tap::done, Tap::print_again});
            default:
                return Tap::next;
        }
    }

    /// Now and then the camera gives none.
    Event photograph(RequestId asked) {
        if (pick(4) == 0) return PhotographTaken{asked, nullptr};
        return PhotographTaken{asked, std::make_shared<const TakenPhotograph>()};
    }

    /// Now and then something that is no answer to this question.
    Event reply(const screen::Question& question) {
        if (pick(8) == 0) return touch();
        switch (form_of(question.ask)) {
            case AskForm::choice:
                return ChooseOption{static_cast<std::size_t>(pick(11))};
            case AskForm::yes_no:
                return one_of({Tap::yes, Tap::yes, Tap::no});
            case AskForm::date:
                return pick(2) == 0 ? Tap::today : Tap::next;
            case AskForm::number:
            case AskForm::money:
                if (pick(6) == 0) return Tap::clear;
                return pick(2) == 0 ? Event(PressDigit{pick(10)}) : Event(Tap::next);
        }
        return Tap::next;
    }

    static char to_key(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

    Event type_card(const screen::TypeCard& card) {
        using Part = screen::TypeCard::Part;
        const bool former = card.kind == platform::CardKind::foreigner_2017;
        const std::string number = former ? "KAZ110090123105" : "350299198807150018";
        switch (card.part) {
            case Part::kind:
                return ChooseCardKind{pick(2) == 0 ? platform::CardKind::resident
                                                   : platform::CardKind::foreigner_2017};
            case Part::number:
                if (card.number.size() >= number.size()) return card.ready ? Tap::next : Tap::clear;
                if (former) return PressKey{to_key(number[card.number.size()])};
                return PressDigit{number[card.number.size()] - '0'};
            case Part::birth:
                return ChooseOption{static_cast<std::size_t>(pick(5))};
            case Part::name:
                if (card.ready) return Tap::next;
                if (card.name.letters.empty()) return PressKey{'l'};
                return one_of({Tap::keep_letters, Tap::type_dot});
            case Part::valid:
                if (card.ready) return Tap::next;
                if (card.from.size() == 8) return card.fault ? Tap::clear : Tap::toggle_for_ever;
                return card.on_to ? Event(Tap::edit_from) : PressDigit{"20190101"[card.from.size()] - '0'};
            case Part::check:
                return Tap::next;
        }
        return Tap::next;
    }
    Event one_of(std::initializer_list<Tap> taps) {
        return *(taps.begin() + pick(static_cast<int>(taps.size())));
    }
    Event type(std::size_t typed) {
        if (typed >= 11) return Tap::next;
        return PressDigit{kPhone[typed] - '0'};
    }

    std::size_t place() { return static_cast<std::size_t>(pick(4)); }

    Event touch() {
        switch (pick(18)) {
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
                return ChooseOption{place()};
            case 12:
                return ChooseWithdrawalReason{WithdrawalReason::not_paid};
            case 13:
                return ChooseDistrict{static_cast<std::size_t>(pick(9))};
            case 14:
                return ChooseStation{static_cast<std::size_t>(pick(60))};
            case 15:
                return PressKey{"jlianxg'5"[pick(9)]};
            case 16:
                return ChooseCandidate{place()};
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
        switch (pick(7)) {
            case 5:
                return SettingsOffered{};
            case 0:
                return platform::ReaderEvent(static_cast<platform::ReaderState>(pick(3)));
            case 1:
                return platform::CodeEvent(static_cast<platform::CameraState>(pick(8)));
            case 2:
                return SyncStatus{pick(2) == 0, 5, 3, 3, {}, {}};
            case 4:
                return PackOffered{std::make_shared<const config::Pack>(xiamen_pack())};
            case 3:
                return TimeReport{pick(2) == 0, false, story_.now.wall - 1000, story_.now.wall + 1000};
            default:
                return Tick{};
        }
    }

    Event answer(RequestId request) {
        switch (pick(16)) {
            case 13:
                return photograph(request);
            case 14:
                return PhotographKept{request, {2}};
            case 11:
                return FilePartTaken{request,
                                     {true, false},
                                     pick(2) == 0
                                         ? std::nullopt
                                         : std::optional(KeptFile{static_cast<KeptFile::What>(pick(3)), 7})};
            case 12:
                return FilePartRefused{request, static_cast<FileTrouble>(pick(10))};
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
            case 9:
                return PrintDone{request};
            case 10:
                return PrintFailed{request, {platform::PrinterState::paper_out, pick(2) == 0}};
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

void check_promises(const Story& story) {
    const State& state = story.state;
    ASSERT_EQ(is_staff_screen(state.screen), state.staff.has_value());
    if (needs_visitor(state.screen)) {
        ASSERT_TRUE(state.visitor);
    }
    if (story.screen<screen::Home>() != nullptr) {
        ASSERT_FALSE(state.visitor);
        ASSERT_FALSE(state.reader_on || state.camera_on);
    }
    ASSERT_GT(next_wake(story.context, state), story.now.boot);
    ASSERT_LE(next_wake(story.context, state), story.now.boot + 60'000);
}

/// `reached` gathers the screens that were seen.
void walk(std::uint32_t seed, std::set<std::size_t>& reached) {
    Story story;
    // Every third walk is through another city's terminal.
    const auto& packs = shipped_packs();
    if (seed % 3 == 0) story.pack = packs[seed / 3 % packs.size()];
    story.settings.prints_slips = seed % 2 == 0;
    Monkey monkey(story, seed);
    for (int step = 0; step < 3000; ++step) {
        SCOPED_TRACE("step " + std::to_string(step));
        const bool was_saving = story.screen<screen::Saving>() != nullptr;
        const bool was_saved = story.screen<screen::Saved>() != nullptr;
        const Event event = monkey.next();
        story.say(event);
        reached.insert(story.state.screen.index());
        if (story.screen<screen::Saved>() != nullptr && !was_saved) {
            ASSERT_TRUE(was_saving && std::holds_alternative<Submitted>(event));
        }
        ASSERT_NO_FATAL_FAILURE(check_promises(story));
        if (monkey.pick(40) == 0) story.wait(monkey.pick(90));
        story.all.clear();
    }
}

TEST(RandomWalks, KeepEveryPromiseOnEveryScreen) {
    std::set<std::size_t> reached;
    for (std::uint32_t seed = 1; seed <= 120; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        ASSERT_NO_FATAL_FAILURE(walk(seed, reached));
    }
    EXPECT_EQ(reached.size(), std::variant_size_v<Screen>);
}

}  // namespace
}  // namespace kiosk::test
