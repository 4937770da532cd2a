#include "platform/http_server/http_server.h"

#include <algorithm>
#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_set>

#include "platform/http_server/server_context.h"

namespace platform {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using Stream = beast::ssl_stream<beast::tcp_stream>;
using Parser = http::request_parser<http::vector_body<std::uint8_t>>;
using Answer = http::response<http::vector_body<std::uint8_t>>;

constexpr auto kNoThrow = asio::as_tuple(asio::use_awaitable);

std::string lower_case(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

std::string media_type(std::string_view header) {
    std::string type = lower_case(header.substr(0, header.find(';')));
    while (!type.empty() && type.back() == ' ') type.pop_back();
    return type;
}

Answer to_beast(HttpResponse&& response, unsigned version, bool keep_alive) {
    Answer answer(static_cast<http::status>(response.status), version);
    if (!response.content_type.empty()) answer.set(http::field::content_type, response.content_type);
    answer.set(http::field::cache_control, "no-store");
    for (const auto& [name, value] : response.headers) answer.set(name, value);
    answer.keep_alive(keep_alive);
    answer.body() = std::move(response.body);
    answer.prepare_payload();
    return answer;
}

HttpResponse bad_request(int status, std::string type, std::string title) {
    return problem_response({status, std::move(type), std::move(title), false, {}});
}

/// What the parser refused, as an answer; nothing when the connection is simply over.
std::optional<HttpResponse> answer_to(const beast::error_code& error) {
    if (error == http::error::body_limit) {
        return bad_request(413, "too-large", "The request body is larger than this server takes.");
    }
    if (error == http::error::header_limit) {
        return bad_request(431, "header-too-large", "The request headers are larger than this server takes.");
    }
    if (error == beast::error::timeout) {
        return problem_response({408, "timeout", "The request did not arrive in time.", true, {}});
    }
    const bool parse_error = error.category() == beast::error_code(http::error::bad_method).category();
    if (parse_error && error != http::error::end_of_stream && error != http::error::partial_message) {
        return bad_request(400, "bad-request", "This is not an HTTP request.");
    }
    return std::nullopt;
}

}  // namespace

class HttpServer::Impl {
  public:
    Impl(HttpServerSettings settings, HttpHandler handler, asio::ssl::context context, const Clock& clock)
        : settings_(std::move(settings)),
          handler_(std::move(handler)),
          context_(std::move(context)),
          clock_(clock),
          acceptor_(io_),
          pool_(settings_.handler_threads) {}

    bool listen(const asio::ip::address& address) {
        const tcp::endpoint endpoint(address, settings_.port);
        beast::error_code error;
        acceptor_.open(endpoint.protocol(), error);
        if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
        if (!error) acceptor_.bind(endpoint, error);
        if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
        if (error) return false;
        port_ = acceptor_.local_endpoint().port();
        return true;
    }

    void run() {
        asio::co_spawn(io_, accept_loop(), asio::detached);
        thread_ = std::thread([this] { io_.run(); });
    }

    std::uint16_t port() const { return port_; }

    void stop() {
        if (!thread_.joinable()) return;
        asio::post(io_, [this] {
            stopping_ = true;
            beast::error_code ignored;
            acceptor_.close(ignored);
            // A connection between requests has nothing to lose; one with a request in hand ends after its
            // answer.
            for (Connection* connection : connections_) {
                if (!connection->busy) beast::get_lowest_layer(connection->stream).cancel();
            }
        });
        thread_.join();
        pool_.join();
    }

  private:
    struct Client {
        PeerCertificate certificate;
        std::string remote;
    };

    struct Connection {
        Stream stream;
        bool busy = false;
        Connection(tcp::socket&& socket, asio::ssl::context& context) : stream(std::move(socket), context) {}
    };

