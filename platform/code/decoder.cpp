#include "platform/code/decoder.h"

#include <sys/mman.h>

#include <array>
#include <cstring>
#include <optional>
#include <utility>

#include "platform/code/child_process.h"
#include "platform/code/decoder_protocol.h"
#include "platform/code/shared_frame.h"

namespace platform {
namespace {

/// Memory shared with the child.
class SharedMemory {
  public:
    static std::optional<SharedMemory> create() {
        UniqueFd fd = make_shared_frame();
        if (!fd) return std::nullopt;
        void* memory = ::mmap(nullptr, kPictureBytesLimit, PROT_READ | PROT_WRITE, MAP_SHARED, fd.get(), 0);
        if (memory == MAP_FAILED) return std::nullopt;
        return SharedMemory(std::move(fd), static_cast<std::uint8_t*>(memory));
    }
    SharedMemory(SharedMemory&& other) noexcept
        : fd_(std::move(other.fd_)), memory_(std::exchange(other.memory_, nullptr)) {}
    SharedMemory& operator=(SharedMemory&&) = delete;
    ~SharedMemory() {
        if (memory_ != nullptr) ::munmap(memory_, kPictureBytesLimit);
    }

    int fd() const { return fd_.get(); }
    std::uint8_t* data() { return memory_; }

  private:
    SharedMemory(UniqueFd fd, std::uint8_t* memory) : fd_(std::move(fd)), memory_(memory) {}
    UniqueFd fd_;
    std::uint8_t* memory_;
};

DecodeKind kind_of(Effort effort) {
    switch (effort) {
        case Effort::quick:
            return DecodeKind::quick_frame;
        case Effort::closer:
            return DecodeKind::closer_frame;
        case Effort::thorough:
            return DecodeKind::thorough_frame;
    }
    return DecodeKind::quick_frame;
}

}  // namespace

class Decoder::Child {
  public:
    static std::unique_ptr<Child> start(const DecoderOptions& options) {
        auto memory = SharedMemory::create();
        if (!memory) return nullptr;
        auto process =
            ChildProcess::spawn(options.program, {std::to_string(options.memory_limit)}, memory->fd());
        if (!process) return nullptr;
        return std::make_unique<Child>(std::move(*memory), std::move(*process));
    }
    Child(SharedMemory memory_in, ChildProcess process_in)
        : memory(std::move(memory_in)), process(std::move(process_in)) {}

    SharedMemory memory;
    ChildProcess process;
};

Decoder::Decoder(DecoderOptions options) : options_(std::move(options)) {
    if (options_.program.empty()) options_.program = sibling_program("kiosk-decoder");
}

Decoder::~Decoder() = default;

bool Decoder::warm_up() {
    if (!child_) child_ = Child::start(options_);
    return child_ != nullptr;
}

int Decoder::child_pid() const {
    return child_ ? child_->process.pid() : 0;
}

Result<Decoder::Codes, DecodeFault> Decoder::decode(const GrayView& frame, Effort effort) {
    const DecodeRequest request{kind_of(effort), static_cast<std::uint32_t>(frame.width),
                                static_cast<std::uint32_t>(frame.height),
                                static_cast<std::uint32_t>(frame.width)};
    const Bytes bytes = encode_request(request);
    if (!parse_request(bytes) || frame.stride < frame.width) return fail(DecodeFault::too_large);
    if (!warm_up()) return fail(DecodeFault::cannot_start);
    const auto width = static_cast<std::size_t>(frame.width);
    for (int y = 0; y < frame.height; ++y) {
        const auto row = static_cast<std::size_t>(y);
        std::memcpy(child_->memory.data() + row * width,
                    frame.pixels + row * static_cast<std::size_t>(frame.stride), width);
    }
    return ask(bytes);
}

Result<Decoder::Codes, DecodeFault> Decoder::decode_picture(ByteView file) {
    if (file.empty()) return fail(DecodeFault::unreadable_picture);
    if (file.size() > kPictureBytesLimit) return fail(DecodeFault::too_large);
    if (!warm_up()) return fail(DecodeFault::cannot_start);
    std::memcpy(child_->memory.data(), file.data(), file.size());
    return ask(encode_request({DecodeKind::picture, static_cast<std::uint32_t>(file.size()), 0, 0}));
}

Result<Decoder::Codes, DecodeFault> Decoder::ask(ByteView request) {
    const Deadline deadline = std::chrono::steady_clock::now() + options_.time_limit;
    const auto lost = [&] {
        child_.reset();
        return fail(std::chrono::steady_clock::now() >= deadline ? DecodeFault::timed_out
                                                                 : DecodeFault::crashed);
    };
    std::array<std::uint8_t, kAnswerHeaderSize> head{};
    const ChildProcess& process = child_->process;
    if (!process.write_all(request, deadline) || !process.read_exactly(head, deadline)) return lost();
    const auto header = parse_answer_header(head);
    if (!header) return lost();
    Bytes body(header->length);
    if (!process.read_exactly(body, deadline)) return lost();
    auto codes = parse_codes(body);
    if (!codes) return lost();
    switch (header->status) {
        case DecodeStatus::ok:
            return std::move(*codes);
        case DecodeStatus::unreadable_picture:
            return fail(DecodeFault::unreadable_picture);
        case DecodeStatus::too_large:
            return fail(DecodeFault::too_large);
    }
    return lost();
}

}  // namespace platform
