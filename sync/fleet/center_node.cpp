#include "sync/fleet/center_node.h"

#include "platform/base/check.h"
#include "sync/center/adjudicator.h"
#include "sync/center/backup.h"
#include "sync/center/operate.h"
#include "sync/center/provision.h"
#include "sync/center/sql_store.h"
#include "sync/wire/code.h"
#include "sync/wire/packet.pb.h"

namespace syncing::fleet {

namespace {

namespace fs = std::filesystem;
namespace wire = mutual_aid::v1;
using platform::check;
using platform::string_of;
using platform::view_of;

constexpr const char* kName = "测试中心";

platform::Bytes bytes_of(const std::string& text) {
    return {text.begin(), text.end()};
}

}  // namespace

CenterNode::CenterNode(World& world, const fs::path& folder, const platform::Bytes& pack)
    : world_(world), clock_(world), base_(folder), state_(folder / "center"), center_(state_) {
    auto created = center::CenterFolder::create(
        {state_, folder / "root", "测试市", kName, {"127.0.0.1"}, world.now, ""});
    check(created.has_value(), "a center cannot be made here");
    world_.disk.add_machine(state_);
    judge_keys_ = center_.judge_keys().value();
    open();
    const auto root = center::pack_key(folder / "root");
    check(center::publish_first(*open_->admin, *center_.serve_keys()) &&
              center::add_pack(*open_->admin, "xiamen", pack, *root),
          "the center takes no pack");
}

void CenterNode::open() {
    const std::string address = center_.database();
    auto own = center::open_serve_store(address);
    auto serve = center::open_serve_store(address);
    auto judges = center::open_judge_store(address);
    auto admin = center::open_admin_store(address);
    check(own && serve && judges && admin, "center.db does not open");
    std::vector<std::unique_ptr<center::ServeStore>> stores;
    stores.push_back(std::move(*own));
    open_.emplace();
    open_->api =
        std::make_unique<center::Api>(std::move(stores), *center_.serve_keys(), kName, clock_, [] {});
    open_->serve = std::move(*serve);
    open_->judges = std::move(*judges);
    open_->admin = std::move(*admin);
}

void CenterNode::recover() {
    if (world_.disk.has_power(state_)) return;
    open_.reset();
    world_.disk.restart(state_);
    open();
}

syncing::Terminal CenterNode::provision(const std::string& station, const std::string& prefix) {
    const auto text = center::register_terminal(*open_->admin, center_,
                                                {station, 1, prefix, "https://127.0.0.1:1"}, world_.now);
    check(text.has_value(), "a terminal cannot be registered");
    const auto code = std::get<ProvisioningCode>(parse_code(*text));
    syncing::Terminal made;
    made.keys.ledger = platform::new_signing_key();
    made.keys.slip = platform::new_signing_key();
    made.keys.local = platform::SymmetricKey(platform::random_array<32>());
    made.keys.tls_key_pem = platform::new_tls_key().value();
    made.keys.ledger_id = platform::random_array<16>();
    wire::ProvisionRequest request;
    request.set_code_secret(string_of(code.secret));
    request.set_csr_der(
        string_of(platform::make_certificate_request(made.keys.tls_key_pem, "terminal").value()));
    request.set_ledger_id(string_of(made.keys.ledger_id));
    request.set_ledger_public_key(string_of(made.keys.ledger.public_key));
    request.set_slip_public_key(string_of(made.keys.slip.public_key));
    const auto bytes = center::redeem_code(*open_->serve, *center_.serve_keys(), kName, request, world_.now);
    check(bytes.has_value(), "a code cannot be redeemed");
    wire::ProvisionAnswer answer;
    check(answer.ParseFromArray(bytes->data(), static_cast<int>(bytes->size())), "a provision answer");
    made.identity = {platform::array_of<16>(view_of(answer.terminal_id())).value(),
                     {made.keys.ledger_id, answer.slip_prefix(), 'A'},
                     answer.station_code(),
                     answer.terminal_number(),
                     "https://127.0.0.1:1",
                     answer.district_center()};
    made.credentials = {bytes_of(answer.certificate_der()), bytes_of(answer.ca_der()), center_.root().value(),
                        bytes_of(answer.key_list())};
    return made;
}

std::optional<platform::HttpResponse> CenterNode::handle(const platform::HttpRequest& request) {
    recover();
    auto response = open_->api->handle(request);
    const bool answered = world_.disk.has_power(state_);
    recover();
    if (!answered) return std::nullopt;
    return response;
}

void CenterNode::judge() {
    recover();
    // What it could not store it does the next time.
    static_cast<void>(center::Adjudicator(*open_->judges, judge_keys_, clock_).run());
    recover();
}

void CenterNode::back_up() {
    recover();
    const fs::path to = base_ / ("backup-" + std::to_string(made_++));
    if (!center::back_up(*open_->admin, center_, to, world_.now)) return recover();
    backups_.push_back(to);
    if (backups_.size() <= 2) return;
    fs::remove_all(backups_.front());
    backups_.erase(backups_.begin());
}

void CenterNode::restore(std::size_t back) {
    open_.reset();
    world_.disk.restart(state_);
    fs::remove_all(state_);
    // What is newer than the backup that was taken is not a backup of this center any more.
    backups_.resize(backups_.size() - std::min(back, backups_.size() - 1));
    const auto restored = center::restore({backups_.back(), state_, world_.now, {}, {}});
    check(restored.has_value(), "a backup does not restore");
    open();
}

bool CenterNode::disputed(const syncing::Terminal& terminal) {
    recover();
    const auto row = open_->serve->terminal(terminal.identity.terminal_id);
    check(row && *row, "the center does not know a terminal");
    return (*row)->disputed;
}

void CenterNode::settle(const syncing::Terminal& terminal) {
    recover();
    static_cast<void>(center::settle_terminal(*open_->admin, terminal.identity.station_code,
                                              terminal.identity.terminal_number));
    recover();
}

std::set<RecordId> CenterNode::held() {
    recover();
    std::set<RecordId> out;
    const auto seen = open_->admin->each_entry(
        [&](const LedgerId&, std::uint64_t, platform::ByteView header, platform::ByteView,
            platform::ByteView) { out.insert(decode_header(header).value().record_id); });
    check(seen.has_value(), "the center's entries cannot be read");
    return out;
}

bool CenterNode::holds_paper(const RecordId& record) {
    recover();
    const auto papers = open_->admin->attachments_of(record);
    check(papers.has_value(), "the center's attachments cannot be read");
    return !papers->empty();
}

std::optional<center::Ledger> CenterNode::ledger(const LedgerId& id) {
    recover();
    const auto row = open_->serve->ledger(id);
    check(row.has_value(), "the center's ledgers cannot be read");
    return *row;
}

bool CenterNode::sound() {
    recover();
    return center::verify(state_).has_value();
}

}  // namespace syncing::fleet