    asio::awaitable<void> accept_loop() {
        while (!stopping_) {
            auto [error, socket] = co_await acceptor_.async_accept(kNoThrow);
            if (stopping_) co_return;
            if (error) {
                // Out of descriptors: wait for some to come back rather than spin.
                asio::steady_timer pause(io_, std::chrono::milliseconds(100));
                co_await pause.async_wait(kNoThrow);
                continue;
            }
            if (connections_.size() >= settings_.max_connections) continue;  // closes it
            asio::co_spawn(io_, serve(std::move(socket)), asio::detached);
        }
    }

    asio::awaitable<void> serve(tcp::socket socket) {
        beast::error_code ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        Connection connection(std::move(socket), context_);
        connections_.insert(&connection);
        set_verification_time(connection.stream.native_handle(), clock_.wall());
        beast::get_lowest_layer(connection.stream).expires_after(settings_.handshake_timeout);
        const auto [error] =
            co_await connection.stream.async_handshake(asio::ssl::stream_base::server, kNoThrow);
        if (!error) co_await serve_requests(connection);
        connections_.erase(&connection);
    }

    asio::awaitable<void> serve_requests(Connection& connection) {
        Stream& stream = connection.stream;
        beast::error_code unknown;
        const auto remote = beast::get_lowest_layer(stream).socket().remote_endpoint(unknown);
        const Client client{peer_certificate(stream.native_handle()),
                            unknown ? std::string() : remote.address().to_string()};
        beast::flat_buffer buffer(settings_.max_header_bytes + 64 * 1024);
        bool open = true;
        while (open && !stopping_) {
            // The idle time runs until the first byte of a request, the request time from there on.
            if (buffer.size() == 0 && !co_await first_bytes(stream, buffer)) break;
            connection.busy = true;
            open = co_await serve_request(stream, buffer, client);
            connection.busy = false;
        }
        beast::get_lowest_layer(stream).expires_after(std::chrono::seconds(1));
        co_await stream.async_shutdown(kNoThrow);
    }

    asio::awaitable<bool> first_bytes(Stream& stream, beast::flat_buffer& buffer) {
        beast::get_lowest_layer(stream).expires_after(settings_.idle_timeout);
        const auto [error, size] = co_await stream.async_read_some(buffer.prepare(4096), kNoThrow);
        buffer.commit(size);
        co_return !error;
    }

    /// Whether the connection may carry another request.
    asio::awaitable<bool> serve_request(Stream& stream, beast::flat_buffer& buffer, const Client& client) {
        Parser parser;
        parser.header_limit(static_cast<std::uint32_t>(settings_.max_header_bytes));
        parser.body_limit(settings_.max_body_bytes);
        beast::get_lowest_layer(stream).expires_after(settings_.request_timeout);
        const beast::error_code error = co_await read(stream, buffer, parser);
        if (error) {
            if (auto answer = answer_to(error)) {
                Answer refusal = to_beast(std::move(*answer), 11, false);
                co_await write(stream, refusal);
                co_await linger(stream);
            }
            co_return false;
        }
        auto message = parser.release();
        const bool keep_alive = message.keep_alive() && !stopping_;
        const unsigned version = message.version();
        HttpResponse response = co_await handle(message, client);
        Answer answer = to_beast(std::move(response), version, keep_alive && !stopping_);
        co_return co_await write(stream, answer);
    }

    /// A client that asks first (Expect: 100-continue, as curl does for large bodies) is told to go on.
    asio::awaitable<beast::error_code> read(Stream& stream, beast::flat_buffer& buffer, Parser& parser) {
        const auto [in_header, header_size] =
            co_await http::async_read_header(stream, buffer, parser, kNoThrow);
        if (in_header) co_return in_header;
        if (beast::iequals(parser.get()[http::field::expect], "100-continue")) {
            constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
            const auto [in_write, written] = co_await asio::async_write(
                stream, asio::buffer(kContinue.data(), kContinue.size()), kNoThrow);
            if (in_write) co_return in_write;
        }
        if (parser.is_done()) co_return beast::error_code();
        const auto [in_body, body_size] = co_await http::async_read(stream, buffer, parser, kNoThrow);
        co_return in_body;
    }

