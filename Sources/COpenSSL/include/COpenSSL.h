// OpenSSL 3 (Apache-2.0), from Debian's libssl-dev: SHA-2 with the processor's instructions, and TLS.
#pragma once
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/err.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include "SocketBIO.h"
#include "TLSMacros.h"
