// Every place to touch of every preview, with no window.
#include <set>

#include "tests/kiosk/view/stage.h"

namespace kiosk::test {
namespace {

TEST(Taps, Every_enabled_widget_of_every_preview_gives_an_event_and_no_disabled_one_does) {
    Stage stage;
    for (const Preview& preview : stage.all()) {
        stage.frame(preview);
        const std::vector<Widget> widgets = stage.ui().widgets();
        std::set<std::string> ids;
        for (const Widget& widget : widgets) {
            EXPECT_TRUE(ids.insert(widget.id).second) << preview.name << " has two widgets " << widget.id;
            const auto event = stage.tap(preview, widget.pixels);
            ASSERT_TRUE(event.has_value()) << preview.name << " " << widget.id;
            const bool only_touched = std::holds_alternative<Touched>(*event);
            const bool covered = preview.state.message || preview.state.countdown;
            if (widget.enabled || !covered) {
                EXPECT_NE(only_touched, widget.enabled) << preview.name << " " << widget.id;
            }
        }
    }
}

TEST(Taps, Every_screen_that_is_not_busy_has_something_to_touch) {
    Stage stage;
    for (const Preview& preview : stage.all()) {
        stage.frame(preview);
        int enabled = 0;
        for (const Widget& widget : stage.ui().widgets()) enabled += widget.enabled ? 1 : 0;
        EXPECT_GT(enabled, 0) << preview.name;
    }
}

struct Case {
    const char* preview;
    const char* id;
    Tap tap;
};
constexpr Case kTaps[] = {
    {"sign_in", "sign_in.type", Tap::type_badge},
    {"sign_in_unknown_typed", "sign_in.next", Tap::next},
    {"sync_level", "sync.codes", Tap::file_by_codes},
    {"home_open", "home.start", Tap::start},
    {"home_closed", "home.status", Tap::ask_status},
    {"home_open", "home.benefit", Tap::benefit},
    {"home_open", "home.can_join", Tap::can_join},
    {"home_group", "home.group", Tap::group_way},
    {"question_days", "question.next", Tap::next},
    {"question_effective", "question.today", Tap::today},
    {"question_first_diagnosis", "question.yes", Tap::yes},
    {"question_first_diagnosis", "question.no", Tap::no},
    {"benefit_days", "benefit.way", Tap::next},
    {"benefit_days", "benefit.again", Tap::again},
    {"claim_way", "claim_way.done", Tap::done},
    {"join_yes", "join_result.start", Tap::start},
    {"join_yes", "join_result.status", Tap::ask_status},
    {"join_retired", "join_result.done", Tap::done},
    {"join_group", "join_result.way", Tap::group_way},
    {"group_way", "group.count", Tap::next},
    {"group_enough", "group.again", Tap::again},
    {"group_enough", "group.done", Tap::done},
    {"home_open", "bar.staff", Tap::staff},
    {"consent", "consent.agree", Tap::toggle_consent},
    {"consent_agreed", "consent.next", Tap::next},
    {"consent", "bar.back", Tap::back},
    {"consent", "bar.home", Tap::home},
    {"confirm", "confirm.yes", Tap::yes},
    {"confirm", "confirm.no", Tap::no},
    {"perhaps_enrolled", "perhaps.next", Tap::next},
    {"perhaps_enrolled", "perhaps.stop", Tap::done},
    {"perhaps_enrolled", "bar.back", Tap::back},
    {"work_chosen", "work.next", Tap::next},
    {"phone_complete", "phone.next", Tap::next},
    {"phone", "pad.erase", Tap::erase},
    {"phone", "pad.clear", Tap::clear},
    {"papers", "papers.none", Tap::no_papers},
    {"join_union", "join.yes", Tap::join},
    {"join_union", "join.no", Tap::not_join},
    {"plan", "plan.next", Tap::next},
    {"review", "review.submit", Tap::submit},
    {"saved", "saved.done", Tap::done},
    {"saved_printed", "saved.print", Tap::print_again},
    {"refused_not_member", "refused.change", Tap::back},
    {"refused_too_young", "refused.done", Tap::done},
    {"status_claim", "status.done", Tap::done},
    {"home_open", "home.directory", Tap::directory},
    {"stations", "stations.search", Tap::search},
    {"stations_here", "bar.back", Tap::back},
    {"stations_search_pinyin", "key.erase", Tap::erase},
    {"stations_search_pinyin", "key.clear", Tap::clear},
    {"sign_in_pin_typed", "sign_in.confirm", Tap::confirm},
    {"desk", "nav.pay_run", Tap::nav_pay_run},
    {"desk", "nav.claims", Tap::nav_claims},
    {"desk", "nav.sync", Tap::nav_sync},
    {"desk", "nav.devices", Tap::nav_devices},
    {"desk", "nav.type_card", Tap::nav_type_card},
    {"type_card_number_good", "typed.next", Tap::next},
    {"type_card_name", "typed.letters", Tap::keep_letters},
    {"type_card_latin_name", "typed.comma", Tap::type_comma},
    {"type_card_latin_name", "typed.space", Tap::type_space},
    {"type_card_valid", "typed.from", Tap::edit_from},
    {"type_card_valid", "typed.no_end", Tap::toggle_for_ever},
    {"type_card_check", "typed.hand_over", Tap::next},
    {"claim_look_up", "claims.file", Tap::file_claim},
    {"claim_card", "claim.type_card", Tap::type_claimant},
    {"claim_event", "claim.today", Tap::today},
    {"claim_phone", "claim.next", Tap::next},
    {"claim_papers", "claim.next", Tap::next},
    {"claim_photograph", "photo.shoot", Tap::shoot},
    {"claim_photograph", "photo.remove", Tap::remove_page},
    {"claim_photograph", "photo.done", Tap::done},
    {"claim_photograph_taken", "photo.keep", Tap::keep},
    {"claim_photograph_taken", "photo.again", Tap::retry},
    {"claim_review", "claim.submit", Tap::submit},
    {"claim_saved", "claim.print", Tap::print_again},
    {"claim_saved", "claim.done", Tap::done},
    {"desk", "bar.sign_out", Tap::sign_out},
    {"entry_unpaid", "entry.pay", Tap::pay},
    {"entry_unpaid", "entry.correct", Tap::correct},
    {"entry_unpaid", "entry.withdraw", Tap::withdraw},
    {"entry_claim_refused", "entry.file_again", Tap::file_claim},
    {"pay_single", "pay.papers", Tap::toggle_papers},
    {"pay_single_ready", "pay.confirm", Tap::confirm},
    {"pay_run_ready", "run.confirm", Tap::confirm},
    {"correct_ready", "correct.confirm", Tap::confirm},
    {"withdraw_ready", "withdraw.confirm", Tap::confirm},
    {"sync_level", "sync.now", Tap::sync_now},
    {"message_0", "message.dismiss", Tap::dismiss},
    {"countdown", "countdown.stay", Tap::stay},
};

TEST(Taps, Each_button_means_what_it_says) {
    Stage stage;
    for (const Case& it : kTaps) {
        const auto event = stage.tap(it.preview, it.id);
        ASSERT_TRUE(event && std::holds_alternative<Tap>(*event)) << it.preview << " " << it.id;
        EXPECT_EQ(std::get<Tap>(*event), it.tap) << it.preview << " " << it.id;
    }
}

template <class T>
T value(Stage& stage, const char* preview, const char* id) {
    const auto event = stage.tap(preview, id);
    if (event && std::holds_alternative<T>(*event)) return std::get<T>(*event);
    ADD_FAILURE() << preview << " " << id;
    return {};
}

TEST(Taps, Choices_carry_their_values) {
    Stage stage;
    EXPECT_EQ(value<ChooseLanguage>(stage, "home_open", "bar.en").language, Language::en);
    EXPECT_EQ(value<ChooseEmployment>(stage, "work", "work.small_micro").employment, Employment::small_micro);
    EXPECT_EQ(value<ChooseOption>(stage, "question_topic", "option.3").index, 3U);
    EXPECT_EQ(value<ChooseWorkplace>(stage, "work", "work.place.3").index, 3U);
    EXPECT_EQ(value<TurnPage>(stage, "work", "page.next").by, 1);
    EXPECT_EQ(value<PressDigit>(stage, "phone", "pad.0").digit, 0);
    EXPECT_EQ(value<PressDigit>(stage, "phone", "pad.7").digit, 7);
    EXPECT_EQ(value<ChooseDocument>(stage, "papers", "papers.labour_contract").document,
              Document::labour_contract);
    EXPECT_EQ(value<SelectRow>(stage, "desk", "desk.row.2").index, 2U);
    EXPECT_EQ(value<ChooseDistrict>(stage, "stations", "stations.district.6").index, 6U);
    EXPECT_EQ(value<ChooseStation>(stage, "stations", "stations.here").index, 3U);
    EXPECT_EQ(value<ChooseStation>(stage, "stations_district", "station.SM00").index, 0U);
    EXPECT_EQ(value<ChooseStation>(stage, "stations_here", "station.SM00").index, 0U);
    EXPECT_EQ(value<ChooseDistrict>(stage, "stations_center", "station.district").index, 1U);
    EXPECT_EQ(value<PressKey>(stage, "stations_search", "key.q").key, 'q');
    EXPECT_EQ(value<PressKey>(stage, "stations_search", "key.0").key, '0');
    EXPECT_EQ(value<PressKey>(stage, "stations_search", "key.apostrophe").key, '\'');
    EXPECT_EQ(value<ChooseCandidate>(stage, "stations_search_pinyin", "candidate.1").index, 1U);
    EXPECT_EQ(value<ChoosePayMethod>(stage, "pay_single", "pay.qr").method, PayMethod::qr);
    EXPECT_EQ(value<TickPapers>(stage, "pay_run", "run.papers.1").index, 1U);
    EXPECT_EQ(value<ChooseOption>(stage, "claim_kind", "claim.kind.critical_illness").index, 1U);
    EXPECT_EQ(value<PhotographPaper>(stage, "claim_papers", "claim.photograph.4").index, 4U);
    EXPECT_EQ(value<TickPapers>(stage, "claim_papers", "claim.brought.1").index, 1U);
    EXPECT_EQ(value<RemoveItem>(stage, "pay_run", "run.remove.2").index, 2U);
    EXPECT_EQ(value<ChooseField>(stage, "correct", "correct.workplace").field, CorrectionField::workplace);
    EXPECT_EQ(value<ChooseCorrectionReason>(stage, "correct", "correct.papers_differ").reason,
              CorrectionReason::papers_differ);
    EXPECT_EQ(value<TryDevice>(stage, "devices_all", "devices.try.scanner").device,
              platform::DeviceKind::scanner);
    EXPECT_EQ(value<ChooseCardKind>(stage, "type_card", "typed.hkmt_permit").kind,
              platform::CardKind::hkmt_permit);
    EXPECT_EQ(value<PressKey>(stage, "type_card_number", "typed.x").key, 'x');
    EXPECT_EQ(value<ChooseWithdrawalReason>(stage, "withdraw", "withdraw.not_paid").reason,
              WithdrawalReason::not_paid);
}

TEST(Taps, A_press_that_meets_nothing_says_that_somebody_is_there) {
    Stage stage;
    const auto event = stage.tap(stage.find("place_card").state, Rect{900, 300, 2, 2});
    ASSERT_TRUE(event.has_value());
    EXPECT_TRUE(std::holds_alternative<Touched>(*event));
}

TEST(Taps, A_finger_that_slides_off_a_button_has_not_tapped_it) {
    Stage stage;
    const State state = stage.find("review").state;
    stage.frame(state);
    const Rect box = stage.widget("review.submit")->pixels;
    stage.frame(state, kLandscape, {box.center_x(), box.center_y(), true, true});
    stage.frame(state, kLandscape, {400, 300, true, true});
    EXPECT_EQ(stage.frame(state, kLandscape, {400, 300, false, true}), std::nullopt);
}

TEST(Taps, A_finger_still_down_when_the_screen_changes_taps_nothing_on_the_next) {
    Stage stage;
    const State before = stage.find("countdown").state;
    stage.frame(before);
    const Rect stay = stage.widget("countdown.stay")->pixels;
    const platform::Pointer down{stay.center_x(), stay.center_y(), true, true};
    stage.frame(before, kLandscape, down);
    State after = before;
    after.countdown.reset();
    stage.frame(after, kLandscape, down);
    EXPECT_EQ(stage.frame(after, kLandscape, {down.x, down.y, false, true}), std::nullopt);
}

TEST(Taps, Drawing_without_a_touch_gives_no_event) {
    Stage stage;
    for (const Preview& preview : stage.all()) EXPECT_EQ(stage.frame(preview), std::nullopt) << preview.name;
}

}  // namespace
}  // namespace kiosk::test
