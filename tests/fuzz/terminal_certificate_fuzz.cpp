// Certificates and certificate requests: any bytes are refused or read, without a fault.
#include "platform/pki/pki.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const platform::ByteView bytes(data, size);
    (void)platform::terminal_id_of(bytes);
    (void)platform::certificate_validity(bytes);
    (void)platform::public_key_of_certificate(bytes);
    (void)platform::public_key_of_request(bytes);
    (void)platform::certificate_from_pem({reinterpret_cast<const char*>(data), size});
    return 0;
}
