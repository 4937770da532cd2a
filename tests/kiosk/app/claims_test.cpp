// Claims filed at the desk, down to the files: what is kept, sealed, deleted.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "kiosk/app/photographs.h"
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

constexpr std::string_view kPrint = "settlement sheet of made-up lin, 5,230.00";

std::shared_ptr<const TakenPhotograph> photograph(char mark) {
    TakenPhotograph taken;
    taken.jpeg.assign(kPrint.begin(), kPrint.end());
    taken.jpeg.push_back(static_cast<std::uint8_t>(mark));
    return std::make_shared<const TakenPhotograph>(std::move(taken));
}

struct ClaimsTest : testing::Test {
    ClaimsTest() { terminal.first_sync(); }

    Store signed_in() {
        Store store = terminal.open();
        ask<SignedIn>(store, SignIn{1, PrivateText(terminal.badge()), PrivateText(kPin)});
        return store;
    }
    static platform::Hash keep(Store& store, char mark) {
        return ask<PhotographKept>(store, KeepPhotograph{2, photograph(mark)}).page;
    }
    static ClaimForm form(std::vector<ClaimPaper> papers = {}) {
        ClaimForm form;
        form.card = made_up_card();
        form.scheme = "xiamen";
        form.pack_hash = {5};
        form.plan = "mutual-aid";
        form.kind = "hospitalization";
        form.place = "嘉莲街道职工服务站";
        form.event = *platform::parse_date("2026-05-28");
        form.phone = PrivateText("13800006621");
        form.papers = std::move(papers);
        return form;
    }
    /// So many days from now.
    std::vector<DeskRow> list(Store& store, int days) {
        return ask<DeskDayLoaded>(store, LoadDeskDay{9, terminal.clock.wall_ms + days * 24LL * 3600 * 1000})
            .rows;
    }
    void center_says(const syncing::RecordId& record, std::uint64_t version, const char* state,
                     const char* reason, const char* note) {
        wire::DeskView view;
        view.set_state(state);
        view.set_reason(reason);
        view.set_note(note);
        wire::Update update;
        update.mutable_desk()->set_row_id(platform::string_of(record));
        update.mutable_desk()->set_version(version);
        update.mutable_desk()->set_desk_key_id(kDeskKeyId);
        update.mutable_desk()->set_sealed(
            platform::string_of(*syncing::seal_message(terminal.desk.public_key, view)));
        terminal.send({update});
    }
    syncing::Attachments attachments() {
        return std::move(syncing::Attachments::open(terminal.folder().attachments_db()).value());
    }
    std::uint64_t kept() { return attachments().waiting().value(); }

    MadeUpTerminal terminal;
};

TEST_F(ClaimsTest, is_saved_with_a_slip_and_all_that_was_filled_in) {
    Store store = signed_in();
    const auto enrolled = ask<Submitted>(store, Submit{3, made_up_form()});
    const platform::Hash first = keep(store, '1');
    const platform::Hash second = keep(store, '2');
    ClaimForm claim = form({{1, true, {first, second}}, {3, true, {}}});
    claim.enrollment = enrolled.slip.record_id;
    const auto saved = ask<Submitted>(store, FileClaim{4, claim});
    EXPECT_EQ(saved.slip.number, "JL03-000002");
    const auto code = syncing::parse_code(saved.slip.code.text());
    ASSERT_TRUE(std::holds_alternative<syncing::SlipCode>(code));
    EXPECT_EQ(std::get<syncing::SlipCode>(code).record_id, saved.slip.record_id);

    const auto bodies = terminal.bodies_at_center();
    const wire::ClaimFiled& filed = bodies.back().claim_filed();
    EXPECT_EQ(filed.claim_number(), "JL03-000002");
    EXPECT_EQ(filed.person().number(), made_up_card().number);
    EXPECT_EQ(filed.enrollment_record(), platform::string_of(enrolled.slip.record_id));
    EXPECT_EQ(filed.plan(), "mutual-aid");
    EXPECT_EQ(filed.kind(), "hospitalization");
    EXPECT_EQ(filed.place(), "嘉莲街道职工服务站");
    EXPECT_EQ(filed.event_date(), "2026-05-28");
    EXPECT_EQ(filed.phone(), "13800006621");
    EXPECT_EQ(filed.staff_id(), "zhou");
    EXPECT_EQ(filed.card_key().public_key().size(), 32U);
    ASSERT_EQ(filed.papers_size(), 2);
    EXPECT_EQ(filed.papers(0).listed(), 1U);
    ASSERT_EQ(filed.papers(0).pages_size(), 2);
    EXPECT_EQ(filed.papers(0).pages(1), platform::string_of(second));
    EXPECT_EQ(filed.papers(1).pages_size(), 0) << "brought, not photographed";
}

