#include "tests/kiosk/app/made_up_terminal.h"

#include <cstdlib>
#include <string>

#include "platform/base/check.h"
#include "platform/base/file.h"
#include "sync/seal/seal.h"
#include "sync/wire/code.h"
#include "sync/wire/desk_keys.h"

namespace kiosk {

namespace wire = mutual_aid::v1;
using platform::check;
using platform::string_of;

namespace {

constexpr std::uint64_t kSealingKeyId = 7;
constexpr std::uint64_t kPackKeyId = 9;

std::filesystem::path new_folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "terminal-XXXXXX").string();
    check(mkdtemp(pattern.data()) != nullptr, "temporary folder");
    return pattern;
}

void add_key(wire::KeyList& list, std::uint64_t id, const char* purpose, platform::ByteView data) {
    wire::Key& key = *list.add_keys();
    key.set_key_id(id);
    key.set_purpose(purpose);
    key.set_data(string_of(data));
    key.set_valid_from_ms(0);
    key.set_valid_to_ms(INT64_MAX);
}

platform::Bytes signed_key_list(const platform::SigningKeyPair& root, const platform::SealingKeyPair& sealing,
                                const platform::SigningKeyPair& pack) {
    wire::KeyList list;
    list.set_version(1);
    list.set_city("made-up");
    add_key(list, kSealingKeyId, "sealing", sealing.public_key);
    add_key(list, kPackKeyId, "pack", pack.public_key);
    wire::SignedKeyList envelope;
    envelope.set_list_bytes(list.SerializeAsString());
    const auto signature = platform::sign(root.secret_key, platform::Purpose::key_list,
                                          {platform::view_of(envelope.list_bytes())});
    envelope.set_signature(string_of(signature));
    const std::string bytes = envelope.SerializeAsString();
    return {bytes.begin(), bytes.end()};
}

}  // namespace

MadeUpTerminal::MadeUpTerminal() : path_(new_folder()), folder_(path_ / "state") {
    platform::init_crypto();
    clock.wall_ms = *platform::parse_civil_time("2026-06-15T09:00");
    sealing = platform::new_sealing_key();
    desk = platform::new_sealing_key();
    pack_key = platform::new_signing_key();
    badge_ = platform::random_array<16>();
    const auto root = platform::new_signing_key();

    syncing::TerminalKeys& keys = terminal_.keys;
    keys.ledger = platform::new_signing_key();
    keys.slip = platform::new_signing_key();
    keys.local = platform::SymmetricKey(platform::random_array<32>());
    keys.tls_key_pem = "unused here";
    keys.ledger_id = platform::random_array<16>();
    terminal_.identity.terminal_id = platform::random_array<16>();
    terminal_.identity.ledger = {keys.ledger_id, "JL03", 'A'};
    terminal_.identity.station_code = "SM03";
    terminal_.identity.terminal_number = 3;
    terminal_.identity.center_url = "https://127.0.0.1:1";
    terminal_.credentials.certificate_der = {1};
    terminal_.credentials.ca_der = {1};
    terminal_.credentials.root = root.public_key;
    terminal_.credentials.signed_key_list = signed_key_list(root, sealing, pack_key);
    check(folder_.save_keys(keys).has_value(), "keys saved");
    check(folder_.save_provisioned(terminal_.identity, terminal_.credentials).has_value(), "provisioned");
}

MadeUpTerminal::~MadeUpTerminal() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

Store MadeUpTerminal::open() {
    auto store = Store::open(folder_, clock);
    check(store.has_value(), "the store opens");
    return std::move(*store);
}

std::string MadeUpTerminal::badge() const {
    return syncing::to_text(syncing::BadgeCode{badge_});
}

void MadeUpTerminal::first_sync() {
    const auto salt = platform::random_array<16>();
    wire::Update roster;
    roster.mutable_roster()->set_version(1);
    roster.mutable_roster()->set_desk_key_id(kDeskKeyId);
    roster.mutable_roster()->set_desk_public_key(string_of(desk.public_key));
    wire::Staff& staff = *roster.mutable_roster()->add_staff();
    staff.set_staff_id("zhou");
    staff.set_masked_name("周*");
    staff.set_badge_tag(string_of(syncing::badge_tag(badge_)));
    staff.set_salt(string_of(salt));
    staff.set_wrapped_desk_key(
        string_of(syncing::wrap_desk_key(desk.secret_key, badge_, kPin, salt, "zhou")));
    wire::Update pepper;
    pepper.mutable_pepper()->set_version(1);
    pepper.mutable_pepper()->set_secret(string_of(platform::random_array<32>()));
    send({roster, pepper});
}

