#include "platform/serial/serial_port.h"

#include <sys/file.h>
#include <termios.h>

#include <array>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/serial_port.hpp>
#include <boost/asio/write.hpp>

#include "platform/base/wipe.h"

namespace platform {

namespace asio = boost::asio;
using boost::system::error_code;

struct SerialPort::Impl {
    asio::io_context io{1};
    asio::executor_work_guard<asio::io_context::executor_type> work{io.get_executor()};
    asio::serial_port port{io};
    bool woken = false;  // touched by handlers only, so by the thread that waits

    bool take_wake() { return std::exchange(woken, false); }
};

SerialPort::SerialPort() : impl_(std::make_unique<Impl>()) {}
SerialPort::~SerialPort() = default;

namespace {

error_code set_line(asio::serial_port& port, unsigned baud) {
    using Port = asio::serial_port_base;
    error_code failed;
    port.set_option(Port::baud_rate(baud), failed);
    if (!failed) port.set_option(Port::character_size(8), failed);
    if (!failed) port.set_option(Port::parity(Port::parity::none), failed);
    if (!failed) port.set_option(Port::stop_bits(Port::stop_bits::one), failed);
    if (!failed) port.set_option(Port::flow_control(Port::flow_control::none), failed);
    return failed;
}

}  // namespace

Result<void, SerialError> SerialPort::open(const std::filesystem::path& path, unsigned baud) {
    close();
    error_code failed;
    impl_->port.open(path.string(), failed);
    if (failed) return fail(failed == asio::error::would_block ? SerialError::busy : SerialError::no_port);
    // Two programs on one line would read halves of each other's answers.
    if (::flock(impl_->port.native_handle(), LOCK_EX | LOCK_NB) != 0) {
        close();
        return fail(SerialError::busy);
    }
    if (set_line(impl_->port, baud)) {
        close();
        return fail(SerialError::no_port);
    }
    drop_pending();
    return {};
}

void SerialPort::close() {
    error_code ignored;
    if (impl_->port.is_open()) impl_->port.close(ignored);
}

bool SerialPort::is_open() const {
    return impl_->port.is_open();
}

Result<void, SerialError> SerialPort::write(ByteView bytes) {
    error_code failed;
    asio::write(impl_->port, asio::buffer(bytes.data(), bytes.size()), failed);
    if (failed) return fail(SerialError::lost);
    return {};
}

Result<std::size_t, SerialError> SerialPort::read_some(std::span<std::uint8_t> into, Deadline deadline) {
    bool done = false;
    error_code failed;
    std::size_t count = 0;
    impl_->port.async_read_some(asio::buffer(into.data(), into.size()), [&](error_code error, std::size_t n) {
        done = true;
        failed = error;
        count = n;
    });
    while (!done && !impl_->woken && impl_->io.run_one_until(deadline) != 0) {
    }
    if (!done) {
        error_code ignored;
        impl_->port.cancel(ignored);
        while (!done) impl_->io.run_one();
    }
    if (count > 0) return count;
    if (failed && failed != asio::error::operation_aborted) return fail(SerialError::lost);
    return fail(impl_->take_wake() ? SerialError::woken : SerialError::timeout);
}

void SerialPort::drop_pending() {
    ::tcflush(impl_->port.native_handle(), TCIOFLUSH);
}

SerialError SerialPort::wait(Deadline deadline) {
    if (!is_open()) {
        while (!impl_->woken && impl_->io.run_one_until(deadline) != 0) {
        }
        return impl_->take_wake() ? SerialError::woken : SerialError::timeout;
    }
    ByteArray<256> dropped{};
    while (true) {
        const auto read = read_some(dropped, deadline);
        wipe(dropped);
        if (!read) return read.error();
    }
}

void SerialPort::wake() {
    asio::post(impl_->io, [impl = impl_.get()] { impl->woken = true; });
}

}  // namespace platform
