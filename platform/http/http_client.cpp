#include "platform/http/http_client.h"

#include <curl/curl.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <cctype>
#include <cerrno>

#include "platform/base/check.h"
#include "platform/pki/pki.h"

namespace platform {

namespace {

void init_curl_once() {
    static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    check(ready, "libcurl cannot start");
}

struct HeaderList {
    ~HeaderList() { curl_slist_free_all(list); }
    void add(const std::string& line) { list = curl_slist_append(list, line.c_str()); }
    curl_slist* list = nullptr;
};

struct Exchange {
    std::size_t limit = 0;
    bool too_large = false;
    std::stop_token stop;
    Bytes body;
};

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* to) {
    auto& exchange = *static_cast<Exchange*>(to);
    const std::size_t length = size * count;
    exchange.too_large = length > exchange.limit - exchange.body.size();
    if (exchange.too_large) return 0;
    append(exchange.body, view_of({data, length}));
    return length;
}

int stop_wanted(void* of, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<Exchange*>(of)->stop.stop_requested() ? 1 : 0;
}

/// Certificates are judged at the trusted time, or without dates where none is known.
CURLcode judge_at(CURL*, void* ssl_context, void* trusted_time) {
    const auto& time = *static_cast<const std::optional<UtcMs>*>(trusted_time);
    X509_VERIFY_PARAM* parameters = SSL_CTX_get0_param(static_cast<SSL_CTX*>(ssl_context));
    if (time)
        X509_VERIFY_PARAM_set_time(parameters, static_cast<time_t>(*time / 1000));
    else
        X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_NO_CHECK_TIME);
    return CURLE_OK;
}

HttpError connect_error(CURL* handle) {
    long reason = 0;
    curl_easy_getinfo(handle, CURLINFO_OS_ERRNO, &reason);
    return reason == ENETUNREACH || reason == EHOSTUNREACH || reason == ENETDOWN ? HttpError::no_network
                                                                                 : HttpError::unreachable;
}

HttpError http_error(CURL* handle, CURLcode code, const Exchange& exchange) {
    if (exchange.too_large) return HttpError::too_large;
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST:
            return HttpError::no_network;
        case CURLE_COULDNT_CONNECT:
            return connect_error(handle);
        case CURLE_OPERATION_TIMEDOUT:
            return HttpError::timeout;
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CONNECT_ERROR:
            return HttpError::untrusted;
        case CURLE_ABORTED_BY_CALLBACK:
            return HttpError::cancelled;
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_URL_MALFORMAT:
            return HttpError::misconfigured;
        default:
            return HttpError::cut;
    }
}

std::string media_type(const char* header) {
    std::string type = header == nullptr ? "" : header;
    type.erase(std::min(type.find(';'), type.size()));
    while (!type.empty() && type.back() == ' ') type.pop_back();
    std::ranges::transform(type, type.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return type;
}

}  // namespace

std::string_view name_of(HttpError error) {
    switch (error) {
        case HttpError::no_network:
            return "no_network";
        case HttpError::unreachable:
            return "unreachable";
        case HttpError::timeout:
            return "timeout";
        case HttpError::untrusted:
            return "untrusted";
        case HttpError::cut:
            return "cut";
        case HttpError::too_large:
            return "too_large";
        case HttpError::cancelled:
            return "cancelled";
        case HttpError::misconfigured:
            return "misconfigured";
    }
    return "unknown";
}

