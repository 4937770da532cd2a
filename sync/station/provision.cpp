#include "sync/station/provision.h"

#include <algorithm>

#include "platform/http/http_client.h"
#include "platform/pki/pki.h"
#include "sync/station/problem.h"
#include "sync/wire/key_list.h"
#include "sync/wire/packet.h"
#include "sync/wire/packet.pb.h"

namespace syncing {

namespace {

namespace wire = mutual_aid::v1;
using platform::Bytes;
using platform::ByteView;
using platform::fail;
using platform::view_of;

template <class T>
using Step = platform::Result<T, ProvisionFailure>;

auto failed(ProvisionError error, std::string_view detail) {
    return fail(ProvisionFailure{error, std::string(detail)});
}

Bytes copy(const std::string& bytes) {
    return {bytes.begin(), bytes.end()};
}

Step<TerminalKeys> keys_of(const StateFolder& state) {
    auto kept = state.load_keys();
    if (!kept) return failed(ProvisionError::store, name_of(kept.error()));
    if (*kept) return std::move(**kept);
    TerminalKeys keys;
    keys.ledger = platform::new_signing_key();
    keys.slip = platform::new_signing_key();
    keys.local = platform::SymmetricKey(platform::random_array<32>());
    keys.ledger_id = platform::random_array<16>();
    auto tls = platform::new_tls_key();
    if (!tls) return failed(ProvisionError::store, platform::pki_error_text(tls.error()));
    keys.tls_key_pem = std::move(*tls);
    const auto saved = state.save_keys(keys);
    if (!saved) return failed(ProvisionError::store, name_of(saved.error()));
    return keys;
}

Step<Bytes> ask(platform::HttpClient& client, const platform::HttpCall& call, std::stop_token stop) {
    auto answer = client.call(call, std::move(stop));
    if (!answer) {
        const bool other = answer.error() == platform::HttpError::untrusted;
        return failed(other ? ProvisionError::not_the_center : ProvisionError::unreachable,
                      platform::name_of(answer.error()));
    }
    const auto problem = parse_problem(*answer);
    if (problem) return failed(ProvisionError::refused, problem->type);
    if (answer->status != 200 || answer->content_type != kProtobufType)
        return failed(ProvisionError::not_the_center, "captive_portal");
    return std::move(answer->body);
}

/// Whoever answers: the list proves itself by the root's signature.
Step<KeyList> ask_key_list(const ProvisioningCode& code, std::stop_token stop) {
    platform::HttpClient client(
        {.base_url = code.url, .ca_der = {}, .client_key_pem = {}, .client_certificate_der = {}});
    const auto bytes = ask(client,
                           {.method = "GET",
                            .path = "/v1/keys",
                            .content_type = {},
                            .body = {},
                            .max_answer_bytes = kMaxKeyListBytes,
                            .trusted_time = {}},
                           std::move(stop));
    if (!bytes) return fail(bytes.error());
    auto list = KeyList::verify(*bytes, code.root);
    if (!list) return failed(ProvisionError::not_the_center, name_of(list.error()));
    return std::move(*list);
}

Step<Bytes> request_for(const ProvisioningCode& code, const TerminalKeys& keys) {
    const auto csr = platform::make_certificate_request(keys.tls_key_pem, "terminal");
    if (!csr) return failed(ProvisionError::store, platform::pki_error_text(csr.error()));
    wire::ProvisionRequest message;
    message.set_code_secret(platform::string_of(code.secret));
    message.set_csr_der(platform::string_of(*csr));
    message.set_ledger_id(platform::string_of(keys.ledger_id));
    message.set_ledger_public_key(platform::string_of(keys.ledger.public_key));
    message.set_slip_public_key(platform::string_of(keys.slip.public_key));
    Bytes out(message.ByteSizeLong());
    message.SerializeWithCachedSizesToArray(out.data());
    return out;
}

/// The answer must fit the keys made here and the pinned root, or nothing of it is kept.
Step<std::pair<TerminalIdentity, TerminalCredentials>> judge(const Bytes& answer_bytes,
                                                             const ProvisioningCode& code,
                                                             const TerminalKeys& keys, const Bytes& ca) {
    wire::ProvisionAnswer answer;
    const auto bad = [](std::string_view what) { return failed(ProvisionError::not_the_center, what); };
    if (!answer.ParseFromArray(answer_bytes.data(), static_cast<int>(answer_bytes.size())))
        return bad("malformed");
    const auto id = platform::array_of<16>(view_of(answer.terminal_id()));
    const ByteView certificate = view_of(answer.certificate_der());
    if (!id || platform::terminal_id_of(certificate) != *id) return bad("certificate_of_another");
    const auto certified = platform::public_key_of_certificate(certificate);
    const auto csr = platform::make_certificate_request(keys.tls_key_pem, "terminal");
    const auto ours = csr ? platform::public_key_of_request(*csr) : csr;
    if (!certified || !ours || *certified != *ours) return bad("certificate_of_another_key");
    if (!KeyList::verify(view_of(answer.key_list()), code.root)) return bad("bad_key_list");
    if (!std::ranges::equal(view_of(answer.ca_der()), ca)) return bad("another_ca");
    const bool prefix_fits = !answer.slip_prefix().empty() && answer.slip_prefix().size() <= kMaxPrefix;
    if (!prefix_fits) return bad("bad_slip_prefix");
    return std::pair{
        TerminalIdentity{*id,
                         {keys.ledger_id, answer.slip_prefix(), 'A'},
                         answer.station_code(),
                         answer.terminal_number(),
                         code.url,
                         answer.district_center()},
        TerminalCredentials{copy(answer.certificate_der()), ca, code.root, copy(answer.key_list())}};
}

}  // namespace

std::string_view name_of(ProvisionError error) {
    switch (error) {
        case ProvisionError::already_provisioned:
            return "already_provisioned";
        case ProvisionError::store:
            return "store";
        case ProvisionError::unreachable:
            return "unreachable";
        case ProvisionError::not_the_center:
            return "not_the_center";
        case ProvisionError::refused:
            return "refused";
    }
    return "unknown";
}

Step<TerminalIdentity> provision(const ProvisioningCode& code, const StateFolder& state,
                                 std::stop_token stop) {
    const auto present = state.load();
    if (present) return failed(ProvisionError::already_provisioned, "");
    if (present.error() != StateError::not_provisioned)
        return failed(ProvisionError::store, name_of(present.error()));
    const auto keys = keys_of(state);
    if (!keys) return fail(keys.error());
    const auto list = ask_key_list(code, stop);
    if (!list) return fail(list.error());
    const ListedKey* ca = list->newest(KeyPurpose::tls_ca);
    if (ca == nullptr) return failed(ProvisionError::not_the_center, "no_tls_ca");
    const auto request = request_for(code, *keys);
    if (!request) return fail(request.error());
    platform::HttpClient client(
        {.base_url = code.url, .ca_der = ca->data, .client_key_pem = {}, .client_certificate_der = {}});
    const auto answer = ask(client,
                            {.method = "POST",
                             .path = "/v1/provision",
                             .content_type = std::string(kProtobufType),
                             .body = *request,
                             .max_answer_bytes = kMaxKeyListBytes * 2,
                             .trusted_time = {}},
                            std::move(stop));
    if (!answer) return fail(answer.error());
    const auto judged = judge(*answer, code, *keys, ca->data);
    if (!judged) return fail(judged.error());
    const auto saved = state.save_provisioned(judged->first, judged->second);
    if (!saved) return failed(ProvisionError::store, name_of(saved.error()));
    return judged->first;
}

}  // namespace syncing
