import Bills
import Bytes
import Inventory
import Layers

/// A made bill with every kind of oddity that matching, or a format, could stumble over.
enum SampleBill {
    static let tool = Bill.Tool(name: "hullmark", version: "1.2.3")

    static let bill = Bill(
        of: inventory, supplier: "Example Ltd <hello@example.org>", tool: tool, created: "2024-01-02T03:04:05Z")

    /// A bill of a root file system: no digest, no layers, no settings, no distribution.
    static let rootBill: Bill = {
        var root = Inventory(target: "/", layers: [LayerSummary(diffID: nil)], packages: [rpm, pypi])
        for index in root.packages.indices { root.packages[index].layer = 0 }
        root.packages[1].owner = rpm.purl
        root.packages.sort { $0.purl < $1.purl }
        return Bill(of: root, tool: tool, created: "1970-01-01T00:00:00Z")
    }()

    static let inventory: Inventory = {
        var settings = ImageSettings()
        settings.created = "2024-01-02T03:04:05.123456789Z"
        settings.user = "1000:1000"
        settings.environment = ["PATH=/bin", "EMPTY=", "QUOTE=\"a\tb\"\n"]
        settings.entrypoint = ["/bin/sh", "-c", "echo <&>"]
        settings.labels = ["org.opencontainers.image.title": "Sample App", "weiß": "ü \u{1f6a2}"]
        let diffIDs = [Digest(of: [0]), Digest(of: [1]), Digest(of: [0])]
        let fields = [
            "ID": "debian", "NAME": "Debian GNU/Linux", "VERSION": "12 (bookworm)",
            "HOME_URL": "https://www.debian.org/",
            "CPE_NAME": "cpe:/o:debian:debian_linux:12",
        ]
        let packages = [deb, epochal, apk, rpm, pypi, golang, tool(at: 0), tool(at: 1), maven, npm, strange, other]
        return Inventory(
            target: "any", digest: Digest(of: [9]), identifier: Digest(of: [8]), platform: "linux/arm64/v8",
            settings: settings,
            layers: diffIDs.enumerated().map {
                LayerSummary(
                    diffID: $1, digest: Digest(of: [UInt8($0), 7]), createdBy: $0 == 0 ? "/bin/sh -c #(nop)  ADD" : "",
                    mediaType: "application/vnd.oci.image.layer.v1.tar+gzip", contentSize: $0 == 1 ? 0 : 1_000 + $0)
            },
            distribution: Distribution(
                id: "debian", versionID: "12", prettyName: "Debian GNU/Linux 12 (bookworm)", codename: "bookworm",
                like: ["linux"], fields: fields),
            packages: packages.sorted { $0.purl < $1.purl },
            diagnostics: [Diagnostic(.truncated, "the layer ends early", layer: 1, path: "srv/x.tar")])
    }()

    static let deb: Package = {
        var record = PackageRecord(type: .deb, name: "libc6", version: "2.36-9+deb12u4+b1")
        record.architecture = "arm64"
        record.source = SourcePackage(name: "glibc", version: "2.36-9+deb12u4")
        record.licences = ["GPL-2+", "LGPL-2.1+ with Some exception", "BSD-3-clause"]
        record.files.append("lib/aarch64-linux-gnu/libc.so.6", digest: "md5:00112233445566778899aabbccddeeff")
        record.files.append(
            "usr/bin/ldd",
            digest: "sha1:fedcba9876543210fedcba9876543210fedcba98 sha256:" + String(repeating: "1f", count: 32))
        record.files.append("usr/share/doc/libc6/ü \u{1}", digest: "")
        record.provides = ["libc6-virtual"]
        record.attributes = [
            "maintainer": "GNU Libc Maintainers <debian-glibc@lists.debian.org>",
            "homepage": "https://www.gnu.org/software/libc/libc.html",
        ]
        return package(record, "deb", "debian", layer: 0, "var/lib/dpkg/status", "dpkg", arch: "arm64")
    }()

    static let epochal: Package = {
        var record = PackageRecord(type: .deb, name: "vim", version: "2:9.0.1378-2")
        record.architecture = "arm64"
        record.source = SourcePackage(name: "vim", version: "2:9.0.1378-2")
        record.licences = ["Vim"]
        record.dependencies = ["libc6", "libc6-virtual", "not-installed"]
        record.attributes = [
            "state": "unpacked", "maintainer": "Jane Doe (JD) <jane@example.org>", "homepage": "no address",
        ]
        return package(record, "deb", "debian", layer: 2, "var/lib/dpkg/status", "dpkg", arch: "arm64")
    }()

    static let apk: Package = {
        var record = PackageRecord(type: .apk, name: "ssl_client", version: "1.36.1-r5")
        record.architecture = "aarch64"
        record.source = SourcePackage(name: "busybox", version: "1.36.1-r5")
        record.licences = ["GPL-2.0-only"]
        record.files.append("usr/bin/ssl_client", digest: "sha1:0123456789abcdef0123456789abcdef01234567")
        record.files.append("usr/bin/other", digest: "sha1:89abcdef0123456789abcdef0123456789abcdef")
        record.attributes = ["commit": "abc", "homepage": "https://busybox.net/"]
        return package(record, "apk", "alpine", layer: 1, "lib/apk/db/installed", "apk", arch: "aarch64")
    }()

