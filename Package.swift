// swift-tools-version: 6.2

import PackageDescription

// Every module keeps to the same settings; `Docs/Modules.md` says what each module owns and what it must never import.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableExperimentalFeature("Lifetimes"),
]

let optimised: [CSetting] = [.unsafeFlags(["-O3"])]

func room(
    _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [],
    plugins: [Target.PluginUsage] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings, plugins: plugins)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name), "TestSupport"] + dependencies, exclude: exclude,
        swiftSettings: settings)
}

let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

/// Every parser against hostile input: a test, or with HULLMARK_FUZZ=1 the libFuzzer program (`Docs/Fuzzing.md`).
let hostileInputs: [Target] = {
    let path = "Tests/HostileInputTests"
    let parsers: [Target.Dependency] = [
        "Advisories", "Bills", "Bytes", "Catalogers", "CInflate", "HTTP", "Images", "Inventory", "JSON", "Layers",
        "Matching", "Platform", "Profiles", "Reports", "Runtime", "Scanning", "TestSupport", "Versions", "XML",
        "YAML", "Zip",
    ]
    guard Context.environment["HULLMARK_FUZZ"] == "1" else {
        return [
            .testTarget(
                name: "HostileInputTests", dependencies: parsers, path: path, exclude: ["Fuzzer.swift", "Regressions"],
                swiftSettings: settings)
        ]
    }
    return [
        .systemLibrary(name: "CFuzzer", path: "Tests/CFuzzer"),
        .executableTarget(
            name: "hullmark-fuzz", dependencies: parsers + ["CFuzzer"], path: path,
            exclude: ["EveryParserTests.swift", "Regressions"],
            swiftSettings: settings),
    ]
}()

/// With HULLMARK_ROOMS=Catalogers,Scanning the tests of these rooms alone are built, which is what an edit of one room needs.
func isChosen(_ target: Target) -> Bool {
    guard target.isTest, let rooms = Context.environment["HULLMARK_ROOMS"] else { return true }
    return rooms.split(separator: ",").contains { target.name == "\($0)Tests" }
}

