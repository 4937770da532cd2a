// Expected failures are values: every fallible function returns Result<T, E> with a closed enum E of its
// module. Broken invariants abort instead (see check.h).
#pragma once

#include <tl/expected.hpp>

namespace platform {

template <class T, class E>
using Result = tl::expected<T, E>;

template <class E>
auto fail(E error) {
    return tl::unexpected<E>(error);
}

}  // namespace platform
