// Staff file a claim: card, what it is about, papers before the camera, read back, saved.
#include "tests/kiosk/flow/story.h"

namespace kiosk::test {
namespace {

using platform::CameraState;
using platform::CodeEvent;
using Part = screen::ClaimFacts::Part;

std::shared_ptr<const TakenPhotograph> photograph() {
    return std::make_shared<const TakenPhotograph>(TakenPhotograph{{1, 2, 3}, {1, 1, {7}}, {}});
}

EnrollmentStatus enrollment(std::uint8_t id, EnrollmentState state, const char* from, const char* to) {
    EnrollmentStatus status;
    status.record_id = {id};
    status.slip_number = "JL03-00000" + std::to_string(id);
    status.state = state;
    status.plan = "mutual-aid";
    status.coverage_from = *platform::parse_date(from);
    status.coverage_to = *platform::parse_date(to);
    return status;
}

StatusView known(std::vector<EnrollmentStatus> enrollments) {
    StatusView status;
    status.enrollments = std::move(enrollments);
    return status;
}

struct Claim : Story {
    Claim() { pack.claim_papers = {{"结算单", "Settlement sheet"}, {"出院证", "Discharge certificate"}}; }

    void reach_card() {
        reach_desk();
        tap(Tap::nav_claims);
        tap(Tap::file_claim);
    }
    void reach_facts(StatusView known = {}) {
        reach_card();
        lay(resident());
        say(PersonFound{sent<LookUpCard>().request, std::move(known)});
    }
    void reach_papers(StatusView known = {}) {
        reach_facts(std::move(known));
        say(ChooseOption{0});
        type("20260528");
        tap(Tap::next);
        type(kPhone);
        tap(Tap::next);
    }
    void reach_photograph(std::size_t paper = 0) {
        reach_papers();
        say(PhotographPaper{paper});
        say(CodeEvent(CameraState::live));
    }
    void shoot() {
        tap(Tap::shoot);
        say(PhotographTaken{sent<TakePhotograph>().request, photograph()});
    }
    void keep(std::uint8_t page) {
        shoot();
        tap(Tap::keep);
        say(PhotographKept{sent<KeepPhotograph>().request, {page}});
    }
    void reach_review() {
        reach_papers();
        tap(Tap::next);
    }
    const screen::ClaimFacts& facts() const { return *screen<screen::ClaimFacts>(); }
    const screen::ClaimPhotograph& before_camera() const { return *screen<screen::ClaimPhotograph>(); }
    const ClaimPaper& paper(std::size_t index) const {
        return screen<screen::ClaimPapers>()->claim.papers[index];
    }
};

TEST(FiledClaim, StaffFileOneForWhoeverLaysTheirCard) {
    Claim story;
    story.reach_review();
    story.tap(Tap::submit);
    const ClaimForm form = story.sent<FileClaim>().form;
    EXPECT_EQ(form.card.number, resident().number);
    EXPECT_EQ(form.typed_by, "");
    EXPECT_EQ(form.scheme, "xiamen");
    EXPECT_EQ(form.kind, story.pack.kinds[0].id);
    EXPECT_EQ(form.place, "嘉莲街道职工服务站");
    EXPECT_EQ(platform::format_date(form.event), "2026-05-28");
    EXPECT_EQ(form.phone.text(), kPhone);
    EXPECT_TRUE(form.papers.empty()) << "none was brought";
    EXPECT_FALSE(form.enrollment);
}

TEST(FiledClaim, SaysSavedOnlyOnceItIs) {
    Claim story;
    story.settings.prints_slips = true;
    story.reach_review();
    story.tap(Tap::submit);
    story.tap(Tap::submit);
    EXPECT_EQ(story.count<FileClaim>(), 1) << "one tap files one claim";
    EXPECT_TRUE(is_busy(story.state.screen));
    story.say(Submitted{story.sent<FileClaim>().request, slip()});
    ASSERT_NE(story.screen<screen::ClaimSaved>(), nullptr);
    EXPECT_EQ(story.screen<screen::ClaimSaved>()->slip, slip());
    EXPECT_FALSE(story.state.visitor) << "the person is forgotten";
    EXPECT_TRUE(story.sent<PrintSlip>().paper.claim);
    story.tap(Tap::done);
    EXPECT_NE(story.screen<screen::ClaimLookUp>(), nullptr);
}

TEST(FiledClaim, ThatCouldNotBeSavedStaysReadBackToBeTriedAgain) {
    Claim story;
    story.reach_review();
    story.tap(Tap::submit);
    story.say(StoreFailed{story.sent<FileClaim>().request, StoreError::busy});
    EXPECT_EQ(story.state.message, Message::not_saved_busy);
    story.tap(Tap::dismiss);
    story.tap(Tap::submit);
    EXPECT_EQ(story.count<FileClaim>(), 2);
}

TEST(FiledClaim, RestsOnTheEnrollmentThatCoversTheDay) {
    Claim story;
    story.reach_facts(known({enrollment(3, EnrollmentState::refused, "2025-07-01", "2026-06-30"),
                             enrollment(2, EnrollmentState::accepted, "2026-07-01", "2027-06-30"),
                             enrollment(1, EnrollmentState::accepted, "2025-07-01", "2026-06-30")}));
    EXPECT_EQ(story.facts().claim.enrollment->slip_number, "JL03-000002") << "the newest, without a day";
    story.say(ChooseOption{1});
    story.type("20260528");
    story.tap(Tap::next);
    EXPECT_EQ(story.facts().claim.enrollment->slip_number, "JL03-000001");
    EXPECT_FALSE(story.facts().claim.uncovered);
    story.tap(Tap::next);
    story.tap(Tap::next);
    story.tap(Tap::submit);
    EXPECT_EQ(story.sent<FileClaim>().form.enrollment, syncing::RecordId{1});
    EXPECT_EQ(story.sent<FileClaim>().form.plan, "mutual-aid");
}

TEST(FiledClaim, OfADayThatNothingCoversMayBeFiledAllTheSame) {
    Claim story;
    story.reach_facts(known({enrollment(1, EnrollmentState::accepted, "2026-07-01", "2027-06-30")}));
    story.say(ChooseOption{0});
    story.type("20260528");
    story.tap(Tap::next);
    EXPECT_TRUE(story.facts().claim.uncovered);
    story.tap(Tap::next);
    EXPECT_NE(story.screen<screen::ClaimPapers>(), nullptr);
}

TEST(FiledClaim, TakesNoDayThatIsToCome) {
    Claim story;
    story.reach_facts();
    story.say(ChooseOption{0});
    story.type("20260616");
    EXPECT_TRUE(story.facts().wrong);
    story.tap(Tap::next);
    EXPECT_EQ(story.facts().part, Part::event);
    story.tap(Tap::today);
    EXPECT_EQ(story.facts().digits, "20260615");
    EXPECT_TRUE(story.facts().ready);
}

TEST(FiledClaim, NeedsNoPhoneButAWholeOne) {
    Claim story;
    story.reach_facts();
    story.say(ChooseOption{0});
    story.tap(Tap::today);
    story.tap(Tap::next);
    EXPECT_TRUE(story.facts().ready) << "none";
    story.type("138");
    EXPECT_FALSE(story.facts().ready) << "a part of one";
    story.tap(Tap::clear);
    story.tap(Tap::next);
    EXPECT_NE(story.screen<screen::ClaimPapers>(), nullptr);
}

TEST(FiledClaim, OfACardThatCannotBeReadIsFiledWithTheCardTypedIn) {
    Claim story;
    story.reach_card();
    story.tap(Tap::type_claimant);
    ASSERT_NE(story.screen<screen::TypeCard>(), nullptr);
    story.say(ChooseCardKind{platform::CardKind::resident});
    story.type(resident().number);
    story.tap(Tap::next);
    for (const char key : {'l', 'i', 'n'}) story.say(PressKey{key});
    story.tap(Tap::keep_letters);
    story.tap(Tap::next);
    story.type("20190101");
    story.tap(Tap::toggle_for_ever);
    story.tap(Tap::next);
    story.tap(Tap::next);
    EXPECT_TRUE(story.state.staff) << "staff go on";
    EXPECT_TRUE(story.sent<LookUpCard>().typed);
    story.say(PersonFound{story.sent<LookUpCard>().request, {}});
    EXPECT_NE(story.screen<screen::ClaimFacts>(), nullptr);
}

TEST(ClaimPapers, AreThoseOfThePackAndAnotherOne) {
    Claim story;
    story.reach_papers();
    const auto& papers = story.screen<screen::ClaimPapers>()->claim.papers;
    ASSERT_EQ(papers.size(), 3U);
    EXPECT_EQ(papers[0].listed, 1U);
    EXPECT_EQ(papers[1].listed, 2U);
    EXPECT_EQ(papers[2].listed, 0U);
    story.say(TickPapers{1});
    story.tap(Tap::next);
    story.tap(Tap::submit);
    EXPECT_EQ(story.sent<FileClaim>().form.papers, (std::vector<ClaimPaper>{{2, true, {}}}));
}

TEST(ClaimPapers, ArePhotographedPageByPage) {
    Claim story;
    story.reach_photograph(1);
    EXPECT_TRUE(story.state.camera_on);
    story.keep(11);
    story.keep(12);
    story.tap(Tap::done);
    EXPECT_FALSE(story.state.camera_on);
    EXPECT_EQ(story.paper(1), (ClaimPaper{2, true, {{11}, {12}}}));
    story.say(TickPapers{1});
    EXPECT_TRUE(story.paper(1).brought) << "what was photographed is here";
    story.tap(Tap::next);
    story.tap(Tap::submit);
    story.say(Submitted{story.sent<FileClaim>().request, slip()});
    EXPECT_EQ(story.screen<screen::ClaimSaved>()->photographs, 2U);
}

TEST(ClaimPapers, AreTakenAgainWhenThePictureIsPoor) {
    Claim story;
    story.reach_photograph();
    story.shoot();
    EXPECT_NE(story.before_camera().taken, nullptr);
    story.tap(Tap::retry);
    EXPECT_EQ(story.before_camera().taken, nullptr);
    EXPECT_EQ(story.count<KeepPhotograph>(), 0) << "nothing of it was kept";
    story.keep(1);
    EXPECT_EQ(story.before_camera().claim.papers[0].pages.size(), 1U);
}

TEST(ClaimPapers, OfWhichAPageIsTakenBackAreDeletedToo) {
    Claim story;
    story.reach_photograph();
    story.keep(1);
    story.keep(2);
    story.tap(Tap::remove_page);
    EXPECT_EQ(story.sent<DropPhotograph>().page, platform::Hash{2});
    EXPECT_EQ(story.before_camera().claim.papers[0].pages, (std::vector<platform::Hash>{{1}}));
}

TEST(ClaimPapers, AreNotTakenWithoutACamera) {
    for (const CameraState state : {CameraState::no_camera, CameraState::busy, CameraState::failed}) {
        Claim story;
        story.reach_photograph();
        story.say(CodeEvent(state));
        story.tap(Tap::shoot);
        EXPECT_EQ(story.count<TakePhotograph>(), 0);
    }
    Claim story;
    story.reach_photograph();
    story.say(CodeEvent(platform::CodeDevices{platform::CodeDevice::broken, platform::CodeDevice::works}));
    story.tap(Tap::shoot);
    EXPECT_EQ(story.count<TakePhotograph>(), 0) << "a scanner takes no photographs";
}

TEST(ClaimPapers, ThatTheCameraGaveNoPictureOfCanBeTakenAgain) {
    Claim story;
    story.reach_photograph();
    story.tap(Tap::shoot);
    story.tap(Tap::shoot);
    EXPECT_EQ(story.count<TakePhotograph>(), 1) << "one at a time";
    story.say(PhotographTaken{story.sent<TakePhotograph>().request, nullptr});
    EXPECT_TRUE(story.before_camera().none_came);
    story.shoot();
    EXPECT_FALSE(story.before_camera().none_came);
    EXPECT_NE(story.before_camera().taken, nullptr);
}

TEST(ClaimPapers, ThatCannotBeStoredAreSaidToBe) {
    Claim story;
    story.reach_photograph();
    story.shoot();
    story.tap(Tap::keep);
    story.say(StoreFailed{story.sent<KeepPhotograph>().request, StoreError::disk_full});
    EXPECT_EQ(story.state.message, Message::not_saved_disk_full);
    EXPECT_TRUE(story.before_camera().claim.papers[0].pages.empty());
}

TEST(ClaimPapers, HaveABoundOfPages) {
    Claim story;
    story.reach_photograph();
    for (std::uint8_t page = 1; page <= ClaimPaper::kMostPages; ++page) story.keep(page);
    const int taken = story.count<TakePhotograph>();
    story.tap(Tap::shoot);
    EXPECT_EQ(story.count<TakePhotograph>(), taken);
}

TEST(ClaimPapers, OfAClaimThatIsLeftAreForgottenWithThePerson) {
    for (const Tap leave : {Tap::nav_today, Tap::sign_out, Tap::home}) {
        Claim story;
        story.reach_photograph();
        story.keep(1);
        story.shoot();
        story.effects.clear();
        story.tap(leave);
        EXPECT_TRUE(std::ranges::any_of(story.effects, [](const Effect& effect) {
            return std::holds_alternative<ForgetVisitor>(effect);
        }));
        EXPECT_FALSE(story.state.visitor);
    }
}

TEST(ClaimPapers, OfStaffWhoWalkAwayGoWithTheIdleTime) {
    Claim story;
    story.reach_photograph();
    story.shoot();
    EXPECT_TRUE(remembers_somebody(story.state));
    story.wait(story.settings.staff_idle_seconds + story.settings.countdown_seconds + 1);
    EXPECT_NE(story.screen<screen::Home>(), nullptr);
    EXPECT_FALSE(remembers_somebody(story.state));
    story.say(PhotographTaken{story.sent<TakePhotograph>().request, photograph()});
    EXPECT_NE(story.screen<screen::Home>(), nullptr) << "one that comes late is dropped";
}

}  // namespace
}  // namespace kiosk::test
