import Catalogers
import Inventory
import TestSupport
import Testing

@Suite("Recognised programs in images")
struct RecognisedProgramsTests {
    private typealias Entry = TarWriter.Entry

    private static func program(_ text: String) -> [UInt8] {
        [0x7f, 0x45, 0x4c, 0x46] + [UInt8](repeating: 0x20, count: 600) + Array(text.utf8) + [0, 0]
    }

    private static let openssl = program("\0OpenSSL 3.0.11 19 Sep 2023\0")

    /// A merged `/usr`, whose packages name some files by their old places.
    private static let layers: [[TarWriter.Entry]] = [
        [
            Entry("etc/os-release", text: "ID=debian\nVERSION_ID=\"12\"\n"),
            Entry("bin", kind: .symbolicLink("usr/bin")),
            Entry(
                "var/lib/dpkg/status",
                text: ["bash", "libssl3"].map {
                    "Package: \($0)\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\nDescription: x\n\n"
                }.joined()),
            Entry("var/lib/dpkg/info/bash.list", text: "/.\n/bin\n/bin/bash\n"),
            Entry("var/lib/dpkg/info/libssl3.list", text: "/.\n/usr/lib/libssl.so.3\n/usr/lib/libcrypto.so.3\n"),
            Entry("usr/bin/bash", program("\0@(#)Bash version 5.2.15(1) release GNU\0")),
            Entry("usr/lib/libssl.so.3", openssl), Entry("usr/lib/libcrypto.so.3", openssl),
            Entry("usr/lib/libssl.so", kind: .symbolicLink("libssl.so.3")),
        ],
        [
            Entry("opt/app/libssl.so.3", openssl), Entry("opt/app/libcrypto.so.3", openssl),
            Entry("bin/[", program("\0BusyBox v1.36.1 (2023)\0")), Entry("bin/busybox", kind: .hardLink("bin/[")),
            Entry("usr/bin/sh", kind: .symbolicLink("bash")),
        ],
    ]

    @Test("are the distribution's where it owns their files, through a merged /usr, and count apart elsewhere")
    func owners() throws {
        let inventory = try ScannedImage.inventory(Self.layers, catalogers: CatalogerRegistry.all)
        let lines = inventory.packages.filter { $0.type == .generic }.map { package in
            "\(package.purl) @\(package.layer) \(package.locations.joined(separator: " ")) \(package.owner?.description ?? "-")"
        }
        #expect(
            lines == [
                "pkg:generic/bash@5.2.15 @0 usr/bin/bash pkg:deb/debian/bash@1?arch=amd64&distro=debian-12",
                "pkg:generic/busybox@1.36.1 @1 bin/[ bin/busybox -",
                "pkg:generic/openssl@3.0.11 @1 opt/app/libcrypto.so.3 opt/app/libssl.so.3 -",
                "pkg:generic/openssl@3.0.11 @0 usr/lib/libcrypto.so.3 usr/lib/libssl.so.3 pkg:deb/debian/libssl3@1?arch=amd64&distro=debian-12",
            ])
        #expect(inventory.diagnostics.isEmpty)
    }
}
