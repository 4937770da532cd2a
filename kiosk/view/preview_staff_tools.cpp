// Previews of what staff have beside the list: the devices, typing a card in, filing a claim.
#include "kiosk/view/preview_people.h"

namespace kiosk::preview {

namespace {

class Desk {
  public:
    Desk(const PreviewWorld& world, std::vector<Preview>& out) : base_(calm(world)), out_(out) {
        base_.staff = StaffMember{"S1", "周*"};
    }
    State& add_staff(std::string name, Screen screen, std::string pack = {}) {
        State state = base_;
        state.screen = std::move(screen);
        out_.push_back({std::move(name), std::move(state), std::move(pack)});
        return out_.back().state;
    }

  private:
    State base_;
    std::vector<Preview>& out_;
};

void add_devices(Desk& out) {
    using platform::DeviceKind;
    using platform::DeviceState;
    screen::Devices devices;
    devices.devices = {
        {DeviceKind::id_reader, DeviceState::ready, "read_failed", "05.03-20240615-0000312", 41, 2, 1},
        {DeviceKind::camera, DeviceState::off, "", "", 12, 0, 0}};
    out.add_staff("devices", devices);
    devices.trying = DeviceTry{DeviceKind::id_reader, 41, DeviceTry::Phase::waiting, {}, {}};
    out.add_staff("devices_try", devices);
    devices.trying->phase = DeviceTry::Phase::failed;
    devices.trying->trouble = CardTrouble::place_again;
    out.add_staff("devices_try_failed", devices);
    devices.trying = DeviceTry{DeviceKind::camera, 12, DeviceTry::Phase::waiting, {}, {}};
    out.add_staff("devices_try_camera", devices).shell.camera = platform::CameraState::live;
    devices.devices = {
        {DeviceKind::id_reader, DeviceState::offline, "port_lost", "05.03-20240615-0000312", 41, 2, 3},
        {DeviceKind::scanner, DeviceState::out_of_service, "no_line_end", "", 0, 4, 0},
        {DeviceKind::camera, DeviceState::ready, "camera_busy", "", 13, 0, 1},
        {DeviceKind::printer, DeviceState::needs_care, "paper_low", "", 211, 1, 0},
        {DeviceKind::speech, DeviceState::starting, "", "", 0, 0, 0}};
    devices.trying = DeviceTry{DeviceKind::camera, 12, DeviceTry::Phase::well, {}, {}};
    out.add_staff("devices_all", devices);
}

void add_file_codes(Desk& out) {
    screen::FileCodes codes;
    out.add_staff("file_codes", codes);
    codes.here = {true, true, false, true, true, false, true, false, false, true, false};
    out.add_staff("file_codes_some", codes);
    codes.trouble = FileTrouble::not_a_part;
    out.add_staff("file_codes_not_a_part", codes);
    codes.here.clear();
    codes.trouble = FileTrouble::not_signed;
    out.add_staff("file_codes_not_signed", codes);
    codes.trouble.reset();
    codes.here.assign(11, true);
    codes.kept = KeptFile{KeptFile::What::pack, 2};
    out.add_staff("file_codes_kept", codes);
    codes.here.assign(2, true);
    codes.kept = KeptFile{KeptFile::What::settings, 7};
    out.add_staff("file_codes_kept_settings", codes);
    codes.here.assign(9, true);
    codes.kept = KeptFile{KeptFile::What::directory, 3};
    out.add_staff("file_codes_kept_directory", codes);
    codes.kept.reset();
    codes.here.clear();
    codes.trouble = FileTrouble::broken_settings;
    out.add_staff("file_codes_broken_settings", codes);
    codes.trouble = FileTrouble::broken_directory;
    out.add_staff("file_codes_broken_directory", codes);
    codes.trouble = FileTrouble::other_station;
    out.add_staff("file_codes_other_station", codes);
}

void add_typed_card(Desk& out) {
    using Part = screen::TypeCard::Part;
    using Fault = screen::TypeCard::Fault;
    screen::TypeCard card;
    out.add_staff("type_card", card).shell.reader = platform::ReaderState::offline;
    out.add_staff("type_card_reader_works", card);
    card.part = Part::number;
    card.number = PrivateText("3502991988071500");
    out.add_staff("type_card_number", card);
    card.number = PrivateText("350299198807150019");
    card.fault = Fault::number;
    out.add_staff("type_card_wrong_number", card);
    card.number = PrivateText("350299198807150018");
    card.fault.reset();
    card.birth = ymd(1988, 7, 15);
    card.male = true;
    card.ready = true;
    out.add_staff("type_card_number_good", card);
    screen::TypeCard former;
    former.kind = platform::CardKind::foreigner_2017;
    former.part = Part::number;
    former.number = PrivateText("KAZ1100901231");
    out.add_staff("type_card_former_number", former);
    former.part = Part::birth;
    former.number = PrivateText("KAZ110002123100");
    former.births = {ymd(1902, 12, 31), ymd(2002, 12, 31)};
    out.add_staff("type_card_former_birth", former);
    card.ready = false;
    card.part = Part::name;
    card.name.words = PrivateText("林测");
    card.name.letters = PrivateText("qiang");
    for (const char* word : {"强", "墙", "枪", "抢", "腔", "羌", "呛"})
        card.name.candidates.push_back({word, 5});
    out.add_staff("type_card_name", card);
    screen::TypeCard latin = card;
    latin.kind = platform::CardKind::foreigner_2023;
    latin.name = Typing{};
    latin.name.words = PrivateText("TEST, ALPHA");
    latin.ready = true;
    out.add_staff("type_card_latin_name", latin);
    card.name = Typing{};
    card.name.words = PrivateText("林测强");
    card.part = Part::valid;
    card.from = PrivateText("20190101");
    card.to = PrivateText("203901");
    card.on_to = true;
    out.add_staff("type_card_valid", card);
    card.to = PrivateText("20200101");
    card.fault = Fault::expired;
    out.add_staff("type_card_expired", card);
    card.fault.reset();
    card.to = PrivateText("20390101");
    card.part = Part::check;
    card.shown = resident();
    card.ready = true;
    out.add_staff("type_card_check", card);
}

ClaimDraft claim_draft(bool known) {
    ClaimDraft claim;
    claim.person = resident();
    if (known) claim.enrollment = enrollment(EnrollmentState::accepted);
    claim.papers = {{0, false, {}}};
    return claim;
}

/// As far along as the pack of Yuncheng lists papers.
ClaimDraft claim_with_papers() {
    ClaimDraft claim = claim_draft(true);
    claim.kind = "reimbursement";
    claim.event = ymd(2026, 5, 28);
    claim.phone = PrivateText("13800006621");
    claim.papers.clear();
    for (std::uint32_t place = 1; place <= 7; ++place) claim.papers.push_back({place, false, {}});
    claim.papers.push_back({});
    claim.papers[0] = {1, true, {{1}, {2}}};
    claim.papers[2].brought = true;
    claim.papers[4] = {5, true, {{3}}};
    return claim;
}

void add_claim_facts(Desk& out) {
    using Part = screen::ClaimFacts::Part;
    out.add_staff("claim_card", screen::ClaimCard{});
    screen::ClaimFacts facts;
    facts.claim = claim_draft(true);
    out.add_staff("claim_kind", facts);
    facts.claim = claim_draft(false);
    facts.claim.kind = "hospitalization";
    facts.part = Part::event;
    facts.digits = "2026052";
    out.add_staff("claim_event", facts);
    facts.claim = claim_draft(true);
    facts.claim.uncovered = true;
    facts.part = Part::phone;
    facts.ready = true;
    out.add_staff("claim_phone", facts);
}

void add_claim_papers(Desk& out) {
    const std::string yuncheng = "yuncheng";
    out.add_staff("claim_papers", screen::ClaimPapers{claim_with_papers(), 0, 1}, yuncheng);
    screen::ClaimPhotograph photograph;
    photograph.claim = claim_with_papers();
    out.add_staff("claim_photograph", photograph, yuncheng).shell.camera = platform::CameraState::live;
    out.add_staff("claim_photograph_dark", photograph, yuncheng).shell.camera = platform::CameraState::dark;
    photograph.taken =
        std::make_shared<const TakenPhotograph>(TakenPhotograph{{}, {}, platform::PictureQuality::blurred});
    out.add_staff("claim_photograph_taken", photograph, yuncheng).shell.camera = platform::CameraState::live;
    out.add_staff("claim_review", screen::ClaimReview{claim_with_papers(), 0}, yuncheng);
    screen::ClaimSaved saved{slip(), resident(), "hospitalization", 3, {}};
    saved.print.phase = SlipPrint::Phase::printed;
    saved.print.papers = 1;
    out.add_staff("claim_saved", saved);
}

}  // namespace

void add_staff_tools(const PreviewWorld& world, std::vector<Preview>& out) {
    Desk desk(world, out);
    add_devices(desk);
    add_file_codes(desk);
    add_typed_card(desk);
    add_claim_facts(desk);
    add_claim_papers(desk);
}

}  // namespace kiosk::preview
