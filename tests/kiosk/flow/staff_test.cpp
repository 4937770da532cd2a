// The staff desk: signing in, the day's list, payments, corrections, withdrawals, sync.
#include "tests/kiosk/flow/story.h"

namespace kiosk::test {
namespace {

// ------------------------------------------------------------------------------------------ signing in

TEST(SignInDesk, NeedsTheBadgeAndThenThePin) {
    Story story;
    story.tap(Tap::staff);
    EXPECT_TRUE(story.state.camera_on);
    story.type("2468");
    story.tap(Tap::confirm);
    EXPECT_EQ(story.count<SignIn>(), 0) << "a PIN alone opens nothing";
    story.scan("MAB1:BADGE");
    EXPECT_FALSE(story.state.camera_on);
    story.type("24");
    story.tap(Tap::confirm);
    EXPECT_EQ(story.count<SignIn>(), 0) << "too short for a PIN";
    story.type("68");
    story.tap(Tap::confirm);
    const auto sign_in = story.sent<SignIn>();
    EXPECT_EQ(sign_in.badge.text(), "MAB1:BADGE");
    EXPECT_EQ(sign_in.pin.text(), "2468");
    EXPECT_TRUE(story.screen<screen::SignIn>()->pin.empty());
    story.say(SignedIn{sign_in.request, {"zhou", "周*"}});
    EXPECT_NE(story.screen<screen::Desk>(), nullptr);
    EXPECT_EQ(story.state.staff->masked_name, "周*");
}

void give_wrong_pin(Story& story) {
    story.type("1111");
    story.tap(Tap::confirm);
    story.say(SignInFailed{story.sent<SignIn>().request, SignInError::wrong_pin});
}

TEST(SignInDesk, WrongPinsMakeTheNextTryWaitLongerAndLonger) {
    Story story;
    story.tap(Tap::staff);
    story.scan("MAB1:BADGE");
    std::vector<int> waits;
    for (int i = 0; i < 10; ++i) {
        give_wrong_pin(story);
        ASSERT_NE(story.screen<screen::SignIn>(), nullptr);
        waits.push_back(story.screen<screen::SignIn>()->wait_seconds);
        for (int left = waits.back(); left > 0; left -= std::min(left, 20)) {  // somebody stays there
            story.wait(std::min(left, 20));
            story.say(Touched{});
        }
    }
    EXPECT_THAT(waits, testing::ElementsAre(0, 0, 30, 60, 120, 240, 480, 900, 900, 900));
}

TEST(SignInDesk, TheWaitIsCountedDownAndNotEscapedByLeaving) {
    Story story;
    story.tap(Tap::staff);
    story.scan("MAB1:BADGE");
    for (int i = 0; i < 3; ++i) give_wrong_pin(story);
    story.wait(10);
    EXPECT_EQ(story.screen<screen::SignIn>()->wait_seconds, 20);
    story.tap(Tap::home);
    story.tap(Tap::staff);
    EXPECT_EQ(story.screen<screen::SignIn>()->wait_seconds, 20);
    story.scan("MAB1:BADGE");
    story.type("2468");
    story.tap(Tap::confirm);
    EXPECT_EQ(story.count<SignIn>(), 3);
    story.wait(21);
    story.type("2468");
    story.tap(Tap::confirm);
    EXPECT_EQ(story.count<SignIn>(), 4);
}

TEST(SignInDesk, AGoodSignInForgivesEarlierMistakes) {
    Story story;
    story.tap(Tap::staff);
    story.scan("MAB1:BADGE");
    give_wrong_pin(story);
    give_wrong_pin(story);
    story.type("2468");
    story.tap(Tap::confirm);
    story.say(SignedIn{story.sent<SignIn>().request, {"zhou", "周*"}});
    EXPECT_EQ(story.state.guard.failures, 0);
}

TEST(SignInDesk, AnUnknownBadgeIsAskedForAgain) {
    Story story;
    story.tap(Tap::staff);
    story.scan("MAB1:STRANGER");
    story.type("2468");
    story.tap(Tap::confirm);
    story.say(SignInFailed{story.sent<SignIn>().request, SignInError::unknown_badge});
    const auto* sign_in = story.screen<screen::SignIn>();
    EXPECT_EQ(sign_in->phase, screen::SignIn::Phase::scan_badge);
    EXPECT_EQ(sign_in->error, SignInError::unknown_badge);
    EXPECT_TRUE(sign_in->badge.empty());
}

void type_badge(Story& story, const std::string& letters) {
    for (const char letter : letters) story.say(PressKey{letter});
}

TEST(SignInDesk, TakesTheBadgesLettersWhereNoCodeCanBeScanned) {
    Story story;
    story.tap(Tap::staff);
    story.tap(Tap::type_badge);
    EXPECT_FALSE(story.state.camera_on);
    type_badge(story, "abcdefghijklmnopqrstuv2018");
    const auto* sign_in = story.screen<screen::SignIn>();
    EXPECT_EQ(sign_in->typed.text(), "ABCDEFGHIJKLMNOPQRSTUV2OIB")
        << "0, 1 and 8 stand for what they look like";
    type_badge(story, "z");
    EXPECT_EQ(sign_in->typed.size(), screen::SignIn::kTyped);
    story.tap(Tap::next);
    story.type("2468");
    story.tap(Tap::confirm);
    EXPECT_EQ(story.sent<SignIn>().badge.text(), "MAB1:ABCDEFGHIJKLMNOPQRSTUV2OIB");
    EXPECT_EQ(story.sent<SignIn>().pin.text(), "2468");
}

TEST(SignInDesk, ATypedBadgeThatIsUnknownCanBeMended) {
    Story story;
    story.tap(Tap::staff);
    story.tap(Tap::type_badge);
    type_badge(story, "abcdefghijklmnopqrstuvwxyz");
    story.tap(Tap::next);
    story.type("2468");
    story.tap(Tap::confirm);
    story.say(SignInFailed{story.sent<SignIn>().request, SignInError::unknown_badge});
    const auto* sign_in = story.screen<screen::SignIn>();
    EXPECT_EQ(sign_in->phase, screen::SignIn::Phase::type_badge);
    EXPECT_EQ(sign_in->typed.size(), screen::SignIn::kTyped);
    story.tap(Tap::erase);
    EXPECT_FALSE(story.screen<screen::SignIn>()->error);
    story.tap(Tap::next);
    EXPECT_EQ(story.screen<screen::SignIn>()->phase, screen::SignIn::Phase::type_badge) << "one is missing";
}

TEST(SignInDesk, ThatNobodyWaitsForAnyMoreIsClosedAgain) {
    Story story;
    story.tap(Tap::staff);
    story.scan("MAB1:BADGE");
    story.type("2468");
    story.tap(Tap::confirm);
    const RequestId request = story.sent<SignIn>().request;
    story.tap(Tap::home);
    story.say(SignedIn{request, {"zhou", "周*"}});
    EXPECT_FALSE(story.state.staff);
    EXPECT_NE(story.screen<screen::Home>(), nullptr);
    EXPECT_EQ(story.count<SignOut>(), 1);
}

TEST(SignOutDesk, ClosesTheDesk) {
    Story story;
    story.reach_desk({desk_row(1, "JL03-000001")});
    story.tap(Tap::sign_out);
    EXPECT_NE(story.screen<screen::Home>(), nullptr);
    EXPECT_FALSE(story.state.staff);
    EXPECT_EQ(story.count<SignOut>(), 1);
}

// ------------------------------------------------------------------------------------------ the list

TEST(Desk, ShowsTheDayInPages) {
    std::vector<DeskRow> rows;
    for (std::uint8_t i = 1; i <= 20; ++i) rows.push_back(desk_row(i, "JL03-0000" + std::to_string(10 + i)));
    Story story;
    story.reach_desk(rows);
    EXPECT_EQ(story.screen<screen::Desk>()->pages, 3U);
    for (int i = 0; i < 5; ++i) story.say(TurnPage{1});
    EXPECT_EQ(story.screen<screen::Desk>()->page, 2U);
    for (int i = 0; i < 5; ++i) story.say(TurnPage{-1});
    EXPECT_EQ(story.screen<screen::Desk>()->page, 0U);
    story.say(SelectRow{20});
    EXPECT_NE(story.screen<screen::Desk>(), nullptr) << "there is no such row";
    story.say(SelectRow{19});
    ASSERT_NE(story.screen<screen::DeskEntry>(), nullptr);
    EXPECT_EQ(story.screen<screen::DeskEntry>()->row.slip_number, "JL03-000030");
}

struct EntryCase {
    const char* name;
    bool paid;
    bool withdrawn;
    EnrollmentState state;
    bool can_pay;
    bool can_change;
};
class DeskEntries : public testing::TestWithParam<EntryCase> {};
TEST_P(DeskEntries, OfferWhatMayStillBeDone) {
    DeskRow row = desk_row(1, "JL03-000001");
    row.paid = GetParam().paid;
    row.withdrawn = GetParam().withdrawn;
    row.state = GetParam().state;
    Story story;
    story.reach_desk({row});
    story.say(SelectRow{0});
    EXPECT_EQ(story.screen<screen::DeskEntry>()->can_pay, GetParam().can_pay);
    EXPECT_EQ(story.screen<screen::DeskEntry>()->can_change, GetParam().can_change);
    story.tap(Tap::pay);
    EXPECT_EQ(story.screen<screen::PaySingle>() != nullptr, GetParam().can_pay);
}
INSTANTIATE_TEST_SUITE_P(
    Rows, DeskEntries,
    testing::Values(EntryCase{"fresh", false, false, EnrollmentState::stored_here, true, true},
                    EntryCase{"paid", true, false, EnrollmentState::stored_here, false, true},
                    EntryCase{"waiting", false, false, EnrollmentState::awaiting_payment, true, true},
                    EntryCase{"accepted", true, false, EnrollmentState::accepted, false, true},
                    EntryCase{"withdrawn", false, true, EnrollmentState::stored_here, false, false},
                    EntryCase{"refused", false, false, EnrollmentState::refused, false, true},
                    EntryCase{"duplicate", true, false, EnrollmentState::duplicate, false, true}),
    [](const auto& test) { return test.param.name; });

struct ClaimCase {
    const char* name;
    EnrollmentState state;
    const char* reason;
    bool filed_again;
    bool can_file_again;
};
class ClaimsOnTheDesk : public testing::TestWithParam<ClaimCase> {};
TEST_P(ClaimsOnTheDesk, CanBeFiledAgainWhereThatHelpsAndAreNeitherPaidNorChanged) {
    DeskRow row = claim_row(1, "JL03-000001");
    row.state = GetParam().state;
    row.reason = GetParam().reason;
    row.claim->filed_again = GetParam().filed_again;
    Story story;
    story.reach_desk({row});
    story.say(SelectRow{0});
    for (const Tap tap : {Tap::pay, Tap::correct, Tap::withdraw}) story.tap(tap);
    ASSERT_NE(story.screen<screen::DeskEntry>(), nullptr);
    EXPECT_EQ(story.screen<screen::DeskEntry>()->row, row);
    story.tap(Tap::file_claim);
    EXPECT_EQ(story.screen<screen::ClaimCard>() != nullptr, GetParam().can_file_again);
}
INSTANTIATE_TEST_SUITE_P(
    Rows, ClaimsOnTheDesk,
    testing::Values(ClaimCase{"fresh", EnrollmentState::stored_here, "", false, false},
                    ClaimCase{"received", EnrollmentState::received, "", false, false},
                    ClaimCase{"asked", EnrollmentState::in_review, "outside_coverage", false, false},
                    ClaimCase{"number_taken", EnrollmentState::in_review, "bad_number", false, true},
                    ClaimCase{"unreadable", EnrollmentState::in_review, "unreadable", false, true},
                    ClaimCase{"refused", EnrollmentState::refused, "missing_document", false, true},
                    ClaimCase{"filed_again", EnrollmentState::refused, "missing_document", true, false}),
    [](const auto& test) { return test.param.name; });

void scan_for_claims(Story& story, bool is_task) {
    DeskRow row = claim_row(1, "JL03-000001");
    row.state = EnrollmentState::refused;
    row.task = is_task;
    story.tap(Tap::nav_claims);
    story.scan("MA1:JL03-000001");
    const auto asked = story.sent<LookUpSlip>();
    EXPECT_TRUE(asked.by_staff);
    story.say(SlipFound{asked.request, status_with(EnrollmentState::accepted), row});
}

TEST(DeskClaims, AScannedSlipShowsWhatIsToBeDoneAboutItsClaim) {
    Story story;
    story.reach_desk();
    scan_for_claims(story, true);
    ASSERT_NE(story.screen<screen::DeskEntry>(), nullptr);
    EXPECT_TRUE(story.screen<screen::DeskEntry>()->can_file_again);
    story.tap(Tap::back);
    EXPECT_NE(story.screen<screen::Desk>(), nullptr);
}

TEST(DeskClaims, AScannedSlipShowsHowItsClaimStandsWhereNothingIsToBeDone) {
    Story story;
    story.reach_desk();
    scan_for_claims(story, false);
    EXPECT_NE(story.screen<screen::Status>(), nullptr);
}

TEST(Desk, LoadsAnewWhenASyncHasEnded) {
    Story story;
    story.reach_desk();
    const int loads = story.count<LoadDeskDay>();
    story.say(SyncStatus{true, 5, 3, 3, {}, {}});
    EXPECT_EQ(story.count<LoadDeskDay>(), loads);
    story.say(SyncStatus{false, 5, 5, 3, story.now.wall, {}});
    EXPECT_EQ(story.count<LoadDeskDay>(), loads + 1);
}

// ------------------------------------------------------------------------------------------ payments

TEST(PaySingle, NeedsTheCheckedPaperAndAReceiptNumber) {
    Story story;
    story.reach_desk({desk_row(7, "JL03-000007")});
    story.say(SelectRow{0});
    story.tap(Tap::pay);
    story.tap(Tap::confirm);
    story.type("00120");
    story.tap(Tap::confirm);
    EXPECT_EQ(story.count<ConfirmPayments>(), 0) << "nobody has checked the paper";
    story.tap(Tap::toggle_papers);
    story.say(ChoosePayMethod{PayMethod::qr});
    story.tap(Tap::confirm);
    story.tap(Tap::confirm);
    ASSERT_EQ(story.count<ConfirmPayments>(), 1);
    const auto payments = story.sent<ConfirmPayments>();
    EXPECT_THAT(payments.payments,
                testing::ElementsAre(PaymentForm{syncing::RecordId{7}, 3600, "00120", PayMethod::qr, true}));
    EXPECT_NE(story.screen<screen::PaySingle>(), nullptr) << "not confirmed before it is stored";
    story.say(Stored{payments.request});
    ASSERT_NE(story.screen<screen::Desk>(), nullptr);
    EXPECT_EQ(story.screen<screen::Desk>()->done, screen::DeskDone::payments_confirmed);
}

TEST(PaySingle, ThatIsNotStoredCanBeTriedAgain) {
    Story story;
    story.reach_desk({desk_row(7, "JL03-000007")});
    story.say(SelectRow{0});
    story.tap(Tap::pay);
    story.type("00120");
    story.tap(Tap::toggle_papers);
    story.tap(Tap::confirm);
    story.say(StoreFailed{story.sent<ConfirmPayments>().request, StoreError::disk_full});
    EXPECT_EQ(story.state.message, Message::not_saved_disk_full);
    story.tap(Tap::dismiss);
    story.tap(Tap::confirm);
    EXPECT_EQ(story.count<ConfirmPayments>(), 2);
}

void scan_slip(Story& story, const DeskRow& row) {
    story.scan("MA1:" + row.slip_number);
    story.say(SlipRowFound{story.sent<LookUpSlipRow>().request, row});
}

TEST(PayRun, ConfirmsScannedSlipsUnderASeriesOfReceipts) {
    Story story;
    story.reach_desk();
    story.tap(Tap::nav_pay_run);
    EXPECT_TRUE(story.state.camera_on);
    scan_slip(story, desk_row(1, "JL03-000001"));
    scan_slip(story, desk_row(2, "JL03-000002"));
    scan_slip(story, desk_row(3, "JL04-000009"));
    story.type("00198");
    EXPECT_EQ(story.screen<screen::PayRun>()->total_fen, 3 * 3600);
    EXPECT_FALSE(story.screen<screen::PayRun>()->ready);
    for (std::size_t i = 0; i < 3; ++i) story.say(TickPapers{i});
    EXPECT_TRUE(story.screen<screen::PayRun>()->ready);
    story.tap(Tap::confirm);
    const auto run = story.sent<ConfirmPayments>();
    ASSERT_EQ(run.payments.size(), 3U);
    EXPECT_EQ(run.payments[0].receipt_number, "00198");
    EXPECT_EQ(run.payments[1].receipt_number, "00199");
    EXPECT_EQ(run.payments[2].receipt_number, "00200");
    EXPECT_EQ(run.payments[2].enrollment, syncing::RecordId{3});
    story.say(Stored{run.request});
    EXPECT_NE(story.screen<screen::Desk>(), nullptr);
}

TEST(PayRun, TakesEachSlipOnceAndNoneThatIsPaidOrWithdrawn) {
    DeskRow paid = desk_row(2, "JL03-000002");
    paid.paid = true;
    DeskRow withdrawn = desk_row(3, "JL03-000003");
    withdrawn.withdrawn = true;
    Story story;
    story.reach_desk();
    story.tap(Tap::nav_pay_run);
    scan_slip(story, desk_row(1, "JL03-000001"));
    scan_slip(story, desk_row(1, "JL03-000001"));
    EXPECT_EQ(story.state.message, Message::already_in_list);
    story.tap(Tap::dismiss);
    scan_slip(story, paid);
    EXPECT_EQ(story.state.message, Message::already_paid);
    story.tap(Tap::dismiss);
    scan_slip(story, withdrawn);
    EXPECT_EQ(story.state.message, Message::already_withdrawn);
    story.tap(Tap::dismiss);
    EXPECT_EQ(story.screen<screen::PayRun>()->items.size(), 1U);
    DeskRow refused = desk_row(4, "JL03-000004");
    refused.state = EnrollmentState::refused;
    scan_slip(story, refused);
    EXPECT_EQ(story.state.message, Message::center_said_no);
}

TEST(PayRun, TakesNoSlipOfAClaimOfThisTerminalOrAnother) {
    DeskRow of_another;  // of its slip no more is known than the fee
    of_another.record_id = {6};
    of_another.slip_number = "JL04-000006";
    for (const DeskRow& claim : {claim_row(5, "JL03-000005"), of_another}) {
        Story story;
        story.reach_desk();
        story.tap(Tap::nav_pay_run);
        scan_slip(story, claim);
        EXPECT_EQ(story.state.message, Message::nothing_to_pay);
        EXPECT_TRUE(story.screen<screen::PayRun>()->items.empty());
    }
}

TEST(PayRun, DroppingASlipMovesTheReceiptsUp) {
    Story story;
    story.reach_desk();
    story.tap(Tap::nav_pay_run);
    for (std::uint8_t i = 1; i <= 3; ++i) scan_slip(story, desk_row(i, "JL03-00000" + std::to_string(i)));
    story.type("1000");
    story.say(RemoveItem{1});
    const auto& items = story.screen<screen::PayRun>()->items;
    ASSERT_EQ(items.size(), 2U);
    EXPECT_EQ(items[1].row.slip_number, "JL03-000003");
    EXPECT_EQ(items[1].receipt, "1001");
    EXPECT_EQ(story.screen<screen::PayRun>()->total_fen, 2 * 3600);
}

TEST(PayRun, DoesNotCountPastTheReceiptBook) {
    Story story;
    story.reach_desk();
    story.tap(Tap::nav_pay_run);
    scan_slip(story, desk_row(1, "JL03-000001"));
    scan_slip(story, desk_row(2, "JL03-000002"));
    story.type("9999");
    story.say(TickPapers{0});
    story.say(TickPapers{1});
    EXPECT_FALSE(story.screen<screen::PayRun>()->ready);
    story.say(RemoveItem{1});
    EXPECT_TRUE(story.screen<screen::PayRun>()->ready);
}

TEST(PayRun, AForeignCodeIsExplained) {
    Story story;
    story.reach_desk();
    story.tap(Tap::nav_pay_run);
    story.scan("https://example.invalid/");
    story.say(LookUpFailed{story.sent<LookUpSlipRow>().request, LookUpError::not_ours});
    EXPECT_EQ(story.state.message, Message::code_not_ours);
}

// ------------------------------------------------------------------------------------------ changes

TEST(Correct, SendsOnlyWhatChanges) {
    Story story;
    story.reach_desk({desk_row(7, "JL03-000007")});
    story.say(SelectRow{0});
    story.tap(Tap::correct);
    story.tap(Tap::confirm);
    story.say(ChooseField{CorrectionField::phone});
    story.type("1390000");
    story.say(ChooseCorrectionReason{CorrectionReason::mistyped});
    story.tap(Tap::confirm);
    EXPECT_EQ(story.count<Correct>(), 0) << "half a number is no number";
    story.type("1234");
    story.tap(Tap::confirm);
    const auto correct = story.sent<Correct>();
    EXPECT_EQ(correct.form.phone->text(), "13900001234");
    EXPECT_FALSE(correct.form.document);
    EXPECT_FALSE(correct.form.employment);
    EXPECT_FALSE(correct.form.workplace);
    EXPECT_EQ(correct.form.reason, CorrectionReason::mistyped);
    story.say(Stored{correct.request});
    EXPECT_EQ(story.screen<screen::Desk>()->done, screen::DeskDone::corrected);
}

TEST(Correct, KnowsAllFourFields) {
    Story story;
    story.reach_desk({desk_row(7, "JL03-000007")});
    story.say(SelectRow{0});
    story.tap(Tap::correct);
    story.say(ChooseDocument{Document::social_security_proof});
    story.say(ChooseEmployment{Employment::small_micro});
    story.say(ChooseWorkplace{1});
    story.tap(Tap::confirm);
    EXPECT_EQ(story.count<Correct>(), 0) << "a change needs a reason";
    story.say(ChooseCorrectionReason{CorrectionReason::papers_differ});
    story.tap(Tap::confirm);
    const auto form = story.sent<Correct>().form;
    EXPECT_EQ(form.document, Document::social_security_proof);
    EXPECT_EQ(form.employment, Employment::small_micro);
    EXPECT_EQ(form.workplace, "wucun");
    EXPECT_FALSE(form.phone);
}

TEST(Withdraw, NeedsAReasonAndIsSentOnce) {
    Story story;
    story.reach_desk({desk_row(7, "JL03-000007")});
    story.say(SelectRow{0});
    story.tap(Tap::withdraw);
    story.tap(Tap::confirm);
    EXPECT_EQ(story.count<Withdraw>(), 0);
    story.say(ChooseWithdrawalReason{WithdrawalReason::worker_asked});
    story.tap(Tap::confirm);
    story.tap(Tap::confirm);
    ASSERT_EQ(story.count<Withdraw>(), 1);
    EXPECT_EQ(story.sent<Withdraw>().form,
              (WithdrawalForm{syncing::RecordId{7}, WithdrawalReason::worker_asked}));
    story.say(Stored{story.sent<Withdraw>().request});
    EXPECT_EQ(story.screen<screen::Desk>()->done, screen::DeskDone::withdrawn);
}

struct ChangeFailure {
    StoreError error;
    Message message;
};
class Withdrawals : public testing::TestWithParam<ChangeFailure> {};
TEST_P(Withdrawals, ThatFailAreExplained) {
    Story story;
    story.reach_desk({desk_row(7, "JL03-000007")});
    story.say(SelectRow{0});
    story.tap(Tap::withdraw);
    story.say(ChooseWithdrawalReason{WithdrawalReason::not_paid});
    story.tap(Tap::confirm);
    story.say(StoreFailed{story.sent<Withdraw>().request, GetParam().error});
    EXPECT_EQ(story.state.message, GetParam().message);
    EXPECT_NE(story.screen<screen::Withdraw>(), nullptr);
}
INSTANTIATE_TEST_SUITE_P(Errors, Withdrawals,
                         testing::Values(ChangeFailure{StoreError::not_found, Message::row_not_found},
                                         ChangeFailure{StoreError::already_done, Message::already_done},
                                         ChangeFailure{StoreError::busy, Message::not_saved_busy}));

// ------------------------------------------------------------------------------------------ sync

TEST(SyncPage, AsksForOneSyncAtATime) {
    Story story;
    story.reach_desk();
    story.tap(Tap::nav_sync);
    story.tap(Tap::sync_now);
    EXPECT_EQ(story.count<SyncNow>(), 1);
    story.say(SyncStatus{true, 312, 300, 300, {}, {}});
    story.tap(Tap::sync_now);
    EXPECT_EQ(story.count<SyncNow>(), 1);
    story.say(SyncStatus{false, 312, 312, 300, story.now.wall, {}});
    EXPECT_EQ(story.state.shell.sync.held, 312U);
    story.tap(Tap::sync_now);
    EXPECT_EQ(story.count<SyncNow>(), 2);
}

TEST(SyncPage, NoVisitorCanStartASync) {
    Story story;
    story.tap(Tap::sync_now);
    story.tap(Tap::nav_today);
    EXPECT_EQ(story.count<SyncNow>(), 0);
    EXPECT_NE(story.screen<screen::Home>(), nullptr);
}

}  // namespace
}  // namespace kiosk::test
