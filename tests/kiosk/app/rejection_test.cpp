// What the center refuses comes back to its station as a task, is mended there, and is accepted: the
// terminal's own store, the real programs for everything else.
#include "tests/kiosk/app/made_up_terminal.h"
#include "tests/sync/station/real_center.h"

namespace kiosk {
namespace {

class Rejection : public syncing::RealCenter {
  protected:
    void SetUp() override {
        RealCenter::SetUp();
        clock.wall_ms = *platform::parse_civil_time(syncing::kClock);
        clock.is_simulated = true;
        operate({"pack", "add", "--root-dir", folder_ / "root", SOURCE_DIR "/config/schemes/xiamen.toml"});
        badge =
            operate({"staff", "add", "--station", "SM03", "--id", "zhou", "--name", "周测", "--pin", kPin});
        ASSERT_EQ(sync().value("outcome", ""), "ok");
        store = std::make_unique<Store>(std::move(*Store::open(state_, clock)));
    }

    /// An operator's command at the center; its last line.
    std::string operate(std::vector<std::string> words) {
        words.insert(words.begin(), syncing::program("kiosk-center"));
        words.insert(words.end(), {"--state", folder_ / "center", "--clock", syncing::kClock});
        tests::Child child(words);
        std::string last;
        while (const auto line = child.line()) last = *line;
        EXPECT_EQ(child.wait(), 0);
        return last;
    }
    /// A night: what was written is sent and judged, and the answers come back.
    void night() {
        ASSERT_EQ(sync().value("outcome", ""), "ok");
        operate({"adjudicate", "--once"});
        ASSERT_EQ(sync().value("outcome", ""), "ok");
    }
    template <class Answer>
    Answer ask(const StoreRequest& request) {
        const auto answer = store->handle(request);
        const auto* wanted = answer ? std::get_if<Answer>(&*answer) : nullptr;
        EXPECT_NE(wanted, nullptr);
        return wanted == nullptr ? Answer{} : *wanted;
    }
    std::vector<DeskRow> list_of_the_next_day() {
        const platform::UtcMs tomorrow = clock.wall_ms + 24LL * 3600 * 1000;
        return ask<DeskDayLoaded>(LoadDeskDay{9, tomorrow}).rows;
    }
    static platform::Hash pack_hash() {
        return platform::hash(*platform::read_file(SOURCE_DIR "/config/schemes/xiamen.toml", 1024 * 1024));
    }
    syncing::RecordId enroll_and_pay(std::optional<Document> document, std::int64_t fen) {
        EnrollmentForm form = made_up_form();
        form.document = document;
        form.pack_hash = pack_hash();
        const auto saved = ask<Submitted>(Submit{1, form});
        ask<SignedIn>(SignIn{2, PrivateText(badge), PrivateText(kPin)});
        ask<Stored>(ConfirmPayments{3, {{saved.slip.record_id, fen, "000123", PayMethod::cash, true}}});
        return saved.slip.record_id;
    }

    platform::FakeClock clock;
    std::string badge;
    std::unique_ptr<Store> store;
};

TEST_F(Rejection, a_refused_enrollment_is_a_task_with_its_reason_until_a_correction_mends_it) {
    const auto record = enroll_and_pay(std::nullopt, 3600);
    EXPECT_TRUE(list_of_the_next_day().empty());
    night();
    const auto tasks = list_of_the_next_day();
    ASSERT_EQ(tasks.size(), 1U);
    EXPECT_EQ(tasks[0].record_id, record);
    EXPECT_TRUE(tasks[0].task && tasks[0].earlier);
    EXPECT_EQ(tasks[0].state, EnrollmentState::refused);
    EXPECT_EQ(tasks[0].reason, "missing_document");
    EXPECT_EQ(tasks[0].masked_name, "林*强");

    CorrectionForm correction;
    correction.enrollment = record;
    correction.document = Document::social_security_proof;
    ask<Stored>(Correct{4, correction});
    night();
    EXPECT_TRUE(list_of_the_next_day().empty());
    const auto today = ask<DeskDayLoaded>(LoadDeskDay{5, clock.wall_ms}).rows;
    ASSERT_EQ(today.size(), 1U);
    EXPECT_EQ(today[0].state, EnrollmentState::accepted);
}

TEST_F(Rejection, what_an_operator_refuses_comes_with_their_note_and_what_they_accept_goes_off_the_list) {
    const auto record = enroll_and_pay(Document::social_security_proof, 3000);
    night();
    ASSERT_EQ(list_of_the_next_day().size(), 1U);
    EXPECT_EQ(list_of_the_next_day()[0].reason, "paid_differs");
    const std::string hex = platform::to_hex(record);
    operate({"review", "refuse", hex, "--by", "li", "--reason", "payment_not_accepted", "--note", "差6元"});
    night();
    const auto tasks = list_of_the_next_day();
    ASSERT_EQ(tasks.size(), 1U);
    EXPECT_EQ(tasks[0].state, EnrollmentState::refused);
    EXPECT_EQ(tasks[0].reason, "payment_not_accepted");
    EXPECT_EQ(tasks[0].note, "差6元");

    CorrectionForm correction;  // a correction asks the center again
    correction.enrollment = record;
    correction.workplace = "jialian";
    ask<Stored>(Correct{4, correction});
    night();
    EXPECT_EQ(list_of_the_next_day()[0].state, EnrollmentState::in_review);
    operate({"review", "accept", hex, "--by", "li"});
    night();
    EXPECT_TRUE(list_of_the_next_day().empty());
}

TEST_F(Rejection, a_claim_that_the_center_asks_about_or_refuses_is_a_task_with_its_reason) {
    ask<SignedIn>(SignIn{2, PrivateText(badge), PrivateText(kPin)});
    ClaimForm form;
    form.card = made_up_card();
    form.scheme = "xiamen";
    form.pack_hash = pack_hash();
    form.kind = "hospitalization";
    form.event = platform::shanghai_date(clock.wall_ms);
    const auto record = ask<Submitted>(FileClaim{3, form}).slip.record_id;
    night();
    const auto asked = list_of_the_next_day();
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(asked[0].record_id, record);
    EXPECT_TRUE(asked[0].claim);
    EXPECT_EQ(asked[0].state, EnrollmentState::in_review);
    EXPECT_EQ(asked[0].reason, "not_enrolled");

    operate({"review", "refuse", platform::to_hex(record), "--by", "li", "--note", "没有参保"});
    ASSERT_EQ(sync().value("outcome", ""), "ok");
    const auto refused = list_of_the_next_day();
    ASSERT_EQ(refused.size(), 1U);
    EXPECT_EQ(refused[0].state, EnrollmentState::refused);
    EXPECT_EQ(refused[0].reason, "review_refused");
    EXPECT_EQ(refused[0].note, "没有参保");
}

}  // namespace
}  // namespace kiosk
