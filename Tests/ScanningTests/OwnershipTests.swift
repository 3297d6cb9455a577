import Catalogers
import Inventory
import Layers
import TestSupport
import Testing

@testable import Scanning

@Suite("Packages that a distribution's package brought")
struct OwnershipTests {
    private static func owner(_ name: String, files: [String]) -> Package {
        var record = PackageRecord(type: .deb, name: name, version: "1")
        for file in files { record.files.append(file) }
        return Package(
            record, purl: PackageURL(type: .deb, namespace: "debian", name: name, version: "1"), layer: 0,
            locations: ["var/lib/dpkg/status"], cataloger: "dpkg")
    }

    private static func six(_ locations: [String]) -> Package {
        Package(
            PackageRecord(type: .pypi, name: "six", version: "1.16.0"),
            purl: PackageURL(type: .pypi, name: "six", version: "1.16.0"), layer: 1, locations: locations,
            cataloger: "python-installed")
    }

    private static let site = "usr/lib/python3/dist-packages/six-1.16.0.egg-info"

    /// Owner's name or `-`, and the places, of all that is not the owner itself.
    private static func lines(_ packages: [Package]) -> [String] {
        packages.filter { $0.type != .deb }.map { package in
            "\(package.owner.map { _ in "owned" } ?? "-") \(package.locations.joined(separator: " "))"
        }.sorted()
    }

    @Test(
        "the owner is found by the files, also across the merged /usr",
        arguments: [
            (["\(site)/PKG-INFO"], ["\(site)/PKG-INFO"], ["owned \(site)/PKG-INFO"]),
            (["lib/six/PKG-INFO"], ["usr/lib/six/PKG-INFO"], ["owned usr/lib/six/PKG-INFO"]),
            (["usr/bin/other"], ["\(site)/PKG-INFO"], ["- \(site)/PKG-INFO"]),
            // What a program wrote beside the owner's files is of the same installation.
            (
                ["\(site)/PKG-INFO"], ["\(site)/INSTALLER", "\(site)/PKG-INFO"],
                ["owned \(site)/INSTALLER \(site)/PKG-INFO"]
            ),
            // A second copy elsewhere is nobody's, and stays to be fixed.
            (
                ["\(site)/PKG-INFO"], ["opt/app/six/METADATA", "\(site)/PKG-INFO"],
                ["- opt/app/six/METADATA", "owned \(site)/PKG-INFO"]
            ),
        ])
    func owners(_ files: [String], _ locations: [String], _ expected: [String]) {
        var packages = [Self.owner("python3-six", files: files), Self.six(locations)]
        Ownership(packages).assign(to: &packages)
        #expect(Self.lines(packages) == expected)
        #expect(packages.count == 1 + expected.count)
    }

    @Test("a second copy keeps its own layer and files, and takes none of the owner's")
    func copies() {
        func copy(_ location: String, file: String, layer: Int) -> Package {
            var package = Self.six([location])
            package.layer = layer
            package.files.append(file)
            return package
        }
        var join = PackageJoin(keepsCopies: true)
        join.add(copy("\(Self.site)/PKG-INFO", file: "\(Self.site)/PKG-INFO", layer: 0))
        join.add(copy("srv/six/METADATA", file: "srv/six/six.py", layer: 2))
        var packages = [Self.owner("python3-six", files: ["\(Self.site)/PKG-INFO"])] + join.joined()
        Ownership(packages).assign(to: &packages)
        let found = packages.dropFirst().map { package in
            "\(package.owner == nil ? "-" : "owned") \(package.layer) \(package.files.elements.map(\.path))"
        }
        #expect(found.sorted() == [#"- 2 ["srv/six/six.py"]"#, #"owned 0 ["\#(Self.site)/PKG-INFO"]"#])
        let keeping = packages.filter { !$0.copies.isEmpty }
        #expect(keeping.isEmpty)
    }

