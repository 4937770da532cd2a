// What a camera sees in the pictures that `codes` made.
#pragma once

#include <filesystem>
#include <optional>

#include "platform/base/file.h"
#include "platform/code/picture.h"
#include "sync/wire/file_codes.h"
#include "sync/wire/packet.pb.h"

namespace syncing::ctl {

/// The update in 01.png up to `count`; nothing when one of them does not read as one code.
inline std::optional<mutual_aid::v1::Update> update_in(const std::filesystem::path& pictures,
                                                       std::size_t count) {
    FileParts parts;
    for (std::size_t i = 1; i <= count; ++i) {
        const auto file = pictures / ((i < 10 ? "0" : "") + std::to_string(i) + ".png");
        const auto picture = platform::read_picture(platform::read_file(file, 1 << 20).value());
        const auto codes = platform::decode_gray(picture->view(), platform::Effort::quick);
        if (codes.size() != 1) return std::nullopt;
        parts.take(std::get<FilePartCode>(parse_code(codes[0].text)));
    }
    return parts.file();
}

}  // namespace syncing::ctl