let package = Package(
    name: "hullmark",
    products: [.executable(name: "hullmark", targets: ["hullmark"])],
    dependencies: [.package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")],
    targets: ([
        // C libraries, one module each; linked statically so that the executable stands alone.
        .target(name: "CInflate", cSettings: optimised),
        .target(name: "CLibdeflate", linkerSettings: [.linkedLibrary(":libdeflate.a")]),
        .target(name: "CZstd", linkerSettings: [.linkedLibrary(":libzstd.a")]),
        .target(name: "CLzma", linkerSettings: [.linkedLibrary(":liblzma.a")]),
        .target(name: "CExpat", linkerSettings: [.linkedLibrary(":libexpat.a")]),
        .target(name: "CBzip2", linkerSettings: [.linkedLibrary(":libbz2.a")]),
        .target(
            name: "COpenSSL",
            linkerSettings: [.linkedLibrary(":libssl.a"), .linkedLibrary(":libcrypto.a")]),
        .target(name: "CYAML", linkerSettings: [.linkedLibrary(":libyaml.a")]),
        .target(name: "CSnapshot"),
        .target(name: "CPlatform"),
        // Of hullmark-init what this program shares with it; the plugin builds all of it.
        .target(name: "CInit", exclude: ["program"]),
        .plugin(name: "EmbedInit", capability: .buildTool()),

        // The rooms, from the ground up.
        room("Platform", ["CPlatform"]),
        room("Bytes", ["Platform", "CPlatform", "COpenSSL", "CInflate", "CZstd", "CLibdeflate"]),
        room("JSON", ["Bytes"]),
        room("XML", ["CExpat"]),
        room("YAML", ["Bytes", "CYAML"]),
        room("Zip", ["Bytes", "Platform", "CLibdeflate"]),
        room("Versions"),
        room("HTTP", ["Bytes", "COpenSSL"]),
        room("Layers", ["Bytes", "Platform", "CInflate", "CZstd", "CLzma", "CBzip2"]),
        room("Images", ["Layers", "Bytes", "JSON", "HTTP", "Platform"]),
        room("Inventory", ["Layers", "Bytes"]),
        room("Bills", ["Inventory", "Layers", "Bytes", "JSON", "XML"]),
        room("Catalogers", ["Inventory", "Layers", "Bytes", "JSON", "XML", "YAML", "Zip", "Versions"]),
        room("Advisories", ["Bytes", "JSON", "Zip", "HTTP", "Platform", "Versions", "CSnapshot", "CZstd"]),
        room("Matching", ["Advisories", "Inventory", "Versions"]),
        room("Scanning", ["Images", "Layers", "Catalogers", "Inventory", "Platform", "Bytes", "CInflate"]),
        room("Profiles", ["Scanning", "Images", "Layers", "JSON", "YAML", "Bytes", "Platform"]),
        room(
            "Runtime", ["Profiles", "Images", "Layers", "JSON", "Bytes", "Platform", "CInit"], plugins: ["EmbedInit"]),
        room("Reports", ["Matching", "Bills", "Inventory", "Layers", "JSON", "Bytes"]),
        room(
            "CommandLine",
            [
                "Scanning", "Images", "Layers", "Catalogers", "Inventory", "Advisories", "Matching", "Bills", "Reports",
                "Profiles", "Runtime", "HTTP", "JSON", "YAML", "Bytes", "Platform", "Versions", arguments,
            ]),
        .executableTarget(
            name: "hullmark", dependencies: ["CommandLine"], swiftSettings: settings,
            linkerSettings: [
                // By it the program knows which results its own build has kept (`LayerCache+Stacks.swift`).
                .unsafeFlags(["-Xlinker", "--build-id=sha1"], .when(platforms: [.linux]))
            ]),

        // What `make bench` measures from within.
        .executableTarget(
            name: "hullmark-measure", dependencies: ["Advisories"], path: "Tests/Measure", swiftSettings: settings),

        // Tests, one target a room.
        .target(
            name: "TestSupport", dependencies: ["Bytes", "Layers", "Platform", "COpenSSL", "CInflate"],
            path: "Tests/TestSupport",
            swiftSettings: settings),
        tests("Platform"),
        tests("Bytes", ["Platform"]),
        tests("JSON", ["Bytes"]),
        tests("XML"),
        tests("Bills", ["Inventory", "Layers", "Bytes", "JSON", "XML", "Platform"]),
        tests("YAML"),
        tests("Zip", ["Bytes"]),
        tests("Versions"),
        tests("HTTP", ["Platform"]),
        tests("Layers", ["Bytes", "Platform"]),
        tests("Images", ["Layers", "Bytes", "JSON", "HTTP", "Platform"]),
        tests("Inventory", ["Layers", "Bytes"]),
        tests("Catalogers", ["Inventory", "Layers", "Bytes", "JSON", "Platform", "YAML"], exclude: ["Fixtures"]),
        tests("Advisories", ["Bytes", "JSON", "Zip", "HTTP", "Platform", "Versions"]),
        tests("Matching", ["Advisories", "Bills", "Inventory", "Versions"]),
        tests("Scanning", ["Images", "Layers", "Catalogers", "Inventory", "Platform", "Bytes"]),
        tests("Profiles", ["Images", "Layers", "JSON", "YAML", "Bytes", "Platform"]),
        tests("Runtime", ["Profiles", "Images", "Layers", "JSON", "Bytes", "Platform"]),
        tests("Reports", ["Matching", "Inventory", "Layers", "JSON", "Bytes"]),
        tests("CommandLine", ["Profiles", "Platform", "Bytes", "JSON"]),
    ] + hostileInputs).filter(isChosen),
    swiftLanguageModes: [.v6]
)
