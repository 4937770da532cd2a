#include "sync/center/provision.h"

#include "sync/center/pieces.h"
#include "sync/wire/packet.pb.h"

namespace syncing::center {

namespace {

namespace wire = mutual_aid::v1;
using platform::array_of;
using platform::fail;
using platform::string_of;
using platform::view_of;

constexpr platform::UtcMs kDay = 24LL * 3600 * 1000;

ProvisionError provision_error(StoreError error) {
    return error == StoreError::busy ? ProvisionError::store_busy : ProvisionError::store_failed;
}

/// What makes two requests the same: the keys, not the certificate request's own random signature.
platform::Result<platform::Hash, ProvisionError> identity_of(const wire::ProvisionRequest& request) {
    const auto key = platform::public_key_of_request(view_of(request.csr_der()));
    if (!key || request.ledger_id().size() != 16 || request.ledger_public_key().size() != 32 ||
        request.slip_public_key().size() != 32) {
        return fail(ProvisionError::malformed);
    }
    return platform::hash({view_of(request.ledger_id()), view_of(request.ledger_public_key()),
                           view_of(request.slip_public_key()), *key});
}

platform::Bytes make_answer(const Terminal& terminal, const ServeKeys& keys, std::string_view center_name,
                            const platform::Bytes& certificate) {
    wire::ProvisionAnswer answer;
    answer.set_terminal_id(string_of(terminal.id));
    answer.set_station_code(terminal.station);
    answer.set_terminal_number(terminal.number);
    answer.set_slip_prefix(terminal.prefix);
    answer.set_certificate_der(string_of(certificate));
    answer.set_ca_der(string_of(keys.authority.certificate_der));
    answer.set_key_list(string_of(keys.key_list));
    answer.set_district_center(std::string(center_name));
    return serialize(answer);
}

/// Every terminal of the station checks the others' slips.
Done publish_slip_key(ServeStore& store, const Terminal& terminal, const wire::ProvisionRequest& request) {
    wire::Update update;
    update.mutable_slip_key()->set_prefix(terminal.prefix);
    update.mutable_slip_key()->set_public_key(request.slip_public_key());
    return store.publish(
        make_piece(terminal.station, {view_of("slip_key"), view_of(terminal.prefix)}, update));
}

}  // namespace

std::string_view name_of(ProvisionError error) {
    switch (error) {
        case ProvisionError::malformed:
            return "malformed";
        case ProvisionError::unknown_code:
            return "unknown_code";
        case ProvisionError::expired_code:
            return "expired_code";
        case ProvisionError::used_code:
            return "used_code";
        case ProvisionError::revoked:
            return "revoked";
        case ProvisionError::other_key:
            return "other_key";
        case ProvisionError::store_busy:
            return "store_busy";
        case ProvisionError::store_failed:
            return "store_failed";
    }
    return "unknown";
}

platform::Hash code_hash(const platform::ByteArray<16>& secret) {
    return platform::hash({view_of("mutual-aid/v1/provisioning_code"), secret});
}

platform::Result<platform::Bytes, ProvisionError> redeem_code(ServeStore& store, const ServeKeys& keys,
                                                              std::string_view center_name,
                                                              const wire::ProvisionRequest& request,
                                                              platform::UtcMs now) {
    const auto secret = array_of<16>(view_of(request.code_secret()));
    const auto identity = identity_of(request);
    if (!secret || !identity) return fail(ProvisionError::malformed);
    const platform::Hash code = code_hash(*secret);
    const auto unit = store.begin();
    if (!unit) return fail(provision_error(unit.error()));
    auto row = store.provisioning_code(code);
    if (!row) return fail(provision_error(row.error()));
    if (!*row) return fail(ProvisionError::unknown_code);
    const Terminal& terminal = (*row)->terminal;
    if (terminal.revoked) return fail(ProvisionError::revoked);
    if ((*row)->request) {
        if (*(*row)->request != *identity) return fail(ProvisionError::used_code);
        return std::move((*row)->answer);
    }
    if (now > (*row)->expires) return fail(ProvisionError::expired_code);
    const auto certificate = platform::issue_terminal_certificate(
        keys.authority, view_of(request.csr_der()), terminal.id, {now - kDay, now + kTerminalLife});
    if (!certificate) return fail(ProvisionError::malformed);
    platform::Bytes answer = make_answer(terminal, keys, center_name, *certificate);
    const Ledger ledger{*array_of<16>(view_of(request.ledger_id())), terminal.id,
                        *array_of<32>(view_of(request.ledger_public_key())), 0, platform::Hash{}};
    const Done done = store
                          .redeem({code, *identity, answer, *certificate, ledger,
                                   *array_of<32>(view_of(request.slip_public_key())), now},
                                  terminal.id)
                          .and_then([&] { return publish_slip_key(store, terminal, request); })
                          .and_then([&] { return (*unit)->commit(); });
    if (!done) return fail(provision_error(done.error()));
    return answer;
}

platform::Result<platform::Bytes, ProvisionError> renew_certificate(ServeStore& store, const ServeKeys& keys,
                                                                    const platform::TerminalId& terminal,
                                                                    platform::ByteView presented,
                                                                    platform::ByteView request,
                                                                    platform::UtcMs now) {
    wire::RenewRequest message;
    if (!message.ParseFromArray(request.data(), static_cast<int>(request.size())))
        return fail(ProvisionError::malformed);
    const auto wanted = platform::public_key_of_request(view_of(message.csr_der()));
    const auto shown = platform::public_key_of_certificate(presented);
    if (!wanted || !shown) return fail(ProvisionError::malformed);
    const auto known = store.certificate(terminal);
    if (!known) return fail(provision_error(known.error()));
    const auto ours = platform::public_key_of_certificate(known->value_or(platform::Bytes()));
    // The key that was certified last, and no other.
    if (!ours || *wanted != *shown || *wanted != *ours) return fail(ProvisionError::other_key);
    const auto certificate = platform::issue_terminal_certificate(
        keys.authority, view_of(message.csr_der()), terminal, {now - kDay, now + kTerminalLife});
    if (!certificate) return fail(ProvisionError::malformed);
    const Done done = store.set_certificate(terminal, *certificate);
    if (!done) return fail(provision_error(done.error()));
    wire::RenewAnswer answer;
    answer.set_certificate_der(string_of(*certificate));
    return serialize(answer);
}

}  // namespace syncing::center