TEST_F(ClaimsTest, keeps_photographs_sealed_to_the_center_under_its_own_record) {
    Store store = signed_in();
    const platform::Hash page = keep(store, '1');
    std::ifstream file(terminal.folder().attachments_db(), std::ios::binary);
    const std::string on_disk{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(on_disk.find(kPrint), std::string::npos);

    const auto saved = ask<Submitted>(store, FileClaim{4, form({{0, true, {page}}})});
    auto all = attachments();
    const auto waiting = all.unclear(1, 0, 10).value();
    ASSERT_EQ(waiting.size(), 1U);
    EXPECT_EQ(waiting[0].id, page);
    EXPECT_EQ(waiting[0].record, saved.slip.record_id);
    ASSERT_TRUE(all.note({{page, 0, false}}, 1, 1000));
    const auto sealed = all.missing(1, syncing::kMaxAttachment).value();
    EXPECT_EQ(syncing::open_bytes(terminal.sealing, sealed.at(0).data).value(), photograph('1')->jpeg);
}

TEST_F(ClaimsTest, that_is_left_takes_its_photographs_with_it) {
    Store store = signed_in();
    keep(store, '1');
    keep(store, '2');
    EXPECT_EQ(kept(), 2U);
    store.handle(ForgetVisitor{});
    EXPECT_EQ(kept(), 0U);
    const platform::Hash page = keep(store, '3');
    const auto saved = ask<Submitted>(store, FileClaim{4, form({{0, true, {page}}})});
    store.handle(ForgetVisitor{});
    EXPECT_EQ(kept(), 1U) << "a filed claim keeps them";
    EXPECT_EQ(attachments().records().value().at(0), saved.slip.record_id);
}

TEST_F(ClaimsTest, that_a_power_cut_left_unfinished_is_gone_at_the_next_start) {
    {
        Store store = signed_in();
        const platform::Hash page = keep(store, '1');
        ask<Submitted>(store, FileClaim{4, form({{0, true, {page}}})});
        keep(store, '2');
        EXPECT_EQ(kept(), 2U);
    }
    terminal.open();
    EXPECT_EQ(kept(), 1U);
}

TEST_F(ClaimsTest, loses_a_page_that_was_taken_back) {
    Store store = signed_in();
    keep(store, '1');
    const platform::Hash page = keep(store, '2');
    store.handle(DropPhotograph{page});
    EXPECT_EQ(kept(), 1U);
}

TEST_F(ClaimsTest, shows_as_filed_at_once_by_card_by_slip_and_by_a_typed_card) {
    Store store = signed_in();
    const auto saved = ask<Submitted>(store, FileClaim{4, form()});
    const auto check = [&](const StatusView& status) {
        ASSERT_EQ(status.claims.size(), 1U);
        EXPECT_EQ(status.claims[0].number, saved.slip.number);
        EXPECT_EQ(status.claims[0].kind, "hospitalization");
        ASSERT_EQ(status.claims[0].steps.size(), 1U);
        EXPECT_EQ(status.claims[0].steps[0].kind, ClaimStepKind::filed);
    };
    check(ask<PersonFound>(store, LookUpCard{5, made_up_card(), false}).status);
    check(ask<SlipFound>(store, LookUpSlip{6, saved.slip.code, false}).status);
    check(ask<PersonFound>(store, LookUpCard{7, made_up_card(), true, true}).status);
}

TEST_F(ClaimsTest, stands_on_the_desks_list_beside_the_enrollments_of_its_day) {
    Store store = signed_in();
    ask<Submitted>(store, Submit{3, made_up_form()});
    terminal.clock.wall_ms += 60'000;
    const platform::Hash page = keep(store, '1');
    const auto saved = ask<Submitted>(store, FileClaim{4, form({{1, true, {page}}, {3, true, {}}})});
    const auto rows = list(store, 0);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_FALSE(rows[1].claim) << "the enrollment, made earlier";
    const DeskRow& row = rows[0];
    EXPECT_EQ(row.record_id, saved.slip.record_id);
    EXPECT_EQ(row.slip_number, saved.slip.number);
    EXPECT_EQ(row.masked_name, "林*强");
    EXPECT_EQ(row.number_tail, "0018");
    EXPECT_EQ(row.claim, (DeskClaim{"hospitalization", platform::parse_date("2026-05-28"), 2, 1}));
    EXPECT_EQ(row.state, EnrollmentState::stored_here);
    EXPECT_FALSE(row.task);
    EXPECT_TRUE(list(store, 1).empty()) << "nobody has anything to do about it";
    EXPECT_EQ(ask<SlipRowFound>(store, LookUpSlipRow{6, saved.slip.code}).row, row);
    EXPECT_EQ(ask<SlipFound>(store, LookUpSlip{7, saved.slip.code, true}).claim, row);
    EXPECT_FALSE(ask<SlipFound>(store, LookUpSlip{8, saved.slip.code, false}).claim) << "staff alone";

    terminal.acknowledge(9);
    EXPECT_EQ(list(store, 0)[0].state, EnrollmentState::received);
}

TEST_F(ClaimsTest, that_the_center_sent_back_is_a_task_of_the_days_after_until_it_is_filed_again) {
    Store store = signed_in();
    const auto saved = ask<Submitted>(store, FileClaim{4, form()});
    center_says(saved.slip.record_id, 1, "in_review", "outside_coverage", "");
    EXPECT_TRUE(list(store, 0)[0].task);
    ASSERT_EQ(list(store, 1).size(), 1U);
    EXPECT_EQ(list(store, 1)[0].reason, "outside_coverage");
    center_says(saved.slip.record_id, 2, "refused", "missing_document", "缺出院小结");
    ASSERT_EQ(list(store, 90).size(), 1U);
    const DeskRow row = list(store, 90)[0];
    EXPECT_TRUE(row.task && row.earlier);
    EXPECT_EQ(row.state, EnrollmentState::refused);
    EXPECT_EQ(row.note, "缺出院小结");

    terminal.clock.wall_ms += 24LL * 3600 * 1000;
    const auto again = ask<Submitted>(store, FileClaim{5, form()});
    const auto today = list(store, 0);
    ASSERT_EQ(today.size(), 1U);
    EXPECT_EQ(today[0].record_id, again.slip.record_id);
    const DeskRow old = ask<SlipRowFound>(store, LookUpSlipRow{6, saved.slip.code}).row;
    EXPECT_TRUE(old.claim->filed_again);
    EXPECT_EQ(old.state, EnrollmentState::refused);
}

TEST_F(ClaimsTest, needs_staff_who_are_signed_in) {
    Store store = terminal.open();
    EXPECT_EQ(ask<StoreFailed>(store, FileClaim{1, form()}).error, StoreError::broken);
    EXPECT_EQ(ask<StoreFailed>(store, KeepPhotograph{2, photograph('1')}).error, StoreError::broken);
}

TEST(Photographs, are_jpegs_that_fit_an_attachment_with_a_picture_to_judge_them_by) {
    const platform::Photograph large{{4000, 3000, std::vector<std::uint8_t>(12'000'000, 200)},
                                     platform::PictureQuality::dark};
    const auto taken = developed(large);
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->jpeg[0], 0xFF);
    EXPECT_EQ(taken->jpeg[1], 0xD8);
    EXPECT_LE(std::max(taken->seen.width, taken->seen.height), TakenPhotograph::kSeenSide);
    EXPECT_EQ(taken->quality, platform::PictureQuality::dark);
    EXPECT_EQ(developed(std::nullopt), nullptr);
}

}  // namespace
}  // namespace kiosk