    /// After refusing a request part way, reads on for a moment: closing with bytes unread would make the
    /// kernel reset the connection and the client lose the answer.
    asio::awaitable<void> linger(Stream& stream) {
        beast::get_lowest_layer(stream).expires_after(std::chrono::seconds(2));
        std::array<std::uint8_t, 16384> unread{};
        for (std::size_t total = 0; total < 4 * settings_.max_body_bytes;) {
            const auto [error, size] = co_await stream.async_read_some(asio::buffer(unread), kNoThrow);
            if (error) co_return;
            total += size;
        }
    }

    asio::awaitable<bool> write(Stream& stream, Answer& answer) {
        beast::get_lowest_layer(stream).expires_after(settings_.request_timeout);
        const auto [error, size] = co_await http::async_write(stream, answer, kNoThrow);
        co_return !error && answer.keep_alive();
    }

    asio::awaitable<HttpResponse> handle(http::request<http::vector_body<std::uint8_t>>& message,
                                         const Client& client) {
        auto target = parse_target(std::string_view(message.target().data(), message.target().size()));
        if (!target) co_return bad_request(400, "bad-target", "The request's address cannot be read.");
        HttpRequest request;
        request.method = std::string(message.method_string());
        request.path = std::move(target->path);
        request.query = std::move(target->query);
        const auto type = message[http::field::content_type];
        request.content_type = media_type(std::string_view(type.data(), type.size()));
        for (const auto& field : message) {
            request.headers.emplace_back(lower_case({field.name_string().data(), field.name_string().size()}),
                                         std::string(field.value().data(), field.value().size()));
        }
        request.remote = client.remote;
        request.body = std::move(message.body());
        request.client_certificate = client.certificate.verified;
        request.expired_certificate = client.certificate.expired;
        // Onto the pool for the handler's blocking work, and back to the I/O thread for the answer. Named
        // first: GCC 12 destroys a temporary of a co_await expression twice.
        auto work = [this, &request]() -> asio::awaitable<HttpResponse> { co_return handler_(request); };
        co_return co_await asio::co_spawn(pool_, std::move(work), asio::use_awaitable);
    }

    HttpServerSettings settings_;
    HttpHandler handler_;
    asio::ssl::context context_;
    const Clock& clock_;
    asio::io_context io_{1};
    tcp::acceptor acceptor_;
    asio::thread_pool pool_;
    std::unordered_set<Connection*> connections_;  // I/O thread only
    bool stopping_ = false;                        // I/O thread only
    std::uint16_t port_ = 0;
    std::thread thread_;
};

std::string_view http_server_error_text(HttpServerError error) {
    switch (error) {
        case HttpServerError::bad_address:
            return "the listening address is not an IP address";
        case HttpServerError::bad_certificate:
            return "the server's certificate, key or client authority is unusable";
        case HttpServerError::cannot_listen:
            return "the port is taken or may not be used";
    }
    return "";
}

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpServer::~HttpServer() {
    stop();
}
std::uint16_t HttpServer::port() const {
    return impl_->port();
}
void HttpServer::stop() {
    impl_->stop();
}

Result<std::unique_ptr<HttpServer>, HttpServerError> HttpServer::start(HttpServerSettings settings,
                                                                       HttpHandler handler,
                                                                       const Clock& clock) {
    beast::error_code error;
    const auto address = asio::ip::make_address(settings.address, error);
    if (error) return fail(HttpServerError::bad_address);
    auto context = make_server_context(settings);
    if (!context) return fail(HttpServerError::bad_certificate);
    auto impl = std::make_unique<Impl>(std::move(settings), std::move(handler), std::move(*context), clock);
    if (!impl->listen(address)) return fail(HttpServerError::cannot_listen);
    impl->run();
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(impl)));
}

}  // namespace platform