void MadeUpTerminal::rotate_desk_key(bool stays) {
    const auto salt = platform::random_array<16>();
    next_desk = platform::new_sealing_key();
    wire::Update update;
    wire::StaffRoster& roster = *update.mutable_roster();
    roster.set_version(2);
    roster.set_desk_key_id(kDeskKeyId + 1);
    roster.set_desk_public_key(string_of(next_desk.public_key));
    const auto own = syncing::staff_key(badge_, kPin, salt).public_key;
    wire::Staff& staff = *roster.add_staff();
    staff.set_staff_id(stays ? "zhou" : "wang");
    staff.set_masked_name("周*");
    staff.set_badge_tag(string_of(syncing::badge_tag(stays ? badge_ : syncing::BadgeSecret{1})));
    staff.set_salt(string_of(salt));
    staff.set_public_key(string_of(own));
    staff.set_sealed_desk_keys(
        string_of(syncing::seal_desk_keys(own, {{{kDeskKeyId + 1, next_desk}, {kDeskKeyId, desk}}})));
    send({update});
}

void MadeUpTerminal::send(const std::vector<wire::Update>& updates) {
    wire::UpdatesPage page;
    page.set_center_epoch(1);
    page.set_from_cursor(cursor_);
    for (const wire::Update& update : updates) {
        *page.add_updates() = update;
        page.mutable_updates(page.updates_size() - 1)->set_cursor(++cursor_);
    }
    page.set_to_cursor(cursor_);
    auto cache = syncing::Cache::open(folder_.cache_db());
    check(cache.has_value() && cache->apply(page).has_value(), "updates applied");
}

wire::Update MadeUpTerminal::pack(const std::string& id, const std::string& toml) const {
    wire::Update update;
    update.mutable_pack()->set_id(id);
    update.mutable_pack()->set_toml(toml);
    update.mutable_pack()->set_key_id(kPackKeyId);
    update.mutable_pack()->set_signature(
        string_of(platform::sign(pack_key.secret_key, platform::Purpose::pack, {platform::view_of(toml)})));
    return update;
}

wire::Update MadeUpTerminal::document(platform::Purpose kind, const std::string& content) const {
    wire::Update update;
    update.mutable_document()->set_kind(std::string(platform::purpose_name(kind)));
    update.mutable_document()->set_content(content);
    update.mutable_document()->set_key_id(kPackKeyId);
    update.mutable_document()->set_signature(
        string_of(platform::sign(pack_key.secret_key, kind, {platform::view_of(content)})));
    return update;
}

void MadeUpTerminal::acknowledge(std::uint64_t seq) {
    auto cache = syncing::Cache::open(folder_.cache_db());
    check(cache.has_value() && cache->save_acknowledgement({1, seq, {}, clock.wall_ms}).has_value(),
          "acknowledged");
}

std::vector<wire::Body> MadeUpTerminal::bodies_at_center() {
    auto ledger = syncing::Ledger::open(folder_.ledger_db(), terminal_.identity.ledger);
    check(ledger.has_value(), "ledger opens");
    const auto entries = ledger->entries(1, 1000, 1 << 24);
    check(entries.has_value(), "entries read");
    std::vector<wire::Body> bodies;
    for (const auto& entry : *entries) {
        wire::Body body;
        const auto opened = syncing::open_body(sealing, entry.sealed_body, entry.header.ledger_id,
                                               entry.header.record_id, body);
        check(opened.has_value(), "a body opens at the center");
        bodies.push_back(std::move(body));
    }
    return bodies;
}

std::string xiamen_edition(int edition) {
    const auto bytes = platform::read_file(SOURCE_DIR "/config/schemes/xiamen.toml", 1 << 20);
    std::string text = string_of(bytes.value());
    const std::string_view shipped = "edition = 1\n";
    return text.replace(text.find(shipped), shipped.size(), "edition = " + std::to_string(edition) + "\n");
}

platform::Card made_up_card() {
    platform::Card card;
    card.kind = platform::CardKind::resident;
    card.name = "林测强";
    card.sex = "1";
    card.number = "350299198807150018";
    card.birth = *platform::parse_date("1988-07-15");
    card.authority = "测试市公安局";
    card.valid_from = *platform::parse_date("2020-01-01");
    return card;
}

EnrollmentForm made_up_form() {
    EnrollmentForm form;
    form.card = made_up_card();
    form.employment = Employment::flexible;
    form.workplace = "jialian";
    form.phone = PrivateText("13800001234");
    form.document = Document::social_security_proof;
    form.joins_union = true;
    form.consent = true;
    form.consent_version = "1";
    form.scheme = "xiamen";
    form.plan = "mutual-aid";
    form.fee_fen = 3600;
    form.coverage_from = *platform::parse_date("2026-07-01");
    form.coverage_to = *platform::parse_date("2027-06-30");
    return form;
}

}  // namespace kiosk
