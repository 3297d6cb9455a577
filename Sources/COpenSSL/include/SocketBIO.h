// A BIO over a connected socket whose writes never raise SIGPIPE.
#pragma once
#include <openssl/bio.h>

/// Makes a BIO that receives from and sends to `descriptor`, which stays the caller's to close; null when memory is out.
///
/// OpenSSL's own socket BIO calls write(2), so a peer that closes early would kill the whole program by SIGPIPE.
BIO *hullmark_socket_bio(int descriptor);
