import Bytes
import Inventory
import JSON
import Reports
import Testing

@Suite("A comparison")
struct ComparisonTests {
    private static func package(
        _ name: String, _ version: String, at place: String = "var/lib/dpkg/status",
        files: KeyValuePairs<String, String> = [:]
    ) -> Package {
        var record = PackageRecord(type: .deb, name: name, version: version)
        for file in files { record.files.append(file.key, digest: file.value) }
        return Package(
            record, purl: PackageURL(type: .deb, namespace: "debian", name: name, version: version), layer: 0,
            locations: [place], cataloger: "dpkg")
    }

    private static func finding(_ id: String, _ package: String, _ severity: String = "high") -> ComparedFinding {
        ComparedFinding(
            id: id, packageType: "deb", packageName: package, installedVersion: "1", severity: severity,
            status: "unfixed",
            fixedVersions: [])
    }

    private static func scan(
        _ packages: [Package], _ findings: [ComparedFinding] = [], environment: [String]? = []
    ) -> ComparedScan {
        var inventory = Inventory(target: "x", packages: packages)
        if let environment {
            inventory.settings = ImageSettings()
            inventory.settings?.environment = environment
        }
        return ComparedScan(inventory: inventory, findings: findings)
    }

    @Test("tells packages that came, went and changed their version")
    func packages() {
        let old = Self.scan([Self.package("a", "1"), Self.package("b", "1"), Self.package("c", "1")])
        let new = Self.scan([Self.package("b", "2"), Self.package("c", "1"), Self.package("d", "1")])
        let found = Comparison(from: old, to: new).packages
        #expect(found.added.map(\.name) == ["d"])
        #expect(found.removed.map(\.name) == ["a"])
        #expect(found.changed.map { "\($0.from.name) \($0.from.version) \($0.to.version)" } == ["b 1 2"])
    }

    @Test("joins several versions of one package by their places")
    func versions() {
        let old = Self.scan([Self.package("a", "1", at: "x"), Self.package("a", "2", at: "y")])
        let new = Self.scan([
            Self.package("a", "3", at: "y"), Self.package("a", "1", at: "x"), Self.package("a", "4", at: "z"),
        ])
        let found = Comparison(from: old, to: new).packages
        #expect(found.changed.map { "\($0.from.version) \($0.to.version)" } == ["2 3"])
        #expect(found.added.map(\.version) == ["4"])
        #expect(found.removed.isEmpty)
    }

    @Test("tells findings that came, went and are rated anew, whatever the version of the package")
    func findings() {
        var later = Self.finding("CVE-1", "a")
        later.installedVersion = "2"
        let old = Self.scan([], [Self.finding("CVE-1", "a"), Self.finding("CVE-2", "a"), Self.finding("CVE-3", "b")])
        let new = Self.scan([], [later, Self.finding("CVE-3", "b"), Self.finding("CVE-2", "c")])
        let found = Comparison(from: old, to: new).findings
        #expect(found.added == [Self.finding("CVE-2", "c")])
        #expect(found.removed == [Self.finding("CVE-2", "a")])
        #expect(found.changed.map(\.to) == [later])
    }

    @Test("tells files that changed where both digests are of one algorithm")
    func files() throws {
        let old = Self.scan([
            Self.package("a", "1", files: ["x": "md5:1", "y": "md5:1", "z": "md5:1", "gone": "md5:1", "same": "md5:1"])
        ])
        let new = Self.scan([
            Self.package("a", "1", files: ["x": "md5:2", "y": "sha1:2", "z": "", "new": "", "same": "md5:1"])
        ])
        let found = try #require(Comparison(from: old, to: new).files)
        #expect(found.changed.map(\.to.path) == ["x"])
        #expect(found.added.map(\.path) == ["new"])
        #expect(found.removed.map(\.path) == ["gone"])
        #expect(Comparison(from: old, to: Self.scan([Self.package("a", "1")])).files == nil)
    }

    @Test("tells settings by their names")
    func configuration() throws {
        let old = Self.scan([], environment: ["PATH=/bin", "A=1", "ODD"])
        let new = Self.scan([], environment: ["PATH=/usr/bin", "B=="])
        let found = try #require(Comparison(from: old, to: new).configuration)
        #expect(found.added.map { "\($0.name) \($0.value)" } == ["environment B ="])
        #expect(found.removed.map(\.name) == ["environment A"])
        #expect(found.changed.map { "\($0.from.value) \($0.to.value)" } == ["/bin /usr/bin"])
        #expect(Comparison(from: old, to: Self.scan([], environment: nil)).configuration == nil)
    }

    @Test("of a scan with itself is empty")
    func same() {
        let scan = Self.scan([Self.package("a", "1", files: ["x": "md5:1"])], [Self.finding("CVE-1", "a")])
        #expect(Comparison(from: scan, to: scan).isEmpty)
    }

    @Test("as JSON has what differs, and null for what a side does not say")
    func document() throws {
        let old = Self.scan([Self.package("a", "1")], environment: nil)
        let new = Self.scan([Self.package("a", "2")], [Self.finding("CVE-1", "a")])
        let bytes = ComparisonDocument(Comparison(from: old, to: new), from: old, to: new).bytes
        let json = try JSONValue(bytes.span)
        #expect(json["schemaVersion"]?.string == "1.2")
        #expect(json["packages"]?["changed"]?[0]?["to"]?["version"]?.string == "2")
        #expect(json["findings"]?["added"]?[0]?["id"]?.string == "CVE-1")
        #expect(json["files"] == .null)
        #expect(json["configuration"] == .null)
        #expect(json["from"]?["packages"]?.integer == 1)
    }

    @Test("compares all files where both sides have read them")
    func allFiles() {
        func scan(_ files: KeyValuePairs<String, String>) -> ComparedScan {
            var side = Self.scan([Self.package("a", "1", files: ["owned": "md5:1"])])
            side.inventory.files = FileList()
            for file in files { side.inventory.files?.append(file.key, digest: file.value) }
            return side
        }
        let old = scan(["app": "sha1:1 sha256:1", "gone": "sha1:2 sha256:2", "same": "sha1:3 sha256:3"])
        let new = scan(["app": "sha1:9 sha256:9", "came": "sha1:2 sha256:2", "same": "sha1:3 sha256:3"])
        let files = Comparison(from: old, to: new).files
        #expect(files?.added.map(\.path) == ["came"])
        #expect(files?.removed.map(\.path) == ["gone"])
        #expect(files?.changed.map(\.to.path) == ["app"])
    }

    @Test("compares what packages own where one side has read nothing, by whichever digest both have")
    func ownedFiles() {
        var old = Self.scan([Self.package("a", "1", files: ["one": "md5:1", "two": "md5:2", "three": "md5:3"])])
        old.inventory.files = FileList()
        for name in ["one", "two", "three", "unowned"] {
            old.inventory.files?.append(name, digest: "sha1:\(name) sha256:\(name)")
        }
        let bill = Self.scan([
            Self.package("a", "1", files: ["one": "sha256:one", "two": "sha256:other", "three": "md5:9"])
        ])
        let files = Comparison(from: old, to: bill).files
        #expect(files?.added.isEmpty == true && files?.removed.isEmpty == true)
        #expect(files?.changed.map(\.to.path) == ["three", "two"])
    }
}
