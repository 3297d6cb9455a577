extension ClassifierSample {
    static let cryptography = [
        Self("usr/bin/openssl", "\0OpenSSL 1.1.1 (compatible; AWS-LC 1.69.0)\0", "pkg:generic/aws-lc@1.69.0"),
        Self("usr/bin/openssl", "\0LibreSSL 3.7.3\0", "pkg:generic/libressl@3.7.3"),
        Self("usr/lib/libcrypto.so.3", "@\0OpenSSL 3.0.22 25 Aug 2026\03.0.22\0", "pkg:generic/openssl@3.0.22"),
        Self(
            "opt/cv2.libs/libssl-81259c47.so.1.1.1k", "\0\0OpenSSL 1.1.1k  FIPS 25 Mar 2021\0",
            "pkg:generic/openssl@1.1.1k"),
        Self("usr/bin/openssl", "\0OpenSSL 3.2.0-beta1 26 Oct 2023\0", "pkg:generic/openssl@3.2.0-beta1"),
        Self("usr/bin/openssl", "\0OpenSSL 1.1.1zb  1 Jan 2025\0", "pkg:generic/openssl@1.1.1zb"),
        Self("usr/lib/libgnutls.so.30", "\0Enabled GnuTLS 3.7.9 logging...\n", "pkg:generic/gnutls@3.7.9"),
        Self("usr/lib/libmbedcrypto.so.7", "\0mbed TLS 2.28.3\0MBEDTLS", "pkg:generic/mbedtls@2.28.3"),
        Self("usr/lib/libwolfssl.so.35", "./src/pk.c\0wolfSSL 5.5.4\0", "pkg:generic/wolfssl@5.5.4"),
        Self("usr/lib/libgcrypt.so.20", "This is Libgcrypt 1.10.1 - The GNU", "pkg:generic/libgcrypt@1.10.1"),
        Self("usr/lib/libsodium.so.23", "_sodium_malloc\01.0.18\0\0", "pkg:generic/libsodium@1.0.18"),
        Self("usr/lib/libkrb5.so.3", "KRB5_BRAND: krb5-1.20.1-final 1.20.1 2022", "pkg:generic/krb5@1.20.1"),
        Self("usr/lib/libssh.so.4", "\0SSH-2.0-libssh_0.10.6\0", "pkg:generic/libssh@0.10.6"),
        Self("usr/lib/libssh2.so.1", "\0SSH-2.0-libssh2_1.10.0\0", "pkg:generic/libssh2@1.10.0"),
        Self(
            "x.libs/libsasl2-84219a89.so.3.0.0", "SASL_PATH\0Cyrus SASL\02.1.26\0successful",
            "pkg:generic/cyrus-sasl@2.1.26"),
    ]

    static let compression = [
        Self("usr/lib/libz.so.1.2.13", "- deflate 1.2.13 Copyright 1995-2022 Jean-loup", "pkg:generic/zlib@1.2.13"),
        Self("usr/bin/xz", "\n\0xz (XZ Utils) 5.4.1\0liblzma %s", "pkg:generic/xz@5.4.1"),
        Self("x.libs/liblzma-de26b416.so.5.8.4", "\0\05.8.4\0Option value", "pkg:generic/xz@5.8.4"),
        Self("usr/bin/zstd", "Enabled\0v1.5.4\0Zstandard CLI", "pkg:generic/zstd@1.5.4"),
        Self("x.libs/libzstd-40ad5e7e.so.1.5.7", "error code\01.5.7\0Computing", "pkg:generic/zstd@1.5.7"),
        Self("lib/libbz2.so.1.0.4", "\0r\01.0.8, 13-Jul-2019\0OK", "pkg:generic/bzip2@1.0.8"),
        Self("usr/lib/liblz4.so.1.9.4", "\01.9.4\0", "pkg:generic/lz4@1.9.4"),
        Self("x.libs/libbrotlidec-7e5462ba.so.1.2.0", "x", "pkg:generic/brotli@1.2.0"),
        Self("usr/lib/libarchive.so.13", "0123456789abcdef\0libarchive 3.6.2\0", "pkg:generic/libarchive@3.6.2"),
        Self("bin/gzip", "while zipping\n\01.12\0\0", "pkg:generic/gzip@1.12"),
    ]

    static let media = [
        Self("usr/lib/libpng16.so.16.39.0", "\nlibpng version 1.6.39\nCopyright", "pkg:generic/libpng@1.6.39"),
        Self("usr/lib/libjpeg.so.62", "\0libjpeg-turbo version 2.1.5 (build", "pkg:generic/libjpeg-turbo@2.1.5"),
        Self("usr/lib/libtiff.so.6", "\0LIBTIFF, Version 4.5.0\nCopyright", "pkg:generic/libtiff@4.5.0"),
        Self("usr/lib/libopenjp2.so.7", "\02.5.0\0rb", "pkg:generic/openjpeg@2.5.0"),
        Self("usr/lib/libheif.so.1", "Success\01.15.1\0heix\0hevc", "pkg:generic/libheif@1.15.1"),
        Self("usr/lib/libgd.so.3", "condition 3\n\01.6.39\0\02.3.3\0Could", "pkg:generic/libgd@2.3.3"),
        Self("usr/lib/libharfbuzz-fb49c9fc.so.0", "invalid\014.5.0\0C\0", "pkg:generic/harfbuzz@14.5.0"),
        Self("usr/lib/libvpx.so.7", "WebM Project VP8 Decoder v1.15.2\0", "pkg:generic/libvpx@1.15.2"),
        Self("usr/lib/libaom.so.3", "AOMedia Project AV1 Decoder 3.14.1\0", "pkg:generic/aom@3.14.1"),
        Self("usr/bin/ffmpeg", ".\n\0%s version 5.1.9-0+deb12u1\0", "pkg:generic/ffmpeg@5.1.9"),
        Self(
            "opt/ffmpeg-linux-x86_64", "LAME %s version %s\0n9.0.2-17-g2a571b6068-20260930\0",
            "pkg:generic/ffmpeg@9.0.2"),
        Self("usr/lib/libavcodec.so.59", "\0FFmpeg version 5.1.9-0+deb12u1\0", "pkg:generic/ffmpeg@5.1.9"),
        Self(
            "usr/lib/libMagickCore-6.Q16.so.6", "\0ImageMagick 6.9.11-60 Q16 x86_64",
            "pkg:generic/imagemagick@6.9.11-60"),
        Self("opt/google/chrome/chrome", "\0127.0.6533.119\0Default", "pkg:generic/chrome@127.0.6533.119"),
        Self("usr/lib/chromium/chromium", "timer\0156.0.8078.79\0chrome\0", "pkg:generic/chromium@156.0.8078.79"),
    ]

    static let libraries = [
        Self(
            "lib/libc.so.6", "GNU C Library (Debian GLIBC 2.36-9) stable release version 2.36.\nCopyright",
            "pkg:generic/glibc@2.36"),
        Self("lib/ld-musl-x86_64.so.1", "/proc/self/fd/\01.2.3\0Unsupported", "pkg:generic/musl@1.2.3"),
        Self("usr/lib/libxml2.so.2.9.14", "x", "pkg:generic/libxml2@2.9.14"),
        Self("usr/lib/libxslt.so.1.1.35", "x", "pkg:generic/libxslt@1.1.35"),
        Self("lib/libexpat.so.1.8.10", "not started\0expat_2.5.0\0", "pkg:generic/expat@2.5.0"),
        Self("usr/lib/libyaml-0.so.2", "\00.2.5\0api.c", "pkg:generic/libyaml@0.2.5"),
        Self("usr/lib/libcjson.so.1.7.15", "x", "pkg:generic/cjson@1.7.15"),
        Self("usr/lib/libpcre2-8.so.0", "y10.42 2022-12-11\0", "pkg:generic/pcre2@10.42"),
        Self("lib/libpcre.so.3", "D8.39 2016-06-14\0", "pkg:generic/pcre@8.39"),
        Self("usr/lib/libicuuc.so.72.1", "x", "pkg:generic/icu@72.1"),
        Self("usr/lib/libnghttp2.so.14", "\u{4}1.52.0\0\0\0", "pkg:generic/nghttp2@1.52.0"),
        Self("usr/lib/libcares.so.2", "function\01.18.1\0\0", "pkg:generic/c-ares@1.18.1"),
        Self("usr/lib/libevent-2.1.so.7", "finalizing\02.1.12-stable\0EV_TIMEOUT", "pkg:generic/libevent@2.1.12"),
        Self("usr/lib/libuv.so.1.0.0", "$1.44.2\0./src/unix/async.c\0", "pkg:generic/libuv@1.44.2"),
        Self("usr/lib/libjemalloc.so.2", "\05.3.0-0-g54eaed1d8b56b1aa", "pkg:generic/jemalloc@5.3.0"),
        Self(
            "x.libs/libopenblasp-r0-59ffcd50.3.15.so", "\0OpenBLAS 0.3.15 DYNAMIC_ARCH", "pkg:generic/openblas@0.3.15"),
        Self("usr/lib/libQt6Core.so.6.4.2", "\0\0Qt 6.4.2 (x86_64-little_endi", "pkg:generic/qtbase@6.4.2"),
    ]

    static let tools = [
        Self("bin/busybox", "memory\0BusyBox v1.35.0 (Debian 1:1.35.0-4", "pkg:generic/busybox@1.35.0"),
        Self("bin/bash", "\0@(#)Bash version 5.2.15(1) release GNU\0", "pkg:generic/bash@5.2.15"),
        Self("usr/bin/sudo", "\0Sudo version %s\n\01.9.13p3\0Configure", "pkg:generic/sudo@1.9.13p3"),
        Self("usr/libexec/sudo/sudoers.so", "\0sudoers 1.9.13p3\0plugin", "pkg:generic/sudo@1.9.13p3"),
        Self("usr/bin/getopt", "%s from %s\n\0util-linux 2.38.1\0", "pkg:generic/util-linux@2.38.1"),
        Self(
            "usr/lib/systemd/libsystemd-shared-252.so", "\0systemd 252 (252.39-1~deb12u2)\n",
            "pkg:generic/systemd@252.39"),
        Self("lib/systemd/systemd", "\0systemd 252.39-1~deb12u2 running in", "pkg:generic/systemd@252.39"),
        Self("usr/bin/git", "\0git/2.39.5\0GIT_USER_AGENT", "pkg:generic/git@2.39.5"),
        Self("usr/bin/jq", "failed: %s\n\01.6\0DEBUG:", "pkg:generic/jq@1.6"),
        Self("usr/bin/composer", "\n    public const VERSION = '2.5.8';\n", "pkg:generic/composer@2.5.8"),
        Self("composer.phar", "\n 'pretty_version' => '2.6.0RC1',\n", "pkg:generic/composer@2.6.0RC1"),
        Self("usr/local/bin/wp", "wp-cli/wp-cli 2.9.0\n", "pkg:generic/wp-cli@2.9.0"),
        Self("usr/bin/patchelf", "\0patchelf 0.19.3\0missing", "pkg:generic/patchelf@0.19.3"),
        Self("usr/bin/fish", "obj\03.6.0\0\0\0Failed", "pkg:generic/fish@3.6.0"),
    ]
}
