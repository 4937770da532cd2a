#include "kiosk/view/preview_people.h"

namespace kiosk {

namespace {

Workplace place(const char* id, const char* zh, const char* en, bool served_here = true) {
    return {id, {zh, en}, served_here};
}

std::shared_ptr<const StationFinder> stations_beside(const std::filesystem::path& schemes) {
    auto directory =
        config::load_directory((schemes.parent_path() / "directory" / "xiamen_stations.tsv").string());
    std::unique_ptr<const platform::Pinyin> pinyin = platform::Pinyin::open();
    if (!directory || !pinyin) return nullptr;
    config::StationIndex index(std::move(directory->stations),
                               [&](char32_t c) { return pinyin->readings(c); });
    return std::make_shared<StationFinder>(StationFinder{std::move(index), std::move(pinyin)});
}

}  // namespace

std::optional<PreviewWorld> preview_world(const std::filesystem::path& schemes) {
    auto packs = config::load_packs(schemes.string());
    if (!packs) return std::nullopt;
    PreviewWorld world;
    for (config::Pack& pack : *packs) {
        std::string id = pack.id;
        world.others.emplace(std::move(id), std::move(pack));
    }
    const auto shipped = world.others.find("xiamen");
    if (shipped == world.others.end()) return std::nullopt;
    world.pack = shipped->second;
    world.stations = stations_beside(schemes);
    if (!world.stations) return std::nullopt;
    world.station.code = "SM03";
    world.station.name = {"嘉莲街道职工服务站", "Jialian Street station"};
    world.station.center = {"思明区职工服务中心", "Siming District center"};
    world.station.terminal_number = 3;
    world.station.workplaces = {place("jialian", "嘉莲街道", "Jialian Street"),
                                place("longshan", "龙山文创园", "Longshan Creative Park"),
                                place("jiangtou", "江头街道", "Jiangtou Street", false),
                                place("bailuzhou", "白鹭洲公园一带", "Bailuzhou Park area"),
                                place("lianqian", "莲前街道", "Lianqian Street", false),
                                place("yundang", "筼筜街道", "Yundang Street", false),
                                place("kaiyuan", "开元街道", "Kaiyuan Street", false),
                                place("wucun", "梧村街道", "Wucun Street", false),
                                place("binhai", "滨海街道", "Binhai Street", false),
                                place("software", "软件园二期", "Software Park Phase II", false),
                                place("other", "厦门市内其他地方", "Elsewhere in Xiamen", false)};
    return world;
}

namespace preview {

Date ymd(int year, unsigned month, unsigned day) {
    return Date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
}

State calm(const PreviewWorld& world) {
    State state;
    Shell& shell = state.shell;
    shell.language = world.settings.default_language;
    shell.minute = *platform::parse_civil_time("2026-06-15T09:00");
    shell.time_trusted = true;
    shell.window = {Intake::open, ymd(2026, 6, 1), ymd(2026, 6, 30), 15, ymd(2026, 7, 1), ymd(2027, 6, 30),
                    3600};
    shell.sync = {false, 312, 312, 312, platform::parse_civil_time("2026-06-15T02:14"), std::nullopt};
    shell.reader = platform::ReaderState::online;
    shell.camera = platform::CameraState::live;
    return state;
}

MaskedPerson resident() {
    return {"林*强", "3502** ******** 0018", "0018", platform::CardKind::resident};
}
MaskedPerson rare_name() {
    return {"欧阳*𬭎", "3502** ******** 0026", "0026", platform::CardKind::resident};
}
MaskedPerson foreigner() {
    return {"Test, A.", "9326** ******** 0017", "0017", platform::CardKind::foreigner_2023};
}

Offer offer() {
    return {"mutual-aid", 1, 3600, ymd(2026, 7, 1), ymd(2027, 6, 30)};
}

Slip slip() {
    Slip slip;
    slip.number = "JL03-000313";
    // As long as a real one: ledger, seq, record id, fee, secret and signature in base32.
    std::string code = "MA1:";
    for (int i = 0; i < 248; ++i) code += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[(i * 7 + i / 5) % 32];
    slip.code = PrivateText(code);
    slip.saved_at = *platform::parse_civil_time("2026-06-15T09:00");
    return slip;
}

screen::Review review() {
    screen::Review review;
    review.person = resident();
    review.employment = Employment::flexible;
    review.workplace = {"嘉莲街道", "Jialian Street"};
    review.document = Document::social_security_proof;
    review.joins_union = true;
    review.masked_phone = "138 **** 6621";
    review.offer = offer();
    return review;
}

EnrollmentStatus enrollment(EnrollmentState state) {
    EnrollmentStatus it;
    it.slip_number = "JL03-000312";
    it.state = state;
    it.scheme = "xiamen";
    it.plan = "mutual-aid";
    it.coverage_from = ymd(2026, 7, 1);
    it.coverage_to = ymd(2027, 6, 30);
    it.at = platform::parse_civil_time("2026-06-15T09:37");
    return it;
}

StatusView only(EnrollmentState state, const char* reason) {
    StatusView view;
    view.enrollments = {enrollment(state)};
    view.enrollments[0].reason = reason;
    view.as_of = platform::parse_civil_time("2026-06-15T02:14");
    return view;
}

StatusView with_claim() {
    StatusView view = only(EnrollmentState::accepted);
    view.as_of = platform::parse_civil_time("2026-09-08T02:14");
    ClaimStatus claim;
    claim.number = "C-2026-0148";
    claim.kind = "hospitalization";
    claim.steps = {{ClaimStepKind::filed, ymd(2026, 9, 3), "嘉莲街道职工服务站"},
                   {ClaimStepKind::received, ymd(2026, 9, 4), ""},
                   {ClaimStepKind::reviewing, ymd(2026, 9, 5), ""},
                   {ClaimStepKind::decided, {}, ""},
                   {ClaimStepKind::paid, {}, ""}};
    claim.amount_fen = 60000;
    claim.detail = "住院 12 天 × 50 元；本保障期还可补助 8 天";
    claim.answer_due = ymd(2026, 10, 4);
    view.claims = {claim};
    return view;
}

StatusView with_paid_claim() {
    StatusView view = with_claim();
    view.as_of = platform::parse_civil_time("2026-09-28T02:14");
    ClaimStatus& claim = view.claims[0];
    claim.steps[3].on = ymd(2026, 9, 20);
    claim.steps[4].on = ymd(2026, 9, 26);
    claim.amount_is_final = true;
    claim.amount_fen = 2000000;
    claim.kind = "critical_illness";
    claim.detail.clear();
    claim.answer_due.reset();
    view.claims.push_back(claim);
    return view;
}

screen::StationSearch searched(const StationFinder& stations, const char* words, const char* letters) {
    screen::StationSearch search;
    search.typing.words = PrivateText(words);
    search.typing.letters = PrivateText(letters);
    search.typing.candidates = stations.pinyin->candidates(letters, 60);
    std::erase_if(search.typing.candidates, [&](const platform::PinyinCandidate& candidate) {
        return stations.index.search(words + candidate.word).empty();
    });
    search.found = stations.index.search(search.typing.text());
    search.pages = (search.found.size() + 4) / 5;
    return search;
}

std::vector<DeskRow> desk_rows() {
    const auto row = [](std::uint8_t id, const char* time, const char* name, const char* tail, bool paid,
                        EnrollmentState state) {
        DeskRow out;
        out.record_id[0] = id;
        out.slip_number = "JL03-0003" + std::to_string(10 + id);
        out.at = *platform::parse_civil_time(time);
        out.masked_name = name;
        out.number_tail = tail;
        out.masked_phone = "138 **** 6621";
        out.fee_fen = 3600;
        out.employment = Employment::flexible;
        out.document = Document::social_security_proof;
        out.workplace = "jialian";
        out.paid = paid;
        if (paid) out.receipt_number = "00812" + std::to_string(30 + id);
        out.state = state;
        return out;
    };
    std::vector<DeskRow> rows{
        row(5, "2026-06-15T08:57", "陈*文", "0027", false, EnrollmentState::stored_here),
        row(4, "2026-06-15T08:52", "林*强", "0018", true, EnrollmentState::stored_here),
        row(3, "2026-06-15T08:40", "Test, A.", "0017", true, EnrollmentState::accepted),
        row(2, "2026-06-15T08:21", "黄*", "1126", true, EnrollmentState::refused),
        row(1, "2026-06-15T08:05", "欧阳*𬭎", "0026", false, EnrollmentState::stored_here)};
    rows[3].reason = "already_enrolled";
    rows[4].withdrawn = true;
    return rows;
}

DeskRow claim_row(const char* time, const char* kind, EnrollmentState state, const char* reason) {
    DeskRow row;
    row.slip_number = "JL03-000287";
    row.at = *platform::parse_civil_time(time);
    row.masked_name = "林*强";
    row.number_tail = "0018";
    row.masked_phone = "138 **** 6621";
    row.claim = DeskClaim{kind, ymd(2026, 5, 28), 3, 5};
    row.state = state;
    row.reason = reason;
    row.task = state == EnrollmentState::refused || state == EnrollmentState::in_review;
    row.earlier = row.at < *platform::parse_civil_time("2026-06-15T00:00");
    return row;
}

screen::PayRun pay_run(int items, bool ready) {
    screen::PayRun run;
    const std::vector<DeskRow> rows = desk_rows();
    for (int i = 0; i < items; ++i) {
        DeskRow row = rows[static_cast<std::size_t>(i) % rows.size()];
        if (i == 1) row.masked_name.clear();  // a slip of another terminal of the station
        run.items.push_back({row, ready || i == 0, ready ? "00812" + std::to_string(34 + i) : ""});
    }
    run.first_receipt = ready ? "0081234" : "";
    run.total_fen = 3600LL * items;
    run.pages = static_cast<std::size_t>((items + 7) / 8);
    run.ready = ready;
    return run;
}

}  // namespace preview

}  // namespace kiosk
