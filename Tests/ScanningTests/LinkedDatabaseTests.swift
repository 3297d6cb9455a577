import Catalogers
import Glibc
import Inventory
import Layers
import TestSupport
import Testing

@testable import Scanning

@Suite("Databases behind links")
struct LinkedDatabaseTests {
    private static let status = "Package: hull\nStatus: install ok installed\nArchitecture: all\nVersion: 1\n"
    private static let installed = "P:keel\nV:2-r0\nA:x86_64\n\n"
    private static let release = "ID=debian\nVERSION_ID=12\n"

    private static func scan(_ folder: TemporaryFolder) throws -> Inventory {
        try ImageScanner(cacheDirectory: nil).scan(rootFileSystem: folder("root"), target: "test")
    }

    private static func names(_ inventory: Inventory) -> [String] {
        inventory.packages.map { "\($0.name) \($0.locations.joined(separator: ","))" }
    }

    @Test("a database is read through links of files and of folders, as long as they stay in the root")
    func rootFileSystem() throws {
        let folder = try TemporaryFolder()
        try folder.write("root/srv/data/dpkg/status", text: Self.status)
        try folder.write("root/srv/data/dpkg/status.d/base", text: "Package: base\nVersion: 3\nArchitecture: all\n")
        try folder.write("root/usr/lib/apk/db/installed", text: Self.installed)
        try folder.write("root/var/lib/readme", text: "")
        symlink("/srv/data", folder("root/data"))
        symlink("../../data/dpkg", folder("root/var/lib/dpkg"))
        symlink("usr/lib", folder("root/lib"))
        let inventory = try Self.scan(folder)
        #expect(
            Self.names(inventory) == [
                "keel usr/lib/apk/db/installed", "base var/lib/dpkg/status.d/base", "hull var/lib/dpkg/status",
            ])
        #expect(inventory.diagnostics.isEmpty)
    }

    @Test("a link out of the root leads nowhere, nor one in a circle or to what is no file")
    func outside() throws {
        let folder = try TemporaryFolder()
        try folder.write("outside/status", text: Self.status)
        try folder.write("root/etc/os-release", text: Self.release)
        try folder.write("root/var/lib/dpkg/arch", text: "")
        mkfifo(folder("root/pipe"), 0o644)
        for target in [
            folder("outside/status"), "../../../../outside/status", "../../../../../../../../outside/status", "status",
            "/pipe", "/", "/proc/self/status", "/var/lib/dpkg",
        ] {
            symlink(target, folder("root/var/lib/dpkg/status"))
            #expect(Self.names(try Self.scan(folder)).isEmpty, "\(target)")
            unlink(folder("root/var/lib/dpkg/status"))
        }
    }

    private static func scan(_ layers: [[TarWriter.Entry]]) throws -> Inventory {
        try ImageScanner(cacheDirectory: nil).scan(
            ScannedImage.image(layers.map { TarWriter.archive($0) }), target: "test")
    }

    private static func link(_ path: String, _ target: String) -> TarWriter.Entry {
        TarWriter.Entry(path, kind: .symbolicLink(target))
    }

    @Test("in an image, a database that only a link leads to is told as unread, and no link besides")
    func image() throws {
        let base = [
            TarWriter.Entry("etc/os-release", text: Self.release),
            TarWriter.Entry("usr/lib/apk/db/installed", text: Self.installed),
        ]
        let inventory = try Self.scan([
            base + [
                Self.link("lib", "usr/lib"), Self.link("bin", "usr/bin"),
                TarWriter.Entry("usr/bin/[", text: "a program"),
                Self.link("usr/lib/os-release", "../../etc/os-release"),
            ],
            [TarWriter.Entry("srv/dpkg/status", text: Self.status), Self.link("var/lib/dpkg", "/srv/dpkg")],
        ])
        #expect(Self.names(inventory) == ["keel usr/lib/apk/db/installed"])
        #expect(inventory.diagnostics.map(\.path) == ["var/lib/dpkg/status"])
        #expect(inventory.diagnostics.first?.layer == 1)
        #expect(
            inventory.diagnostics.first?.message
                == "/var/lib/dpkg is a link to /srv/dpkg: the file /srv/dpkg/status behind it was not read")
        #expect(throws: ScanError.self, "there is nothing else") {
            try Self.scan([
                [TarWriter.Entry("srv/dpkg/status", text: Self.status), Self.link("var/lib/dpkg", "/srv/dpkg")]
            ])
        }
    }

    @Test("links to databases that are read by their own path, or that are gone, are nothing to tell")
    func known() throws {
        let inventory = try Self.scan([
            [
                TarWriter.Entry("usr/lib/apk/db/installed", text: Self.installed), Self.link("lib", "usr/lib"),
                TarWriter.Entry("srv/status", text: Self.status), Self.link("var/lib/dpkg/status", "/srv/status"),
            ],
            [TarWriter.Entry("var/lib/dpkg/.wh.status", text: "")],
        ])
        #expect(Self.names(inventory) == ["keel usr/lib/apk/db/installed"])
        #expect(inventory.diagnostics.isEmpty, "\(inventory.diagnostics)")
    }

    @Test(
        "a link to a database in a circle, or to what is not there, is told",
        arguments: [("status", "leads in a circle"), ("/nowhere/status", "is not in the image")])
    func broken(target: String, message: String) throws {
        let inventory = try Self.scan([
            [
                TarWriter.Entry("lib/apk/db/installed", text: Self.installed),
                Self.link("var/lib/dpkg/status", target),
            ]
        ])
        #expect(inventory.diagnostics.map(\.path) == ["var/lib/dpkg/status"])
        #expect(inventory.diagnostics.first?.message.contains(message) == true)
    }
}