    static let rpm: Package = {
        var record = PackageRecord(type: .rpm, name: "nodejs", version: "1:18.19.0-1.module_el8.9.0+3775+d8460d35")
        record.architecture = "x86_64"
        record.source = SourcePackage(name: "nodejs", version: "18.19.0-1.module_el8.9.0+3775+d8460d35")
        record.licences = ["MIT and ASL 2.0 and (BSD-3-Clause or GPLv2+)"]
        record.files.append("usr/bin/node", digest: "sha256:" + String(repeating: "ab", count: 32))
        record.attributes = [
            "epoch": "1", "sourceRpm": "nodejs-18.19.0-1.module_el8.9.0+3775+d8460d35.src.rpm", "vendor": "AlmaLinux",
            "modularityLabel": "nodejs:18:8090020240315:rhel8:x86_64", "sigMD5": "0011",
        ]
        return Package(
            record,
            purl: PackageURL(
                type: .rpm, namespace: "almalinux", name: "nodejs", version: "18.19.0-1.module_el8.9.0+3775+d8460d35",
                qualifiers: [("arch", "x86_64"), ("epoch", "1"), ("upstream", record.attributes["sourceRpm"] ?? "")]),
            layer: 1, locations: ["var/lib/rpm/rpmdb.sqlite"], cataloger: "rpm")
    }()

    static let pypi: Package = {
        var record = PackageRecord(type: .pypi, name: "Sample.Tool", version: "1.0rc1")
        record.licences = ["BSD"]
        record.attributes = ["installer": "pip"]
        var found = Package(
            record, purl: PackageURL(type: .pypi, name: "sample-tool", version: "1.0rc1"), layer: 1,
            locations: ["usr/lib/python3/dist-packages/Sample.Tool-1.0rc1.dist-info/METADATA"],
            cataloger: "python-installed")
        found.owner = deb.purl
        return found
    }()

    static let golang: Package = {
        var record = PackageRecord(type: .golang, name: "example.org/app/v2", version: "(devel)")
        record.dependencies = ["example.org/tool"]
        record.attributes = ["goVersion": "go1.22.1", "goarch": "arm64", "h1": "h1:x="]
        return Package(
            record, purl: PackageURL(type: .golang, namespace: "example.org/app", name: "v2"), layer: 2,
            locations: ["usr/bin/app"], cataloger: "go-binary")
    }()

    /// The same module in two programs.
    static func tool(at place: Int) -> Package {
        let record = PackageRecord(type: .golang, name: "example.org/tool", version: "v1.0.0+incompatible")
        return Package(
            record,
            purl: PackageURL(type: .golang, namespace: "example.org", name: "tool", version: record.version), layer: 2,
            locations: [place == 0 ? "usr/bin/app" : "usr/bin/zap"], cataloger: "go-binary")
    }

    static let maven: Package = {
        var record = PackageRecord(type: "maven", name: "org.example:lib", version: "1.0")
        record.licences = ["The Apache Software License, Version 2.0", "  "]
        record.attributes = [
            "cpe": "cpe:2.3:a:example:lib:1.0:*:*:*:*:*:*:* cpe:2.3:a:example:other:1\\:0:*:*:*:*:*:*:*",
            "sha1": String(repeating: "5a", count: 20), "within": "WEB-INF/lib.jar",
        ]
        return Package(
            record, purl: PackageURL(type: "maven", namespace: "org.example", name: "lib", version: "1.0"), layer: 1,
            locations: ["srv/a.jar", "srv/b.war/WEB-INF/lib.jar"], cataloger: "java")
    }()

    static let npm: Package = {
        var record = PackageRecord(type: "npm", name: "@scope/näme", version: "")
        record.licences = ["(MIT OR Apache-2.0)"]
        record.attributes = [
            "integrity": "sha512-\(Base64.encode([UInt8](repeating: 7, count: 64)))",
            "url": "https://registry.example.org/@scope/n/-/n-1.0.0.tgz", "homepage": "https://example.org/n?a=1",
            "author": "Jane Doe <jane@example.org>", "private": "true",
        ]
        return Package(
            record, purl: PackageURL(type: "npm", namespace: "@scope", name: "näme"), layer: 1,
            locations: ["srv/node_modules/@scope/näme/package.json"], cataloger: "npm")
    }()

    /// Control characters, marks of every notation, white space at the ends.
    static let strange: Package = {
        var record = PackageRecord(type: "generic", name: " a <b> & \"c\"\t\u{1}\u{7f}</text>\n", version: "1\u{0}2 ")
        record.architecture = "\u{85}"
        record.source = SourcePackage(name: "</text>", version: "\\")
        record.licences = ["GPL", "said\nin <text> two lines</text>"]
        record.attributes = ["": "empty", "key: x": "\"", "cpe": "no cpe"]
        record.files.append("a/<b>&", digest: "sha512:too short")
        return Package(
            record, purl: PackageURL(type: "generic", name: record.name, version: record.version, subpath: "a/b"),
            layer: 2, locations: ["a/ b\u{2028}c", "etc/\"x\""], cataloger: "some cataloger")
    }()

    /// No place, no cataloger, nothing but a name.
    static let other = Package(
        PackageRecord(type: "cargo", name: "bare", version: "0.1.0"),
        purl: PackageURL(type: "cargo", name: "bare", version: "0.1.0"), layer: 0, locations: [], cataloger: "")

    private static func package(
        _ record: PackageRecord, _ type: PackageType, _ namespace: String, layer: Int, _ place: String,
        _ cataloger: String,
        arch: String
    ) -> Package {
        Package(
            record,
            purl: PackageURL(
                type: type, namespace: namespace, name: record.name, version: record.version,
                qualifiers: [
                    ("arch", arch), ("distro", "debian-12"), record.source?.qualifier(of: record) ?? ("upstream", ""),
                ]), layer: layer, locations: [place],
            cataloger: cataloger)
    }
}
