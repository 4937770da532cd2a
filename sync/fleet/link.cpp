#include "sync/fleet/link.h"

#include "platform/base/check.h"

namespace syncing::fleet {

using platform::fail;
using platform::HttpAnswer;
using platform::HttpError;
using platform::HttpRequest;
using platform::HttpResponse;

Transport Link::transport(Machine& machine) {
    return [this, &machine](const platform::HttpCall& request, const std::stop_token&) {
        return call(machine, request);
    };
}

void Link::set_offline(const Machine& machine, bool offline) {
    offline ? static_cast<void>(offline_.insert(&machine)) : static_cast<void>(offline_.erase(&machine));
}

void Link::set_login_page(const Machine& machine, bool there) {
    there ? static_cast<void>(login_page_.insert(&machine)) : static_cast<void>(login_page_.erase(&machine));
}

Link::Answer Link::call(Machine& machine, const platform::HttpCall& call) {
    ++counts_.requests;
    world_.now += world_.dice.between(5, 400);
    if (!machine.has_power()) return fail(HttpError::cancelled);
    if (offline_.contains(&machine)) return fail(HttpError::no_network);
    if (login_page_.contains(&machine)) {
        ++counts_.login_pages;
        return HttpAnswer{200, "text/html", {'<', 'p', '>'}};
    }
    auto target = platform::parse_target(call.path);
    platform::check(target.has_value(), "a terminal asked for no address");
    HttpRequest request{
        call.method, target->path, target->query, call.content_type, {call.body.begin(), call.body.end()}, {},
        {}};
    present_certificate(machine, request);
    if (chance(10)) {
        ++counts_.terminal_cuts;
        world_.disk.cut_power(machine.folder());
        return fail(HttpError::cancelled);
    }
    return carry(machine, request);
}

/// As the server's handshake hands it on.
void Link::present_certificate(const Machine& machine, HttpRequest& request) {
    const platform::Bytes& certificate = machine.terminal().credentials.certificate_der;
    const auto life = platform::certificate_validity(certificate);
    platform::check(life.has_value(), "a terminal without a certificate");
    if (life->to > world_.now) {
        request.client_certificate = certificate;
    } else {
        request.expired_certificate = certificate;
        ++counts_.expired;
    }
}

Link::Answer Link::carry(Machine& machine, const HttpRequest& request) {
    while (!late_.empty() && chance(150)) {
        const std::size_t which = world_.dice.below(late_.size());
        const HttpRequest old = std::move(late_[which]);
        late_.erase(late_.begin() + static_cast<std::ptrdiff_t>(which));
        deliver(old);
    }
    if (chance(60)) {
        late_.push_back(request);
        ++counts_.late;
    }
    if (chance(80)) {
        ++counts_.requests_lost;
        return fail(HttpError::cut);
    }
    if (chance(80)) {
        ++counts_.repeated;
        deliver(request);
    }
    auto response = deliver(request);
    world_.now += world_.dice.between(5, 400);
    if (!response) return fail(HttpError::cut);
    if (chance(10)) {
        ++counts_.terminal_cuts;
        world_.disk.cut_power(machine.folder());
        return fail(HttpError::cancelled);
    }
    if (chance(150)) {
        ++counts_.answers_lost;
        return fail(HttpError::timeout);
    }
    return HttpAnswer{response->status, response->content_type, std::move(response->body)};
}

std::optional<HttpResponse> Link::deliver(const HttpRequest& request) {
    if (chance(8))
        world_.disk.cut_power_at(center_.folder(), static_cast<std::int64_t>(world_.dice.below(30)));
    auto response = center_.handle(request);
    if (!response) ++counts_.center_crashes;
    return response;
}

void Link::deliver_late() {
    for (const HttpRequest& request : late_) deliver(request);
    late_.clear();
}

}  // namespace syncing::fleet
