#include "kiosk/app/store.h"

#include <gtest/gtest.h>

#include "sync/seal/seal.h"
#include "sync/wire/code.h"
#include "tests/kiosk/app/made_up_terminal.h"

namespace kiosk {
namespace {

namespace wire = mutual_aid::v1;

template <class Answer>
Answer ask(Store& store, const StoreRequest& request) {
    const auto answer = store.handle(request);
    EXPECT_TRUE(answer.has_value());
    const auto* wanted = answer ? std::get_if<Answer>(&*answer) : nullptr;
    EXPECT_NE(wanted, nullptr) << "another answer came, alternative " << (answer ? answer->index() : 0);
    return wanted == nullptr ? Answer{} : *wanted;
}

struct StoreTest : testing::Test {
    MadeUpTerminal terminal;

    void sign_in(Store& store) {
        ask<SignedIn>(store, SignIn{1, PrivateText(terminal.badge()), PrivateText(kPin)});
    }
};

TEST_F(StoreTest, an_enrollment_is_committed_with_a_slip_that_verifies_as_ours) {
    Store store = terminal.open();
    const auto saved = ask<Submitted>(store, Submit{5, made_up_form()});
    EXPECT_EQ(saved.request, 5u);
    EXPECT_EQ(saved.slip.number, "JL03-000001");
    const auto code = syncing::parse_code(saved.slip.code.text());
    ASSERT_TRUE(std::holds_alternative<syncing::SlipCode>(code));
    EXPECT_EQ(std::get<syncing::SlipCode>(code).record_id, saved.slip.record_id);
    EXPECT_EQ(store.sync_status().written, 1u);
}

TEST_F(StoreTest, the_center_can_open_what_was_captured_and_nothing_is_missing) {
    terminal.first_sync();
    Store store = terminal.open();
    ask<PersonFound>(store, LookUpCard{1, made_up_card(), false});
    ask<Submitted>(store, Submit{2, made_up_form()});
    const auto bodies = terminal.bodies_at_center();
    ASSERT_EQ(bodies.size(), 1u);
    const wire::Enrollment& enrollment = bodies[0].enrollment();
    EXPECT_EQ(enrollment.person().number(), "350299198807150018");
    EXPECT_EQ(enrollment.person().name(), "林测强");
    EXPECT_EQ(enrollment.phone(), "13800001234");
    EXPECT_EQ(enrollment.document(), "social_security_proof");
    EXPECT_EQ(enrollment.employment(), "flexible");
    EXPECT_EQ(enrollment.coverage_to(), "2027-06-30");
    EXPECT_EQ(enrollment.fee_fen(), 3600);
    EXPECT_TRUE(enrollment.consent());
    EXPECT_EQ(enrollment.card_key().public_key().size(), 32u);
}

TEST_F(StoreTest, a_card_finds_the_enrollment_that_was_just_saved) {
    terminal.first_sync();
    Store store = terminal.open();
    ask<Submitted>(store, Submit{1, made_up_form()});
    const auto found = ask<PersonFound>(store, LookUpCard{2, made_up_card(), false});
    ASSERT_EQ(found.status.enrollments.size(), 1u);
    EXPECT_EQ(found.status.enrollments[0].state, EnrollmentState::stored_here);
    EXPECT_EQ(found.status.enrollments[0].plan, "mutual-aid");
    EXPECT_EQ(found.status.masked_name, "林*强");
}

TEST_F(StoreTest, a_card_finds_an_enrollment_even_before_the_first_sync_brought_a_pepper) {
    Store store = terminal.open();
    ask<Submitted>(store, Submit{1, made_up_form()});
    const auto found = ask<PersonFound>(store, LookUpCard{2, made_up_card(), false});
    ASSERT_EQ(found.status.enrollments.size(), 1u);
    EXPECT_EQ(found.status.enrollments[0].slip_number, "JL03-000001");
}

TEST_F(StoreTest, an_enrollment_from_before_the_pepper_is_still_found_after_it_came) {
    Store store = terminal.open();
    ask<Submitted>(store, Submit{1, made_up_form()});
    terminal.first_sync();
    const auto found = ask<PersonFound>(store, LookUpCard{2, made_up_card(), false});
    EXPECT_EQ(found.status.enrollments.size(), 1u);
}

TEST_F(StoreTest, a_wrong_clock_does_not_move_an_enrollment_off_the_desks_day) {
    terminal.first_sync();
    {
        auto cache = syncing::Cache::open(terminal.folder().cache_db());
        ASSERT_TRUE(
            cache->save_signed_time({terminal.clock.wall_ms, 0, 0, terminal.clock.boot_name}).has_value());
    }
    const auto true_time = terminal.clock.wall_ms;
    for (const char* wrong : {"1970-01-02T00:00", "2069-12-31T23:59"}) {
        terminal.clock.wall_ms = *platform::parse_civil_time(wrong);
        terminal.clock.is_simulated = false;
        Store store = terminal.open();
        ask<Submitted>(store, Submit{1, made_up_form()});
        sign_in(store);
        EXPECT_FALSE(ask<DeskDayLoaded>(store, LoadDeskDay{2, true_time}).rows.empty()) << wrong;
    }
}

TEST_F(StoreTest, a_slip_opens_its_own_enrollment_and_the_centers_word_replaces_ours) {
    terminal.first_sync();
    Store store = terminal.open();
    const auto saved = ask<Submitted>(store, Submit{1, made_up_form()});
    const auto slip = std::get<syncing::SlipCode>(syncing::parse_code(saved.slip.code.text()));
    const auto key = syncing::slip_key(slip.secret);
    wire::PersonView view;
    view.mutable_enrollment()->set_record_id(platform::string_of(saved.slip.record_id));
    view.mutable_enrollment()->set_state("accepted");
    view.mutable_enrollment()->set_coverage_from("2026-07-01");
    view.mutable_enrollment()->set_coverage_to("2027-06-30");
    wire::Update update;
    update.mutable_person()->set_recipient(platform::string_of(syncing::recipient_tag(key.public_key)));
    update.mutable_person()->set_row_id(platform::string_of(saved.slip.record_id));
    update.mutable_person()->set_version(1);
    update.mutable_person()->set_sealed(platform::string_of(*syncing::seal_message(key.public_key, view)));
    terminal.send({update});

    const auto found = ask<SlipFound>(store, LookUpSlip{2, saved.slip.code, false});
    ASSERT_EQ(found.status.enrollments.size(), 1u);
    EXPECT_EQ(found.status.enrollments[0].state, EnrollmentState::accepted);
}

TEST_F(StoreTest, codes_that_are_not_ours_are_named_so) {
    Store store = terminal.open();
    for (const std::string& text :
         {std::string("https://example.org/free"), std::string(4000, 'A'), std::string("\xff\xfe")}) {
        const auto failed = ask<LookUpFailed>(store, LookUpSlip{1, PrivateText(text), false});
        EXPECT_EQ(failed.error, LookUpError::not_ours);
    }
}

TEST_F(StoreTest, a_slip_with_a_changed_fee_is_not_ours) {
    Store store = terminal.open();
    const auto saved = ask<Submitted>(store, Submit{1, made_up_form()});
    auto slip = std::get<syncing::SlipCode>(syncing::parse_code(saved.slip.code.text()));
    slip.fee_fen = 1;
    const auto failed = ask<LookUpFailed>(store, LookUpSlipRow{2, PrivateText(syncing::to_text(slip))});
    EXPECT_EQ(failed.error, LookUpError::not_ours);
}

TEST_F(StoreTest, a_slip_of_a_sibling_terminal_is_verified_once_the_center_named_its_key) {
    const auto sibling = platform::new_signing_key();
    syncing::SlipCode slip;
    slip.seq = 1;
    slip.record_id = {9};
    slip.fee_fen = 3600;
    slip.number = {"JL04", 'A', 1};
    slip = syncing::sign_slip(slip, sibling.secret_key);
    auto forged = slip;
    forged.fee_fen = 1;
    mutual_aid::v1::Update update;
    update.mutable_slip_key()->set_prefix("JL04");
    update.mutable_slip_key()->set_public_key(platform::string_of(sibling.public_key));
    terminal.send({update});
    Store store = terminal.open();
    const auto found = ask<SlipRowFound>(store, LookUpSlipRow{1, PrivateText(syncing::to_text(slip))});
    EXPECT_EQ(found.row.slip_number, "JL04-000001");
    EXPECT_EQ(found.row.fee_fen, 3600);
    const auto failed = ask<LookUpFailed>(store, LookUpSlipRow{2, PrivateText(syncing::to_text(forged))});
    EXPECT_EQ(failed.error, LookUpError::not_ours);
}

TEST_F(StoreTest, staff_need_badge_and_pin) {
    terminal.first_sync();
    Store store = terminal.open();
    EXPECT_EQ(ask<SignInFailed>(store, SignIn{1, PrivateText(terminal.badge()), PrivateText("000000")}).error,
              SignInError::wrong_pin);
    EXPECT_EQ(ask<SignInFailed>(store, SignIn{2, PrivateText("MAB1:AAAA"), PrivateText(kPin)}).error,
              SignInError::unknown_badge);
    EXPECT_EQ(
        ask<SignedIn>(store, SignIn{3, PrivateText(terminal.badge()), PrivateText(kPin)}).staff.masked_name,
        "周*");
}

TEST_F(StoreTest, after_a_new_desk_key_who_stays_reads_rows_from_before_and_after_with_the_same_badge) {
    terminal.first_sync();
    Store store = terminal.open();
    ask<Submitted>(store, Submit{1, made_up_form()});
    terminal.rotate_desk_key(true);
    ask<Submitted>(store, Submit{2, made_up_form()});
    sign_in(store);
    const auto day = ask<DeskDayLoaded>(store, LoadDeskDay{3, terminal.clock.wall_ms});
    ASSERT_EQ(day.rows.size(), 2u);
    EXPECT_EQ(day.rows[0].masked_name, "林*强");
    EXPECT_EQ(day.rows[1].masked_name, "林*强");
    EXPECT_EQ(ask<SignInFailed>(store, SignIn{4, PrivateText(terminal.badge()), PrivateText("000000")}).error,
              SignInError::wrong_pin);
}

TEST_F(StoreTest, who_was_removed_signs_in_no_more_and_their_key_opens_no_new_row) {
    terminal.first_sync();
    Store store = terminal.open();
    const auto before = ask<Submitted>(store, Submit{1, made_up_form()});
    terminal.rotate_desk_key(false);
    const auto after = ask<Submitted>(store, Submit{2, made_up_form()});
    EXPECT_EQ(ask<SignInFailed>(store, SignIn{3, PrivateText(terminal.badge()), PrivateText(kPin)}).error,
              SignInError::unknown_badge);
    auto ledger =
        syncing::Ledger::open(terminal.folder().ledger_db(), terminal.folder().load()->identity.ledger);
    const auto opens = [&](const syncing::RecordId& record) {
        mutual_aid::v1::IndexRow row;
        return syncing::open_message(terminal.desk, (*ledger->enrollment(record))->index_row, row)
            .has_value();
    };
    EXPECT_TRUE(opens(before.slip.record_id)) << "what a copy from their time shows";
    EXPECT_FALSE(opens(after.slip.record_id));
}

TEST_F(StoreTest, a_new_desk_key_in_the_middle_of_a_sign_in_hides_nothing_from_it) {
    terminal.first_sync();
    Store store = terminal.open();
    sign_in(store);
    terminal.rotate_desk_key(true);
    ask<Submitted>(store, Submit{1, made_up_form()});
    const auto day = ask<DeskDayLoaded>(store, LoadDeskDay{2, terminal.clock.wall_ms});
    ASSERT_EQ(day.rows.size(), 1u);
    EXPECT_EQ(day.rows[0].masked_name, "林*强");
}

TEST_F(StoreTest, the_desk_list_is_masked_and_follows_a_payment) {
    terminal.first_sync();
    Store store = terminal.open();
    const auto saved = ask<Submitted>(store, Submit{1, made_up_form()});
    sign_in(store);
    auto day = ask<DeskDayLoaded>(store, LoadDeskDay{2, terminal.clock.wall_ms});
    ASSERT_EQ(day.rows.size(), 1u);
    EXPECT_EQ(day.rows[0].masked_name, "林*强");
    EXPECT_EQ(day.rows[0].number_tail, "0018");
    EXPECT_FALSE(day.rows[0].paid);

    ask<Stored>(store, ConfirmPayments{3, {{saved.slip.record_id, 3600, "000123", PayMethod::cash, true}}});
    day = ask<DeskDayLoaded>(store, LoadDeskDay{4, terminal.clock.wall_ms});
    EXPECT_TRUE(day.rows[0].paid);
    EXPECT_EQ(day.rows[0].receipt_number, "000123");
    EXPECT_EQ(day.rows[0].employment, Employment::flexible);
}

TEST_F(StoreTest, nothing_is_listed_or_paid_without_a_sign_in) {
    terminal.first_sync();
    Store store = terminal.open();
    const auto saved = ask<Submitted>(store, Submit{1, made_up_form()});
    ask<StoreFailed>(store, LoadDeskDay{2, terminal.clock.wall_ms});
    ask<StoreFailed>(store, ConfirmPayments{3, {{saved.slip.record_id, 3600, "1", PayMethod::cash, true}}});
    sign_in(store);
    store.handle(SignOut{});
    ask<StoreFailed>(store, LoadDeskDay{4, terminal.clock.wall_ms});
}

TEST_F(StoreTest, an_enrollment_is_paid_once) {
    terminal.first_sync();
    Store store = terminal.open();
    const auto saved = ask<Submitted>(store, Submit{1, made_up_form()});
    sign_in(store);
    const ConfirmPayments payment{2, {{saved.slip.record_id, 3600, "1", PayMethod::cash, true}}};
    ask<Stored>(store, payment);
    EXPECT_EQ(ask<StoreFailed>(store, payment).error, StoreError::already_done);
}

TEST_F(StoreTest, a_correction_and_a_withdrawal_are_new_entries) {
    terminal.first_sync();
    Store store = terminal.open();
    const auto saved = ask<Submitted>(store, Submit{1, made_up_form()});
    sign_in(store);
    CorrectionForm correction;
    correction.enrollment = saved.slip.record_id;
    correction.phone = PrivateText("13900005678");
    ask<Stored>(store, Correct{2, correction});
    EXPECT_EQ(ask<DeskDayLoaded>(store, LoadDeskDay{3, terminal.clock.wall_ms}).rows[0].masked_phone,
              "139 **** 5678");
    ask<Stored>(store, Withdraw{4, {saved.slip.record_id, WithdrawalReason::worker_asked}});
    EXPECT_TRUE(ask<DeskDayLoaded>(store, LoadDeskDay{5, terminal.clock.wall_ms}).rows[0].withdrawn);
    EXPECT_EQ(ask<StoreFailed>(store, Correct{6, correction}).error, StoreError::already_done);

    const auto bodies = terminal.bodies_at_center();
    ASSERT_GE(bodies.size(), 4u);
    EXPECT_TRUE(bodies.back().has_withdrawal());
    EXPECT_EQ(bodies.front().enrollment().phone(), "13800001234");  // the first entry stands as it was
}

TEST_F(StoreTest, a_typed_card_says_who_typed_it_and_has_no_key_of_its_own) {
    terminal.first_sync();
    Store store = terminal.open();
    EnrollmentForm form = made_up_form();
    form.typed_by = "zhou";
    form.card.authority.clear();
    const auto saved = ask<Submitted>(store, Submit{1, form});
    const auto bodies = terminal.bodies_at_center();
    ASSERT_EQ(bodies.size(), 1u);
    EXPECT_EQ(bodies[0].enrollment().typed_by(), "zhou");
    EXPECT_FALSE(bodies[0].enrollment().has_card_key());
    const auto by_slip = ask<SlipFound>(store, LookUpSlip{2, saved.slip.code, false});
    EXPECT_EQ(by_slip.status.enrollments.size(), 1u);
    const auto again = ask<PersonFound>(store, LookUpCard{3, form.card, false, true});
    ASSERT_EQ(again.status.enrollments.size(), 1u) << "the same number typed again is known here";
    EXPECT_EQ(again.status.enrollments[0].slip_number, saved.slip.number);
}

TEST_F(StoreTest, the_devices_stand_in_one_row_that_is_written_when_they_change) {
    Store store = terminal.open();
    const auto kept = [&] {
        auto ledger =
            syncing::Ledger::open(terminal.folder().ledger_db(), terminal.folder().load()->identity.ledger);
        wire::Heartbeat heartbeat;
        const auto bytes = ledger->telemetry();
        EXPECT_TRUE(bytes && *bytes &&
                    heartbeat.ParseFromArray((*bytes)->data(), static_cast<int>((*bytes)->size())));
        return heartbeat;
    };
    platform::DeviceHealth reader{
        platform::DeviceKind::id_reader, platform::DeviceState::ready, "", "SAM 1", 3, 1, 0};
    store.save_devices({reader});
    const auto first = kept();
    ASSERT_EQ(first.devices_size(), 1);
    EXPECT_EQ(first.devices(0).device(), "id_reader");
    EXPECT_EQ(first.devices(0).state(), "ready");
    EXPECT_EQ(first.devices(0).uses(), 3u);
    terminal.clock.wall_ms += 60'000;
    store.save_devices({reader});
    EXPECT_EQ(kept().devices_at_ms(), first.devices_at_ms()) << "nothing has changed";
    reader.trouble = "port_lost";
    reader.identity = std::string(500, 'x');
    store.save_devices({reader});
    EXPECT_EQ(kept().devices(0).trouble(), "port_lost");
    EXPECT_EQ(kept().devices(0).identity().size(), 64u);
}

TEST_F(StoreTest, a_row_the_center_holds_is_shown_as_received) {
    terminal.first_sync();
    Store store = terminal.open();
    ask<Submitted>(store, Submit{1, made_up_form()});
    sign_in(store);
    terminal.acknowledge(1);
    EXPECT_EQ(ask<DeskDayLoaded>(store, LoadDeskDay{2, terminal.clock.wall_ms}).rows[0].state,
              EnrollmentState::received);
    EXPECT_EQ(store.sync_status().held, 1u);
}

}  // namespace
}  // namespace kiosk
