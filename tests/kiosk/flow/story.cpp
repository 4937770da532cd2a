#include "tests/kiosk/flow/story.h"

#include <algorithm>

namespace kiosk::test {

namespace {

Date date(const char* text) {
    return *platform::parse_date(text);
}

platform::Card card(const char* name, const char* number, const char* birth) {
    platform::Card card;
    card.name = name;
    card.sex = "1";
    card.nation = "01";
    card.birth = date(birth);
    card.address = "思明区测试路1号";
    card.number = number;
    card.authority = "思明测试分局";
    card.valid_from = date("2019-01-01");
    card.valid_to = date("2039-01-01");
    return card;
}

bool is_due(const Story& story, platform::BootMs until) {
    return next_wake(story.context, story.state) <= until;
}

}  // namespace

const std::vector<config::Pack>& shipped_packs() {
    static const std::vector<config::Pack> packs = [] {
        auto loaded = config::load_packs(SOURCE_DIR "/config/schemes");
        if (!loaded) ADD_FAILURE() << config::describe(loaded.error());
        return loaded.value_or(std::vector<config::Pack>{});
    }();
    return packs;
}

const config::Pack& shipped_pack(const std::string& id) {
    const auto found = std::ranges::find(shipped_packs(), id, &config::Pack::id);
    if (found != shipped_packs().end()) return *found;
    static const config::Pack none;
    ADD_FAILURE() << "no pack " << id;
    return none;
}

const config::Pack& xiamen_pack() {
    return shipped_pack("xiamen");
}

const StationFinder& city_stations() {
    static const StationFinder finder = [] {
        std::unique_ptr<const platform::Pinyin> pinyin = platform::Pinyin::open();
        auto directory = config::load_directory(SOURCE_DIR "/config/directory/xiamen_stations.tsv");
        if (!pinyin || !directory) throw std::runtime_error("the directory or libpinyin-data is missing");
        config::StationIndex index(std::move(directory->stations),
                                   [&](char32_t c) { return pinyin->readings(c); });
        return StationFinder{std::move(index), std::move(pinyin)};
    }();
    return finder;
}

StationInfo station() {
    StationInfo info;
    info.code = "SM03";
    info.name = {"嘉莲街道职工服务站", "Jialian Street Service Station"};
    info.center = {"思明区职工服务中心", "Siming District Center"};
    info.terminal_number = 3;
    info.workplaces = {{"jialian", {"嘉莲街道", "Jialian"}, true}, {"wucun", {"梧村街道", "Wucun"}, false}};
    return info;
}

platform::Card resident() {
    return card("林测强", "350299198807150018", "1988-07-15");
}
platform::Card other_resident() {
    return card("陈测文", "350299199001010010", "1990-01-01");
}

platform::Card permit_holder() {
    platform::Card permit = card("福建测", "810000199001010019", "1990-01-01");
    permit.kind = platform::CardKind::hkmt_permit;
    permit.nation.clear();
    permit.permit_number = "H00000001";
    return permit;
}

platform::Card foreigner_2023() {
    platform::Card foreigner = card("", "932682198501010017", "1985-01-01");
    foreigner.kind = platform::CardKind::foreigner_2023;
    foreigner.english_name = "TEST, ALPHA";
    foreigner.nationality = "SAU";
    foreigner.nation.clear();
    foreigner.address.clear();
    return foreigner;
}

platform::Card child() {
    return card("吴测童", "350299201106010017", "2011-06-01");
}

platform::Card expired_card() {
    platform::Card old = resident();
    old.valid_to = date("2020-01-01");
    return old;
}

Story::Story(const char* when, bool trusted) {
    now = {*platform::parse_civil_time(when), 5'000'000};
    state = initial_state(context, now);
    say(platform::ReaderEvent(platform::ReaderState::online));
    TimeReport report;
    report.trusted = trusted;
    if (trusted) report.earliest = report.latest = now.wall;
    say(report);
    effects.clear();
    all.clear();
}

void Story::say(const Event& event) {
    Step step = update(context, std::move(state), event, now);
    state = std::move(step.state);
    effects = std::move(step.effects);
    all.insert(all.end(), effects.begin(), effects.end());
}

void Story::type(const std::string& digits) {
    for (const char digit : digits) say(PressDigit{digit - '0'});
}

void Story::wait(int seconds) {
    const platform::BootMs until = now.boot + platform::BootMs{1000} * seconds;
    while (is_due(*this, until)) {
        const platform::BootMs wake = next_wake(context, state);
        now.wall += wake - now.boot;
        now.boot = wake;
        say(Tick{});
    }
    now.wall += until - now.boot;
    now.boot = until;
}

void Story::set_clock(const char* when) {
    now.wall = *platform::parse_civil_time(when);
    TimeReport report{true, false, now.wall, now.wall};
    say(report);
}

void Story::reach_consent() {
    tap(Tap::start);
}

void Story::reach_place_card() {
    reach_consent();
    tap(Tap::toggle_consent);
    tap(Tap::next);
}

void Story::reach_confirm(const platform::Card& who) {
    reach_place_card();
    lay(who);
}

void Story::answer_look_up(StatusView known) {
    say(PersonFound{sent<LookUpCard>().request, std::move(known)});
}

void Story::reach_work(const platform::Card& who) {
    reach_confirm(who);
    answer_look_up();
    tap(Tap::yes);
}

void Story::reach_phone(const platform::Card& who) {
    reach_work(who);
    say(ChooseEmployment{Employment::flexible});
    say(ChooseWorkplace{0});
    tap(Tap::next);
}

void Story::reach_papers(const platform::Card& who) {
    reach_phone(who);
    type(kPhone);
    tap(Tap::next);
}

void Story::reach_join_union(const platform::Card& who) {
    reach_papers(who);
    say(ChooseDocument{Document::social_security_proof});
}

void Story::reach_plan(const platform::Card& who) {
    reach_join_union(who);
    tap(Tap::join);
}

void Story::reach_review(const platform::Card& who) {
    reach_plan(who);
    tap(Tap::next);
}

void Story::reach_saving(const platform::Card& who) {
    reach_review(who);
    tap(Tap::submit);
}

void Story::reach_saved(const platform::Card& who) {
    reach_saving(who);
    say(Submitted{sent<Submit>().request, slip()});
}

void Story::reach_desk(std::vector<DeskRow> rows) {
    tap(Tap::staff);
    scan("MAB1:BADGE");
    type("246813");
    tap(Tap::confirm);
    say(SignedIn{sent<SignIn>().request, {"zhou", "周*"}});
    say(DeskDayLoaded{sent<LoadDeskDay>().request, std::move(rows)});
}

Slip slip() {
    Slip slip;
    slip.record_id = {3, 1, 3};
    slip.number = "JL03-000313";
    slip.code = PrivateText("MA1:SLIPSECRET");
    return slip;
}

DeskRow desk_row(std::uint8_t id, const std::string& slip_number) {
    DeskRow row;
    row.record_id = {id};
    row.slip_number = slip_number;
    row.masked_name = "林*强";
    row.number_tail = "0018";
    row.fee_fen = 3600;
    row.employment = Employment::flexible;
    row.document = Document::labour_contract;
    row.workplace = "jialian";
    return row;
}

DeskRow claim_row(std::uint8_t id, const std::string& slip_number) {
    DeskRow row;
    row.record_id = {id};
    row.slip_number = slip_number;
    row.at = *platform::parse_civil_time("2026-06-15T08:30");
    row.masked_name = "林*强";
    row.number_tail = "0018";
    row.claim = DeskClaim{"hospitalization", date("2026-05-28"), 2, 3};
    return row;
}

StatusView status_with(EnrollmentState state) {
    EnrollmentStatus enrollment;
    enrollment.slip_number = "JL03-000007";
    enrollment.state = state;
    enrollment.scheme = xiamen_pack().id;
    enrollment.plan = "mutual-aid";
    enrollment.coverage_from = date("2026-07-01");
    enrollment.coverage_to = date("2027-06-30");
    StatusView view;
    view.masked_name = "林*强";
    view.enrollments.push_back(enrollment);
    return view;
}

bool belongs_to_somebody(std::string_view memory) {
    for (const std::string_view mark : {"林测强", "350299198807150018", "测试路", "13800006621", "MAB1:BADGE",
                                        "246813", "MA1:SLIPSECRET"}) {
        if (memory.find(mark) != std::string_view::npos) return true;
    }
    return false;
}

bool remembers_somebody(const State& state) {
    return belongs_to_somebody({reinterpret_cast<const char*>(&state), sizeof(state)});
}

}  // namespace kiosk::test
