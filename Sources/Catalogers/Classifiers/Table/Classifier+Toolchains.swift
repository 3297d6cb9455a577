extension Classifier {
    /// Compilers, and what they bring with them.
    static let toolchains: [Classifier] = [
        Classifier(
            "go", ["go", "go.exe", "gofmt"], ["\0go\(.version(2, 3, .prerelease))\0", "go\(.version(3, 3))\0"],
            cpe: ["golang:go"], seen: "go 1.19.8 (Debian), 1.27.3 (wheel)"),
        Classifier(
            "go", ["go*/VERSION"], ["\(.start)go\(.version(2, 3, .prerelease))"], form: .named, cpe: ["golang:go"],
            seen: "VERSION 1.19.8 (Debian), 1.27.3 (wheel)"),
        Classifier(
            "rust", ["libstd-*.so", "libstd-*.dylib", "librustc_driver-*.so", "rustc"],
            [
                "rustc version \(.release(3)) (", "/rustc-\(.release(3))/", "c \(.release(3)) (\(.hex(9)) 20",
            ],
            cpe: ["rust-lang:rust"], seen: "libstd, librustc_driver 1.63.0 (Debian)"),
        Classifier(
            "cargo", ["cargo"], ["/cargo-\(.release(3))", "\(.release(3)) (\(.hex(9)) 20"], cpe: ["rust-lang:cargo"],
            seen: "cargo 0.66.0 (Debian)"),
        Classifier(
            "gcc", ["gcc", "gcc-1*", "x86_64-linux-gnu-gcc*", "aarch64-linux-gnu-gcc*", "cc1", "cc1plus"],
            ["GCC: (GNU) \(.release(3))", "\0\(.release(3))\0(Debian"],
            cpe: ["gnu:gcc"], seen: "x86_64-linux-gnu-gcc-12 12.2.0 (Debian)"),
        Classifier(
            "swift", ["swift-frontend", "swift", "swiftc"],
            ["swift-\(.version(2, 3))-RELEASE", "swiftlang-\(.version(3, 4))"],
            cpe: ["apple:swift"], seen: "swift-frontend 6.3.1 (toolchain)"),
        Classifier(
            "zig", ["zig"], ["\0zig \(.version(3, 3, .prerelease))\0"], cpe: ["ziglang:zig"], seen: "zig 0.17.1 (wheel)"
        ),
        Classifier(
            "ghc", ["ghc*"],
            ["\0GHC \(.release(3))\0", "\0libHSghc-\(.release(3))-"], namespace: "haskell", cpe: ["haskell:ghc"],
            seen: "ghc 9.0.2 (Debian)"),
        Classifier(
            "cabal", ["cabal"], ["/cabal-install-\(.version(3, 4))", "\0Cabal-\(.version(3, 4))"], namespace: "haskell",
            cpe: ["haskell:cabal"], seen: "cabal 3.4.1.0 (Debian)"),
        Classifier(
            "stack", ["stack"], ["Version \(.release(3)), Git", "/stack-\(.release(3))\0"], namespace: "haskell",
            cpe: ["haskell:stack"], seen: "stack 2.7.5 (Debian)"),
    ]
}
