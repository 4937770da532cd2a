// Enrolled at one station, asked at another: the stores of two terminals, the real programs for everything
// else.
#include "tests/kiosk/app/made_up_terminal.h"
#include "tests/sync/station/real_center.h"

namespace kiosk {
namespace {

constexpr const char* kNextNight = "2026-06-16T00:30";
constexpr const char* kNightAfter = "2026-06-17T00:30";

class TwoStations : public syncing::RealCenter {
  protected:
    void SetUp() override {
        RealCenter::SetUp();
        clock.wall_ms = *platform::parse_civil_time(syncing::kClock);
        clock.is_simulated = true;
        operate({"pack", "add", "--root-dir", folder_ / "root", SOURCE_DIR "/config/schemes/xiamen.toml"});
        badge =
            operate({"staff", "add", "--station", "SM03", "--id", "zhou", "--name", "周测", "--pin", kPin});
        const auto code = syncing::parse_code(
            operate({"register", "--station", "SM04", "--number", "1", "--prefix", "JL04"}));
        ASSERT_TRUE(std::holds_alternative<syncing::ProvisioningCode>(code));
        const syncing::StateFolder other(folder_ / "other");
        ASSERT_TRUE(syncing::provision(std::get<syncing::ProvisioningCode>(code), other));
        sync_both();
        here = std::make_unique<Store>(std::move(*Store::open(state_, clock)));
        there = std::make_unique<Store>(std::move(*Store::open(other, clock)));
    }

    /// An operator's command at the center; its last line.
    std::string operate(std::vector<std::string> words, const char* when = syncing::kClock) {
        words.insert(words.begin(), syncing::program("kiosk-center"));
        words.insert(words.end(), {"--state", folder_ / "center", "--clock", when});
        tests::Child child(words);
        std::string last;
        while (const auto line = child.line()) last = *line;
        EXPECT_EQ(child.wait(), 0);
        return last;
    }
    void sync_both() {
        for (const char* terminal : {"terminal", "other"}) {
            tests::Child child({syncing::program("kiosk-sync"), "--state", folder_ / terminal, "--once",
                                "--clock", syncing::kClock});
            const auto report = nlohmann::json::parse(child.line().value_or("{}"));
            EXPECT_EQ(report.value("outcome", ""), "ok") << report.dump();
            child.wait();
        }
    }
    void night(const char* when) {
        sync_both();
        operate({"adjudicate", "--once"}, when);
        sync_both();
    }
    template <class Answer>
    Answer ask(Store& store, const StoreRequest& request) {
        const auto answer = store.handle(request);
        const auto* wanted = answer ? std::get_if<Answer>(&*answer) : nullptr;
        EXPECT_NE(wanted, nullptr);
        return wanted == nullptr ? Answer{} : *wanted;
    }
    syncing::RecordId enroll_and_pay(const platform::Card& card) {
        EnrollmentForm form = made_up_form();
        form.card = card;
        form.pack_hash =
            platform::hash(*platform::read_file(SOURCE_DIR "/config/schemes/xiamen.toml", 1024 * 1024));
        const auto saved = ask<Submitted>(*here, Submit{1, form});
        ask<SignedIn>(*here, SignIn{2, PrivateText(badge), PrivateText(kPin)});
        ask<Stored>(*here,
                    ConfirmPayments{3, {{saved.slip.record_id, 3600, "000123", PayMethod::cash, true}}});
        return saved.slip.record_id;
    }
    std::vector<config::HeldPlan> asked_there(const platform::Card& card) {
        return ask<PersonFound>(*there, LookUpCard{4, card}).perhaps_enrolled;
    }

    platform::FakeClock clock;
    std::string badge;
    std::unique_ptr<Store> here;
    std::unique_ptr<Store> there;
};

TEST_F(TwoStations, who_enrolled_at_one_is_asked_at_the_other_until_a_withdrawal_has_got_there) {
    const auto record = enroll_and_pay(made_up_card());
    EXPECT_TRUE(asked_there(made_up_card()).empty());
    night(kNextNight);
    const auto asked = asked_there(made_up_card());
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(asked[0].plan, "mutual-aid");
    EXPECT_EQ(platform::format_date(asked[0].coverage.from), "2026-07-01");
    EXPECT_EQ(platform::format_date(asked[0].coverage.to), "2027-06-30");
    EXPECT_TRUE(ask<PersonFound>(*there, LookUpCard{5, made_up_card()}).status.enrollments.empty())
        << "only that, nothing of the enrollment itself";

    ask<Stored>(*here, Withdraw{6, {record, WithdrawalReason::worker_asked}});
    night(kNightAfter);
    EXPECT_TRUE(asked_there(made_up_card()).empty());
}

TEST_F(TwoStations, a_foreigner_with_a_new_card_is_the_one_with_the_old_card) {
    platform::Card card = made_up_card();
    card.kind = platform::CardKind::foreigner_2023;
    card.number = "932682198501010017";
    card.english_name = "TEST, ALPHA";
    card.birth = *platform::parse_date("1985-01-01");
    card.former_number = "KAZ110090123105";
    enroll_and_pay(card);
    night(kNextNight);
    platform::Card old = card;
    old.kind = platform::CardKind::foreigner_2017;
    old.number = "KAZ110090123105";
    old.former_number.clear();
    EXPECT_EQ(asked_there(old).size(), 1U);
    EXPECT_EQ(asked_there(card).size(), 1U);
}

}  // namespace
}  // namespace kiosk
