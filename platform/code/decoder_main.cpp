// kiosk-decoder: started by Decoder, which see. Argument: the memory limit in bytes.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <optional>

#include "platform/code/child_process.h"
#include "platform/code/decoder.h"
#include "platform/code/decoder_protocol.h"
#include "platform/code/picture.h"
#include "platform/code/sandbox.h"

namespace platform {
namespace {

// The screen draws on the same two cores: a late code is a shrug, a late frame is seen.
constexpr int kYieldToTheScreen = 5;

Bytes search_picture(ByteView file) {
    const auto picture = read_picture(file);
    if (picture) return encode_answer(DecodeStatus::ok, decode_gray(picture->view(), Effort::thorough));
    const bool large = picture.error() == PictureError::too_large;
    return encode_answer(large ? DecodeStatus::too_large : DecodeStatus::unreadable_picture, {});
}

Bytes search_frame(const DecodeRequest& request, ByteView pixels, Effort effort) {
    const GrayView frame{pixels.data(), static_cast<int>(request.a), static_cast<int>(request.b),
                         static_cast<int>(request.c)};
    return encode_answer(DecodeStatus::ok, decode_gray(frame, effort));
}

Bytes answer(const DecodeRequest& request, ByteView shared) {
    switch (request.kind) {
        case DecodeKind::quick_frame:
            return search_frame(request, shared, Effort::quick);
        case DecodeKind::closer_frame:
            return search_frame(request, shared, Effort::closer);
        case DecodeKind::thorough_frame:
            return search_frame(request, shared, Effort::thorough);
        case DecodeKind::picture:
            return search_picture(shared.first(request.a));
    }
    return {};
}

bool read_request(std::array<std::uint8_t, kRequestSize>& bytes) {
    for (std::size_t have = 0; have < bytes.size();) {
        const ssize_t got = ::read(0, bytes.data() + have, bytes.size() - have);
        if (got <= 0) return false;
        have += static_cast<std::size_t>(got);
    }
    return true;
}

bool write_all(ByteView bytes) {
    while (!bytes.empty()) {
        const ssize_t put = ::write(1, bytes.data(), bytes.size());
        if (put <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(put));
    }
    return true;
}

int serve(ByteView shared) {
    std::array<std::uint8_t, kRequestSize> bytes{};
    while (read_request(bytes)) {
        const auto request = parse_request(bytes);
        if (!request || !write_all(answer(*request, shared))) return 1;
    }
    return 0;
}

std::optional<std::size_t> memory_limit(int argc, char** argv) {
    std::size_t value = 0;
    if (argc != 2) return std::nullopt;
    const char* end = argv[1] + std::strlen(argv[1]);
    const auto [stop, error] = std::from_chars(argv[1], end, value);
    return error == std::errc() && stop == end ? std::optional(value) : std::nullopt;
}

}  // namespace
}  // namespace platform

int main(int argc, char** argv) {
    platform::die_with_parent();
    const auto limit = platform::memory_limit(argc, argv);
    void* shared = ::mmap(nullptr, platform::kPictureBytesLimit, PROT_READ, MAP_SHARED, 3, 0);
    if (!limit || shared == MAP_FAILED) {
        std::fputs("kiosk-decoder is started by kiosk-eye and kioskctl, not by hand\n", stderr);
        return 2;
    }
    ::close_range(3, ~0U, 0);
    ::setpriority(PRIO_PROCESS, 0, platform::kYieldToTheScreen);
    if (!platform::enter_sandbox(*limit)) {
        std::fputs("kiosk-decoder: this kernel refuses the seccomp filter; codes cannot be read safely\n",
                   stderr);
        return 3;
    }
    // Not return: exit handlers would use system calls that the filter forbids.
    ::_exit(platform::serve({static_cast<const std::uint8_t*>(shared), platform::kPictureBytesLimit}));
}
