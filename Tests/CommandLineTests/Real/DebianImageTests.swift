import Bytes
import JSON
import TestSupport
import Testing

@Suite("Real Debian images", .serialized, .enabled(if: RealImages.areBuilt))
struct DebianImageTests {
    @Test(
        "the packages are those that dpkg-query lists of the image's own database",
        .enabled(if: RunningProgram.path("dpkg-query") != nil), arguments: RealImages.allCases)
    func dpkgQuery(image: RealImages) throws {
        let place = try Workplace(hasAdvisories: false)
        let layout = try #require(image.layout)
        var status: [UInt8] = []
        // Of the layers that hold the database the uppermost counts.
        for blob in try RealImages.blobs(of: layout).reversed() where status.isEmpty {
            status = (try? RealImages.output(of: "tar", ["-xOf", blob, "var/lib/dpkg/status"])) ?? []
        }
        for name in ["info/format", "updates/none", "triggers/none"] {
            try place.folder.write("admin/\(name)", text: "1\n")
        }
        try place.folder.write("admin/status", status)
        let format =
            "${Package}\\t${Version}\\t${Architecture}\\t${source:Package}\\t${source:Version}\\t${db:Status-Status}\\n"
        let listed = try RealImages.output(of: "dpkg-query", ["--admindir=\(place("admin"))", "-W", "-f", format])
        let wanted = String(decoding: listed, as: UTF8.self).split(separator: "\n").compactMap {
            line -> ReportDocument.Package? in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard fields.count == 6, fields[5] != "config-files", fields[5] != "not-installed" else { return nil }
            return ReportDocument.Package(
                type: "deb", name: fields[0], version: fields[1], architecture: fields[2], source: fields[3],
                sourceVersion: fields[4])
        }.sorted()
        let report = try place.report(layout)
        #expect(wanted.count > 80)
        #expect(report.packages("deb") == wanted)
        #expect(report.diagnostics.isEmpty)
        #expect(report.value["distribution"]?["version"]?.string == "12")
    }

    @Test("each package names the layer that brought it, and a purged one is gone")
    func layers() throws {
        let place = try Workplace(hasAdvisories: false)
        let base = try place.report(try #require(RealImages.slim.layout))
        let report = try place.report(try #require(RealImages.app.layout))
        for (name, layer) in ["dpkg": 0, "python3-requests": 1, "python3-jinja2": 1, "umoci": 2, "skopeo": 2] {
            #expect(report.package(name)?["layerIndex"]?.integer == layer, "\(name)")
        }
        for package in base.packageValues {
            let above = report.package(package["name"]?.string ?? "")
            if above?["version"] == package["version"] { #expect(above?["layerIndex"]?.integer == 0, "\(package)") }
        }
        #expect(report.package("python3-yaml") == nil)
        #expect(report.packages("pypi").allSatisfy { $0.name.lowercased() != "pyyaml" })
        #expect(report.packages("pypi").contains { $0.name == "requests" })
        #expect(report.packageValues.contains { $0["type"]?.string == "golang" && $0["name"]?.string == "stdlib" })
    }

    @Test("packages of Debian's own are counted once, as Debian's")
    func owners() throws {
        let place = try Workplace(hasAdvisories: false)
        let report = try place.report(try #require(RealImages.app.layout))
        for package in report.packageValues where package["type"]?.string == "pypi" {
            #expect(package["owner"]?.string?.hasPrefix("pkg:deb/debian/") == true, "\(package)")
        }
    }

    @Test("cold and warm scans write the same bytes, in little memory")
    func sameBytes() throws {
        let place = try Workplace(hasAdvisories: false)
        let layout = try #require(RealImages.app.layout)
        let cold = try place.run("scan", layout, "--format", "json")
        let warm = try place.run("scan", layout, "--format", "json")
        #expect(cold.code == 0)
        #expect(cold.output == warm.output)
        #expect(cold.peakMemory < memoryLimit, "\(cold.peakMemory >> 20) MiB")
        #expect(warm.peakMemory < memoryLimit, "\(warm.peakMemory >> 20) MiB")
    }

    /// What other tools make of an image.
    enum Form: String, CaseIterable, Sendable {
        case dockerArchive = "docker-archive", ociArchive = "oci-archive", zstd
    }

    @Test(
        "every form that skopeo copies the image into gives the same packages",
        .enabled(if: RunningProgram.path("skopeo") != nil),
        arguments: Form.allCases)
    func skopeo(form: Form) throws {
        let place = try Workplace(hasAdvisories: false)
        let layout = try #require(RealImages.app.layout)
        var target = place("image.tar")
        func copy(_ arguments: String...) throws {
            _ = try RealImages.output(of: "skopeo", ["--insecure-policy", "copy", "--quiet"] + arguments)
        }
        switch form {
        case .dockerArchive, .ociArchive: try copy("oci:\(layout):latest", "\(form.rawValue):\(target):app:latest")
        case .zstd:
            target = place("zstd")
            try copy(
                "--dest-compress", "--dest-compress-format", "zstd", "oci:\(layout):latest", "dir:\(place("blobs"))")
            try copy("dir:\(place("blobs"))", "oci:\(target):latest")
            let head = try TestFiles.bytes(at: try #require(try RealImages.blobs(of: target).last)).prefix(4)
            #expect(Array(head) == [0x28, 0xb5, 0x2f, 0xfd])
        }
        try expectSamePackages(target, layout, place)
    }

    @Test("what podman saves gives the same packages", .enabled(if: Self.podmanWorks))
    func podman() throws {
        let place = try Workplace(hasAdvisories: false)
        let layout = try #require(RealImages.app.layout)
        let storage = ["--root", place("storage"), "--runroot", place("run"), "--storage-driver", "vfs"]
        let archive = place("loaded.tar")
        _ = try RealImages.output(
            of: "skopeo",
            ["--insecure-policy", "copy", "--quiet", "oci:\(layout):latest", "oci-archive:\(archive):app:latest"])
        _ = try RealImages.output(of: "podman", storage + ["load", "--quiet", "--input", archive])
        let image = String(
            decoding: try RealImages.output(of: "podman", storage + ["images", "--quiet"]), as: UTF8.self)
        let name = try #require(image.split(separator: "\n").first.map(String.init))
        for format in ["docker-archive", "oci-archive"] {
            let saved = place("\(format).tar")
            _ = try RealImages.output(
                of: "podman", storage + ["save", "--quiet", "--format", format, "--output", saved, name])
            try expectSamePackages(saved, layout, place)
        }
        _ = try RealImages.output(of: "podman", storage + ["rmi", "--all", "--force"])
    }

    private static let podmanWorks: Bool = {
        guard RunningProgram.path("podman") != nil, RunningProgram.path("skopeo") != nil, RealImages.areBuilt else {
            return false
        }
        do {
            let folder = try TemporaryFolder("podman")
            let storage = ["--root", folder("storage"), "--runroot", folder("run"), "--storage-driver", "vfs"]
            _ = try RealImages.output(of: "podman", storage + ["images"])
            return true
        } catch {
            return false
        }
    }()

    private func expectSamePackages(_ target: String, _ layout: String, _ place: Workplace) throws {
        let expected = try place.report(layout)
        let found = try place.report(target, "--no-cache")
        #expect(found.packageValues == expected.packageValues, "\(target)")
        #expect(found.diagnostics.isEmpty, "\(target): \(found.diagnostics)")
        #expect(found.value["image"]?["platform"] == expected.value["image"]?["platform"])
    }
}