    @Test("a package that two files name, or two catalogers find, is there once")
    func joined() throws {
        struct OtherCataloger: Cataloger {
            let id = "others"
            let version = 1
            let patterns: [FilePattern] = [.suffix(".lock")]
            func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
                var evidence = try LineCataloger().read(entry, bytes)
                evidence?.cataloger = id
                return evidence
            }
            func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
                LineCataloger().packages(in: evidence, of: distribution)
            }
        }
        let image = try ScannedImage.image([
            TarWriter.archive([TarWriter.Entry("app/x.lock", text: "a 1\nb 1")]),
            TarWriter.archive([TarWriter.Entry("lib/a.pkgs", text: "a 1"), TarWriter.Entry("srv/a.pkgs", text: "a 1")]),
        ])
        let scanner = ImageScanner(catalogers: [LineCataloger(), OtherCataloger()], cacheDirectory: nil)
        let inventory = try scanner.scan(image, target: "x")
        #expect(inventory.packages.map(\.name) == ["a", "b"])
        #expect(inventory.packages[0].locations == ["app/x.lock", "lib/a.pkgs", "srv/a.pkgs"])
        #expect(inventory.packages[0].layer == 0)
    }

    @Test(
        "what a lock file of a distribution's package asks for is not there",
        arguments: [
            (["usr/share/nodejs/tool"], [String]()), (["srv/app"], ["a 1.0.0"]),
            (["usr/share/nodejs/tool", "srv/app"], ["a 1.0.0"]),
        ])
    func wishes(_ folders: [String], _ expected: [String]) throws {
        let files: [(String, String)] = [
            ("package-lock.json", #"{"lockfileVersion": 3, "packages": {"node_modules/a": {"version": "1.0.0"}}}"#),
            (
                "yarn.lock",
                "# yarn lockfile v1\n\n\na@^1.0.0:\n  version \"1.0.0\"\n  resolved \"https://registry.example/a.tgz#00\"\n"
            ),
            (
                "pnpm-lock.yaml",
                "lockfileVersion: '6.0'\n\ndependencies:\n  a:\n    specifier: ^1.0.0\n    version: 1.0.0\n\n"
                    + "packages:\n\n  /a@1.0.0:\n    resolution: {integrity: sha512-AA==}\n"
            ),
        ]
        for (name, text) in files {
            let list = "/.\n/usr/share/nodejs/tool\n/usr/share/nodejs/tool/\(name)\n"
            let status =
                "Package: tool\nStatus: install ok installed\nArchitecture: all\nVersion: 1\nDescription: a tool\n"
            let image = try ScannedImage.image([
                TarWriter.archive([
                    TarWriter.Entry("etc/os-release", text: "ID=debian\nVERSION_ID=12\n"),
                    TarWriter.Entry("var/lib/dpkg/status", text: status),
                    TarWriter.Entry("var/lib/dpkg/info/tool.list", text: list),
                ]),
                TarWriter.archive(folders.map { TarWriter.Entry("\($0)/\(name)", text: text) }),
            ])
            let inventory = try ImageScanner(cacheDirectory: nil).scan(image, target: "x")
            let found = inventory.packages.filter { $0.type != .deb }
            #expect(found.map { "\($0.name) \($0.version)" } == expected, "\(name)")
            #expect(found.allSatisfy { $0.locations == ["srv/app/\(name)"] && $0.owner == nil }, "\(name)")
            #expect(inventory.diagnostics.isEmpty, "\(name): \(inventory.diagnostics)")
        }
    }

    @Test("nor what one of a wheel asks for")
    func wishesOfWheels() throws {
        let lock = #"{"lockfileVersion": 3, "packages": {"node_modules/a": {"version": "1.0.0"}}}"#
        let packages = "opt/app"
        let image = try ScannedImage.image([
            TarWriter.archive([
                TarWriter.Entry("\(packages)/tool-1.0.dist-info/METADATA", text: "Name: tool\nVersion: 1.0\n"),
                TarWriter.Entry(
                    "\(packages)/tool-1.0.dist-info/RECORD",
                    text: "tool-1.0.dist-info/METADATA,,\ntool-1.0.dist-info/RECORD,,\ntool/package-lock.json,,\n"),
                TarWriter.Entry("\(packages)/tool/package-lock.json", text: lock),
                TarWriter.Entry("\(packages)/other/package-lock.json", text: lock),
            ])
        ])
        let found = try ImageScanner(cacheDirectory: nil).scan(image, target: "x").packages
        #expect(found.map(\.name) == ["a", "tool"])
        #expect(found[0].locations == ["\(packages)/other/package-lock.json"])
    }
}
