#include "platform/serial/serial_port.h"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/serial_port.hpp>
#include <boost/asio/write.hpp>

#include "platform/base/unique_fd.h"
#include "platform/base/wipe.h"

namespace platform {

namespace asio = boost::asio;
using boost::system::error_code;

struct SerialPort::Impl {
    using Deadline = SerialPort::Deadline;
    asio::io_context io{1};
    asio::executor_work_guard<asio::io_context::executor_type> work{io.get_executor()};
    asio::serial_port port{io};
    bool woken = false;  // touched by handlers only, so by the thread that waits

    bool take_wake() { return std::exchange(woken, false); }

    /// Runs what `start` starts until it ends, the deadline passes or somebody wakes us; what was moved.
    template <class Start>
    Result<std::size_t, SerialError> transfer(Start start, Deadline deadline) {
        bool done = false;
        error_code failed;
        std::size_t count = 0;
        start([&](error_code error, std::size_t moved) {
            done = true;
            failed = error;
            count = moved;
        });
        while (!done && !woken && io.run_one_until(deadline) != 0) {
        }
        // More than once: a long write that has just moved a part goes on with the next one.
        while (!done) {
            error_code ignored;
            port.cancel(ignored);
            io.run_one();
        }
        if (failed && failed != asio::error::operation_aborted && count == 0) return fail(SerialError::lost);
        return count;
    }
};

SerialPort::SerialPort() : impl_(std::make_unique<Impl>()) {}
SerialPort::~SerialPort() = default;

namespace {

error_code set_line(asio::serial_port& port, unsigned baud, Flow flow) {
    using Port = asio::serial_port_base;
    error_code failed;
    port.set_option(Port::baud_rate(baud), failed);
    if (!failed) port.set_option(Port::character_size(8), failed);
    if (!failed) port.set_option(Port::parity(Port::parity::none), failed);
    if (!failed) port.set_option(Port::stop_bits(Port::stop_bits::one), failed);
    const auto control = flow == Flow::rts_cts ? Port::flow_control::hardware : Port::flow_control::none;
    if (!failed) port.set_option(Port::flow_control(control), failed);
    return failed;
}

/// False for what never makes one wait: files, /dev/null.
bool can_be_waited_for(int fd) {
    const UniqueFd waiting(::epoll_create1(EPOLL_CLOEXEC));
    epoll_event nothing{};
    return waiting && ::epoll_ctl(waiting.get(), EPOLL_CTL_ADD, fd, &nothing) == 0;
}

/// asio opens terminals only; any other device is opened here and given to it.
error_code open_device(asio::serial_port& port, const std::string& path) {
    error_code failed;
    port.open(path, failed);
    if (failed != boost::system::errc::inappropriate_io_control_operation) return failed;
    UniqueFd fd(::open(path.c_str(), O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    if (!fd || !can_be_waited_for(fd.get())) return asio::error::no_permission;
    port.assign(fd.get(), failed);
    if (!failed) fd.release();
    return failed;
}

}  // namespace

Result<void, SerialError> SerialPort::open(const std::filesystem::path& path, unsigned baud, Flow flow) {
    close();
    const error_code failed = open_device(impl_->port, path.string());
    if (failed) return fail(failed == asio::error::would_block ? SerialError::busy : SerialError::no_port);
    // Two programs on one line would read halves of each other's answers.
    if (::flock(impl_->port.native_handle(), LOCK_EX | LOCK_NB) != 0) {
        close();
        return fail(SerialError::busy);
    }
    const bool has_line = ::isatty(impl_->port.native_handle()) != 0;
    if (has_line && set_line(impl_->port, baud, flow)) {
        close();
        return fail(SerialError::no_port);
    }
    drop_pending();
    return {};
}

void SerialPort::close() {
    if (!is_open()) return;
    drop_pending();  // or closing would wait for bytes that a dead line never takes
    error_code ignored;
    impl_->port.close(ignored);
}

Result<void, SerialError> SerialPort::set_baud(unsigned baud) {
    error_code failed;
    impl_->port.set_option(asio::serial_port_base::baud_rate(baud), failed);
    if (failed) return fail(SerialError::lost);
    drop_pending();
    return {};
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

Result<void, SerialError> SerialPort::write(ByteView bytes, Deadline deadline) {
    const auto start = [&](auto done) {
        asio::async_write(impl_->port, asio::buffer(bytes.data(), bytes.size()), done);
    };
    const auto moved = impl_->transfer(start, deadline);
    if (!moved) return fail(moved.error());
    if (*moved == bytes.size()) return {};
    return fail(impl_->take_wake() ? SerialError::woken : SerialError::timeout);
}

Result<std::size_t, SerialError> SerialPort::read_some(std::span<std::uint8_t> into, Deadline deadline) {
    const auto start = [&](auto done) {
        impl_->port.async_read_some(asio::buffer(into.data(), into.size()), done);
    };
    const auto moved = impl_->transfer(start, deadline);
    if (!moved || *moved > 0) return moved;
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
