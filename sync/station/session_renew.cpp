// The certificate of the TLS key, certified anew before it ends, or after.
#include "platform/log/log.h"
#include "platform/pki/pki.h"
#include "sync/station/session.h"
#include "sync/wire/packet.pb.h"

namespace syncing {

namespace {

namespace wire = mutual_aid::v1;
using platform::Bytes;
using platform::fail;
using platform::view_of;

}  // namespace

void SyncSession::renew_when_due() {
    if (!policy_.take_certificate) return;
    const auto life = platform::certificate_validity(terminal_.credentials.certificate_der);
    if (!life) return;
    const TimeInterval time = known_time();
    const std::int64_t now = time.basis == TimeBasis::unknown ? clock_.wall() : time.latest_ms;
    if (renewed_ || (life->to - now) * 3 > life->to - life->from) return;
    const Step<void> done = renew();
    if (!done) platform::log::warning("the certificate is not renewed yet: {}", done.error().detail);
}

SyncSession::Step<void> SyncSession::renew() {
    const auto failed = [](SyncOutcome outcome, std::string_view what) {
        return fail(Failure{outcome, std::string(what)});
    };
    const auto csr = platform::make_certificate_request(terminal_.keys.tls_key_pem, "terminal");
    if (!csr) return failed(SyncOutcome::store_failed, platform::pki_error_text(csr.error()));
    wire::RenewRequest request_message;
    request_message.set_csr_der(platform::string_of(*csr));
    const std::string body = request_message.SerializeAsString();
    const auto answer = request({.method = "POST",
                                 .path = "/v1/renew",
                                 .content_type = std::string(kProtobufType),
                                 .body = view_of(body),
                                 .max_answer_bytes = kMaxAnswerBytes,
                                 .trusted_time = {}});
    if (!answer) return fail(answer.error());
    wire::RenewAnswer message;
    if (!message.ParseFromArray(answer->body.data(), static_cast<int>(answer->body.size())))
        return failed(SyncOutcome::answer_not_from_center, "malformed");
    const auto certificate = view_of(message.certificate_der());
    const auto ours = platform::public_key_of_request(*csr);
    const auto certified = platform::public_key_of_certificate(certificate);
    if (!ours || !certified || *ours != *certified ||
        platform::terminal_id_of(certificate) != terminal_.identity.terminal_id)
        return failed(SyncOutcome::answer_not_from_center, "certificate_of_another");
    if (!policy_.take_certificate(Bytes(certificate.begin(), certificate.end())))
        return failed(SyncOutcome::store_failed, "certificate_not_kept");
    renewed_ = true;
    return {};
}

SyncSession::Step<void> SyncSession::first_heartbeat() {
    renew_when_due();
    const auto beat = [this] { return with_retries<void>([this] { return heartbeat(); }); };
    Step<void> done = beat();
    // By what is known here it has not ended, or nothing is known.
    if (done || done.error().detail != "certificate-expired" || !policy_.take_certificate) return done;
    return renew().and_then(beat);
}

void SyncSession::ask_key_list() {
    const auto answer = request({.method = "GET",
                                 .path = "/v1/keys",
                                 .content_type = {},
                                 .body = {},
                                 .max_answer_bytes = kMaxKeyListBytes,
                                 .trusted_time = {}});
    if (!answer) return;
    auto list = KeyList::verify(answer->body, terminal_.credentials.root);
    if (!list || list->version() <= keys_->version()) return;
    const auto saved = cache_.save_key_list(answer->body);
    if (!saved) platform::log::warning("the new key list is not kept: {}", platform::name_of(saved.error()));
    keys_ = std::move(*list);
}

}  // namespace syncing
