import Inventory
import Layers
import TestSupport
import Testing

@testable import Catalogers

@Suite("Files without a manifest")
struct ClassifierTests {
    private static let cataloger = ClassifierCataloger()
    private static let part = 1 << 20

    private func urls(_ path: String, _ bytes: [UInt8]) -> [String] {
        let file = CaseFile(entry: LayerEntry(path: path, mode: 0o755, size: bytes.count), bytes: bytes)
        let run = CatalogerRun([[file]], catalogers: [Self.cataloger])
        #expect(run.failures.isEmpty)
        return run.packages(of: Self.cataloger).map(\.purl.description)
    }

    @Test("are recognised by the string that their product leaves in them", arguments: ClassifierSample.all)
    func samples(_ sample: ClassifierSample) {
        for bytes in sample.files { #expect(urls(sample.path, bytes) == [sample.url ?? ""]) }
    }

    @Test("have a sample for each rule", arguments: Classifier.all.indices)
    func coverage(_ index: Int) {
        let classifier = Classifier.all[index]
        let samples = ClassifierSample.all.filter { sample in
            classifier.files.contains { $0.matches(sample.path.utf8.span) }
                && sample.url?.contains("/\(classifier.name)@") == true
        }
        #expect(!samples.isEmpty, "\(classifier.name) \(classifier.files)")
    }

    @Test(
        "are read across the borders of parts", arguments: [-80, -60, -41, -33, -25, -24, -20, -8, -1, 0, 1, 30, 4096])
    func borders(_ distance: Int) {
        for sample in ClassifierSample.all where sample.bytes.count > 24 {
            let filler = [UInt8](repeating: 0x78, count: Self.part + distance - ClassifierSample.head.count)
            let bytes = ClassifierSample.head + filler + sample.bytes + ClassifierSample.rest
            guard sample.bytes.starts(with: [0x50, 0x4b]) == false, sample.files == [sample.file] else { continue }
            #expect(urls(sample.path, bytes) == [sample.url ?? ""], "\(sample.path)")
        }
    }

    @Test("are found at the end of a large file, and its bytes are asked for once and forwards")
    func large() throws {
        let bytes =
            ClassifierSample.head + [UInt8](repeating: 0, count: 5 * Self.part)
            + Array("nginx version: nginx/1.25.1".utf8)
        let entry = LayerEntry(path: "usr/sbin/nginx", size: bytes.count)
        guard case .parts(var inspection) = Self.cataloger.reading(of: entry) else { return }
        var step = inspection.begin()
        var end = 0
        while case .read(let range) = step {
            #expect(range.lowerBound == end && range.count <= Self.part)
            end = range.upperBound
            step = try inspection.receive(bytes.span.extracting(range), at: range.lowerBound)
        }
        guard case .done(let evidence) = step else { return }
        #expect(evidence?.records.first?.version == "1.25.1")
        #expect(evidence?.records.first?.attributes["offset"] == "\(bytes.count - 6)")
        #expect(evidence?.records.first?.attributes["evidence"] == "nginx version: nginx/1.25.1")
    }

    @Test("are read no further than the surest clue")
    func earlyEnd() throws {
        let bytes = ClassifierSample.head + Array("\0nginx version: nginx/1.25.1\n\0".utf8)
        let entry = LayerEntry(path: "usr/sbin/nginx", size: 1 << 30)
        guard case .parts(var inspection) = Self.cataloger.reading(of: entry) else { return }
        guard case .read(let range) = inspection.begin() else { return }
        let part = bytes + [UInt8](repeating: 0, count: range.count - bytes.count)
        guard case .done(let evidence) = try inspection.receive(part.span, at: 0) else {
            Issue.record("it asks for more")
            return
        }
        #expect(evidence?.records.first?.version == "1.25.1")
    }

    /// Files that hold what looks like another product's or another version's string.
    static let decoys: [ClassifierSample] = [
        ClassifierSample(
            "usr/bin/node", "\0OpenSSL 3.0.16 11 Feb 2025\0nginx/1.2.3\0node.js/v22.9.0\0zlib 1.3.1",
            "pkg:generic/node@22.9.0"),
        ClassifierSample("usr/bin/node", "\0OpenSSL 3.0.16 11 Feb 2025\0", nil),
        ClassifierSample("usr/sbin/nginx", "\0OpenSSL 3.0.16 11 Feb 2025\0", nil),
        ClassifierSample("usr/sbin/nginx-sandbox", "\0nginx version: nginx/1.22.1\n", nil),
        ClassifierSample("usr/bin/python3.11", "\03.12.1\03.10.0\0", nil),
        ClassifierSample("usr/bin/python3.1", "\03.11.2\0", nil),
        ClassifierSample("srv/pythonmagic.so", "\03.11.2\0", nil),
        ClassifierSample("usr/bin/mysql", "/mysql-8.0.30/x\010.6.15-MariaDB\0", "pkg:generic/mariadb@10.6.15"),
        ClassifierSample("usr/bin/deno", "OTel-OTLP-Exporter-Deno/0.82.0grpc", nil),
        ClassifierSample("usr/bin/jq", "\01.6\0x\01.7\0", nil),
        ClassifierSample("usr/bin/openssl", "\0OpenSSL 3.0 legacy provider\0", nil),
        ClassifierSample("usr/bin/helm", "\0v3.11.1\0x\0v0.4.0\0", nil),
        ClassifierSample("bin/consul", "\0v1.7.14\0\01.2.3\0", "pkg:golang/github.com/hashicorp/consul@1.7.14"),
        ClassifierSample("usr/bin/busybox", "busybox without a version", nil),
        ClassifierSample("opt/x/kafka_2.13.jar", "PK", nil),
        ClassifierSample("opt/x/my-zookeeper-3.8.4.jar", "PK", nil),
        ClassifierSample("usr/bin/caddy", "\ndep\tgithub.com/caddyserver/caddy/v2\t(devel)\t\n", nil),
        ClassifierSample("srv/VERSION", "go1.2.3", nil),
        ClassifierSample("srv/go/VERSION", "1.2.3", nil),
        ClassifierSample("usr/lib/libxml2.so.16.0.1", "x", nil),
    ]

    @Test("are not taken for what else is in them", arguments: decoys)
    func decoy(_ sample: ClassifierSample) {
        for bytes in sample.files { #expect(urls(sample.path, bytes) == [sample.url].compactMap { $0 }) }
    }

    @Test("that are no executables are not looked into where only executables count")
    func scripts() {
        #expect(urls("usr/sbin/nginx", Array("#!/bin/sh\nnginx version: nginx/1.22.1\n".utf8)).isEmpty)
    }

    @Test("that are empty, cut or full of beginnings say nothing and take no time")
    func hostile() throws {
        for path in ["usr/sbin/nginx", "usr/local/bin/envoy", "opt/kafka_2.13-3.7.0.jar"] {
            #expect(urls(path, []).isEmpty)
        }
        let beginnings = [
            "\01.3", "envoy_quic_", "Unable to", "\01.36.4\0", "nginx version: ", "Erlang/OTP ", "\0\0\0\0",
        ]
        for path in ["usr/local/bin/envoy", "usr/sbin/nginx", "usr/bin/beam.smp", "usr/bin/jq"] {
            for beginning in beginnings {
                let times = 200_000 / beginning.utf8.count
                let bytes = ClassifierSample.head + Array(String(repeating: beginning, count: times).utf8)
                _ = urls(path, bytes)
            }
        }
    }
}