class HttpClient::Impl {
  public:
    explicit Impl(HttpClientSettings settings) : settings_(std::move(settings)) {
        init_curl_once();
        handle_ = curl_easy_init();
        check(handle_ != nullptr, "no memory for an HTTP client");
        set_transport();
        set_trust();
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() { curl_easy_cleanup(handle_); }

    Result<HttpAnswer, HttpError> call(const HttpCall& request, std::stop_token stop);

  private:
    template <class T>
    void set(CURLoption option, T value) {
        check(curl_easy_setopt(handle_, option, value) == CURLE_OK, "libcurl lacks an option");
    }
    void set_blob(CURLoption option, std::string_view content) {
        curl_blob blob{const_cast<char*>(content.data()), content.size(), CURL_BLOB_COPY};
        set(option, &blob);
    }
    void set_transport();
    void set_trust();
    void set_method(const HttpCall& request, HeaderList& headers);

    HttpClientSettings settings_;
    std::optional<UtcMs> trusted_time_;
    CURL* handle_ = nullptr;
};

void HttpClient::Impl::set_transport() {
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_PROTOCOLS_STR, "https");
    set(CURLOPT_PROXY, "");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_3));
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings_.connect_timeout.count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(settings_.total_timeout.count()));
    set(CURLOPT_LOW_SPEED_LIMIT, 1L);
    set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(settings_.stall_timeout.count()));
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, stop_wanted);
    set(CURLOPT_WRITEFUNCTION, take_body);
}

void HttpClient::Impl::set_trust() {
    if (settings_.ca_der.empty()) {
        set(CURLOPT_SSL_VERIFYPEER, 0L);
        set(CURLOPT_SSL_VERIFYHOST, 0L);
    } else {
        set(CURLOPT_CAPATH, nullptr);
        set_blob(CURLOPT_CAINFO_BLOB, certificate_to_pem(settings_.ca_der));
        set(CURLOPT_SSL_CTX_FUNCTION, judge_at);
        set(CURLOPT_SSL_CTX_DATA, &trusted_time_);
    }
    if (settings_.client_certificate_der.empty()) return;
    set(CURLOPT_SSLCERTTYPE, "PEM");
    set_blob(CURLOPT_SSLCERT_BLOB, certificate_to_pem(settings_.client_certificate_der));
    set(CURLOPT_SSLKEYTYPE, "PEM");
    set_blob(CURLOPT_SSLKEY_BLOB, settings_.client_key_pem);
}

void HttpClient::Impl::set_method(const HttpCall& request, HeaderList& headers) {
    if (request.method == "GET") {
        set(CURLOPT_HTTPGET, 1L);
        return;
    }
    check(request.method == "POST", "only GET and POST");
    set(CURLOPT_POST, 1L);
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    set(CURLOPT_POSTFIELDS, request.body.empty() ? "" : static_cast<const void*>(request.body.data()));
    headers.add("Content-Type: " + request.content_type);
    // No "Expect: 100-continue": it costs a round trip on a bad link.
    headers.add("Expect:");
}

Result<HttpAnswer, HttpError> HttpClient::Impl::call(const HttpCall& request, std::stop_token stop) {
    Exchange exchange{
        .limit = request.max_answer_bytes, .too_large = false, .stop = std::move(stop), .body = {}};
    trusted_time_ = request.trusted_time;
    HeaderList headers;
    set_method(request, headers);
    set(CURLOPT_HTTPHEADER, headers.list);
    set(CURLOPT_URL, (settings_.base_url + request.path).c_str());
    set(CURLOPT_WRITEDATA, &exchange);
    set(CURLOPT_XFERINFODATA, &exchange);
    const CURLcode code = curl_easy_perform(handle_);
    // The list and the body are the caller's: the handle must not keep them.
    set(CURLOPT_HTTPHEADER, nullptr);
    set(CURLOPT_POSTFIELDS, nullptr);
    if (code != CURLE_OK) return fail(http_error(handle_, code, exchange));
    long status = 0;
    const char* type = nullptr;
    curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(handle_, CURLINFO_CONTENT_TYPE, &type);
    return HttpAnswer{static_cast<int>(status), media_type(type), std::move(exchange.body)};
}

HttpClient::HttpClient(HttpClientSettings settings) : impl_(std::make_unique<Impl>(std::move(settings))) {}
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;
HttpClient::~HttpClient() = default;

Result<HttpAnswer, HttpError> HttpClient::call(const HttpCall& request, std::stop_token stop) {
    return impl_->call(request, std::move(stop));
}

}  // namespace platform
