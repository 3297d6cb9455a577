extension Classifier {
    /// Pictures, sound and film.
    static let media: [Classifier] = [
        Classifier(
            "libpng", ["libpng*.so*"], ["libpng version \(.version(3, 3, .prerelease))"], cpe: ["libpng:libpng"],
            seen: "libpng16.so 1.6.39 (Debian), 1.6.58 (wheel)"),
        Classifier(
            "libjpeg-turbo", ["libjpeg*.so*", "libturbojpeg*.so*"], ["libjpeg-turbo version \(.version(2, 4))"],
            cpe: ["libjpeg-turbo:libjpeg-turbo"], seen: "libjpeg.so.62 2.1.5 (Debian), 3.2.0 (wheel)"),
        Classifier(
            "libtiff", ["libtiff.so*", "libtiff-*.so*"], ["LIBTIFF, Version \(.release(3))"], cpe: ["libtiff:libtiff"],
            seen: "libtiff.so.6 4.5.0 (Debian), 4.7.2 (wheel)"),
        Classifier(
            "openjpeg", ["libopenjp2*.so*"], [.sole("\0\(.release(3))\0", beginning: "2.")],
            cpe: ["uclouvain:openjpeg"], seen: "libopenjp2.so.7 2.5.0 (Debian), 2.5.4 (wheel)"),
        Classifier(
            "libheif", ["libheif*.so*"], ["\0\(.release(3))\0heix\0"], cpe: ["struktur:libheif"],
            seen: "libheif.so.1 1.15.1 (Debian)"),
        Classifier(
            "libgd", ["libgd.so*", "libgd-*.so*"], [.sole("\0\(.release(3))\0", beginning: "2.")], cpe: ["libgd:libgd"],
            seen: "libgd.so.3 2.3.3 (Debian)"),
        Classifier(
            "harfbuzz", ["libharfbuzz.so*", "libharfbuzz-*.so*"], [.sole("\0\(.release(3))\0")],
            cpe: ["harfbuzz_project:harfbuzz"], seen: "libharfbuzz 14.5.0 (wheel)"),
        Classifier(
            "libvpx", ["libvpx*.so*"], ["VP8 Decoder v\(.release(3))", "VP9 Decoder v\(.release(3))"],
            cpe: ["webmproject:libvpx"], seen: "libvpx 1.15.2 (wheel)"),
        Classifier(
            "aom", ["libaom*.so*"], ["AV1 Decoder \(.release(3))", "AV1 Decoder v\(.release(3))"],
            cpe: ["aomedia:aomedia"], seen: "libaom 3.14.1 (wheel)"),
        Classifier(
            "ffmpeg", ["ffmpeg*", "ffprobe*"],
            [
                "%s version \(.version(2, 3))", "\0n\(.version(2, 3))-\(.digits)-g\(.hex(7))",
                "\(.version(2, 3))-static https://johnvansickle.com",
            ], cpe: ["ffmpeg:ffmpeg"],
            seen: "ffmpeg 5.1.9 (Debian), 9.0.2 (wheel)"),
        Classifier(
            "ffmpeg", ["libav*.so*", "libswresample*.so*", "libswscale*.so*", "libpostproc*.so*"],
            ["FFmpeg version \(.version(2, 3))", "Lavc\(.release(3))", "Lavf\(.release(3))"], cpe: ["ffmpeg:ffmpeg"],
            seen: "libavcodec.so.59, libavutil.so.57 5.1.9 (Debian)"),
        Classifier(
            "imagemagick", ["libMagickCore*.so*", "magick"], ["ImageMagick \(.version(3, 3, .revision)) "],
            cpe: ["imagemagick:imagemagick"], seen: "libMagickCore-6.Q16.so 6.9.11-60 (Debian)"),
        Classifier(
            "chrome", ["chrome"],
            ["\0\(.version(4, 4))\0Default", "\0\(.version(4, 4))\0chrome\0", .sole("\0\(.version(4, 4))\0")],
            cpe: ["google:chrome"]),
        Classifier(
            "chromium", ["chromium", "chromium-browser", "headless_shell"],
            ["\0\(.version(4, 4))\0Default", "\0\(.version(4, 4))\0chrome\0", .sole("\0\(.version(4, 4))\0")],
            cpe: ["google:chrome", "chromium:chromium"], seen: "chromium 156.0.8078.79 (Debian)"),
    ]
}
