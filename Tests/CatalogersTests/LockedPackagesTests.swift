import Inventory
import Testing

@testable import Catalogers

@Suite("Packages of lock files beside installations")
struct LockedPackagesTests {
    /// A package by its type, `NAME VERSION` and place.
    private static func package(_ type: PackageType, _ text: String, _ location: String) -> Package {
        let words = text.split(separator: " ").map(String.init)
        return Package(
            PackageRecord(type: type, name: words[0], version: words[1]),
            purl: PackageURL(type: type, name: words[0], version: words[1]), layer: 0, locations: [location],
            cataloger: "x")
    }

    private static func lines(_ packages: [Package], lockFiles: Set<String>) -> [String] {
        var packages = packages
        LockedPackages.settle(&packages, lockFiles: lockFiles)
        return packages.map { "\($0.name) \($0.version) \($0.attributes["installed"] ?? "-") \($0.locations.count)" }
    }

    @Test(
        "are left out where the installation beside has another version, and one where it has an equal one",
        arguments: [
            (.pypi, "srv/uv.lock", "srv/.venv/lib/python3.11/site-packages/a-2.dist-info/METADATA", "2", "2.0.0"),
            (.pypi, "srv/pdm.lock", "srv/__pypackages__/3.11/lib/a-2.dist-info/METADATA", "2.0", "2"),
            (
                .pypi, "srv/requirements/dev.txt", "srv/venv/lib64/python3/site-packages/a-2.dist-info/METADATA", "2",
                "v2"
            ),
            (.composer, "srv/composer.lock", "srv/vendor/composer/installed.json", "2.0.0", "v2.0.0"),
            (.gem, "srv/Gemfile.lock", "srv/vendor/bundle/ruby/3.1.0/specifications/a.gemspec", "2.0", "2.0.0"),
            (.cargo, "srv/Cargo.lock", "srv/target/release/tool", "2.0.0", "2.0.0"),
            (.hex, "srv/mix.lock", "srv/_build/prod/lib/a/ebin/a.app", "2.0.0", "2.0.0"),
        ] as [(PackageType, String, String, String, String)])
    func beside(_ type: PackageType, _ lock: String, _ place: String, _ version: String, _ equal: String) {
        let installed = Self.package(type, "a \(version)", place)
        let packages = [
            installed, Self.package(type, "a \(equal)", lock), Self.package(type, "a 1.0.0", lock),
            Self.package(type, "b 1.0.0", lock),
        ]
        #expect(
            Self.lines(packages, lockFiles: [lock]) == ["a \(version) - 2", "a 1.0.0 false 1", "b 1.0.0 false 1"])
    }

    @Test(
        "stay where no installation stands beside",
        arguments: [
            (.pypi, "srv/uv.lock", "usr/lib/python3/site-packages/a-2.dist-info/METADATA"),
            (.pypi, "uv.lock", "usr/local/lib/python3.11/site-packages/a-2.dist-info/METADATA"),
            (.pypi, "srv/uv.lock", "opt/app/.venv/lib/python3.11/site-packages/a-2.dist-info/METADATA"),
            (.composer, "srv/composer.lock", "opt/vendor/composer/installed.json"),
            (.gem, "srv/Gemfile.lock", "usr/lib/ruby/specifications/a.gemspec"),
            (.npm, "srv/yarn.lock", "srv/node_modules/a/package.json"),
        ] as [(PackageType, String, String)])
    func elsewhere(_ type: PackageType, _ lock: String, _ place: String) {
        let packages = [Self.package(type, "a 2", place), Self.package(type, "a 1", lock)]
        #expect(Self.lines(packages, lockFiles: [lock]) == ["a 2 - 1", "a 1 - 1"])
    }
}
