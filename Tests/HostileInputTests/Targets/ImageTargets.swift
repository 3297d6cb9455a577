import Bytes
import JSON
import Layers
import Platform
import TestSupport

@testable import Images

extension ParserTarget {
    /// References, manifests, archives of images, and what registries and credential files say.
    static let images: [ParserTarget] = [
        ParserTarget(
            "reference",
            texts: [
                "debian", "registry.example:5000/team/app:1.2",
                "localhost/a@sha256:\(String(repeating: "0", count: 64))",
                "[::1]:5000/a:b",
            ]
        ) { text in
            let reference = try Reference(text)
            guard let again = try attempt({ try Reference(reference.description) }) else {
                throw BrokenPromise(text: "\(text) is written as \(reference), which is refused")
            }
            try require(again == reference, "\(text) is written as \(reference), which means \(again)")
        },
        ParserTarget("image-target", texts: ["oci-dir:a:b", "registry://x", "docker-archive:a.tar", "debian:12"]) {
            text in
            _ = ImageTarget(text)
            _ = ImagePlatform(text)
            _ = Digest(text)
        },
        ParserTarget("manifest", documents: ImageSeeds.manifests) { bytes in
            guard case .index(let descriptors) = try ManifestDocument(bytes) else { return }
            _ = try ImageResolver(platform: nil, limits: .small).choose(among: descriptors)
        },
        ParserTarget("configuration", documents: [ImageSeeds.configuration]) { bytes in
            let configuration = try ImageConfiguration(bytes)
            try require(
                configuration.layerSteps.count <= configuration.history.count, "more layers' steps than steps")
        },
        ParserTarget("image-archive", seeds: ImageSeeds.archives) { bytes in
            let scratch = try ScratchFile("image.tar")
            for input in [bytes.array, bytes.array.withTarChecksums] {
                try scratch.write(input)
                let finder = ImageFinder(platform: nil, limits: .small, scratch: Scratch(directory: scratch.folderPath))
                guard let found = try attempt({ try finder.find(ImageTarget(scratch.path)) }) else { continue }
                guard case .image(let image) = found else { continue }
                for layer in image.layers { _ = try attempt { try LayerStream(layer.blob, limits: .small).finish() } }
                for attachment in try attempt({ try image.attachments?.bills() ?? [] }) ?? [] {
                    _ = try attempt { try attachment.bytes(limit: 1 << 20) }
                }
            }
        },
        ParserTarget("engine-address", seeds: ImageSeeds.engines.map { Array($0.utf8) }) { bytes in
            // What the environment says, and the two files of a context.
            let parts = texts(bytes, 3)
            let folder = try TemporaryFolder("hostile")
            let meta = folder("contexts/meta/\(Digest(of: Array("remote".utf8)).hex)")
            try Directory.make(meta)
            try AtomicFile.write(Array(parts[1].utf8), to: folder("config.json"), isDurable: false)
            try AtomicFile.write(Array(parts[2].utf8), to: "\(meta)/meta.json", isDurable: false)
            for variable in ["DOCKER_HOST", "CONTAINER_HOST", ""] {
                let environment = ["DOCKER_CONFIG": folder.path, "HOME": folder.path, variable: parts[0]]
                _ = try attempt { try EngineAddress.docker { environment[$0] } }
                _ = try attempt { try EngineAddress.podman { environment[$0] } }
            }
        },
        ParserTarget(
            "engine-answer",
            documents: [#"{"message":"No such image: a"}"#, #"{"cause":"no such image","message":"x","response":404}"#]
        ) { bytes in
            guard let reason = EngineClient.reason(in: bytes) else { return }
            try require(reason.unicodeScalars.allSatisfy { $0.value >= 0x20 }, "a reason that moves the cursor")
        },
        ParserTarget("credential-file", documents: ImageSeeds.credentials) { bytes in
            _ = try CredentialFile(bytes)
        },
        ParserTarget(
            "challenge",
            texts: [
                "Bearer realm=\"https://auth.example/token\",service=\"registry\",scope=\"repository:a:pull\"",
                "Basic realm=\"a\\\"b\", Negotiate abc==, Digest a=b , c=\"d\"",
            ]
        ) { text in
            _ = Challenge.all(in: text)
        },
        ParserTarget(
            "registry-answer",
            documents: [
                #"{"token":"abc","expires_in":300}"#, #"{"access_token":"x.y"}"#,
                #"{"errors":[{"code":"DENIED","message":"no"}]}"#, #"{"error":"x","error_description":"y"}"#,
            ]
        ) { bytes in
            _ = RegistryFailure.reasons(bytes)
            _ = try AccessToken(bytes)
        },
    ]
}

/// First inputs for what describes images.
enum ImageSeeds {
    private static let digest = "sha256:\(String(repeating: "a", count: 64))"

    static let configuration = """
        {"architecture":"amd64","os":"linux","variant":"v8","created":"2026-01-01T00:00:00Z","author":"a",
         "config":{"User":"0","ExposedPorts":{"80/tcp":{}},"Env":["A=b"],"Entrypoint":["/a"],"Cmd":["b"],
           "Volumes":{"/v":{}},"WorkingDir":"/","Labels":{"a":"b"},"StopSignal":"TERM"},
         "rootfs":{"type":"layers","diff_ids":[]},
         "history":[{"created_by":"RUN a","comment":"c"},{"created_by":"CMD","empty_layer":true}]}
        """

    static let manifests = [
        #"{"schemaVersion":2,"config":{"mediaType":"c","digest":"\#(digest)","size":2},"#
            + #""layers":[{"mediaType":"l","digest":"\#(digest)","size":3,"annotations":{"a":"b"}}]}"#,
        #"{"manifests":[{"mediaType":"m","digest":"\#(digest)","size":9,"platform":{"os":"linux","architecture":"arm64",""#
            + #"variant":"v8"}},{"mediaType":"m","digest":"\#(digest)","size":9}]}"#,
        #"{"fsLayers":[]}"#,
    ]

    static let credentials = [
        #"{"auths":{"https://index.docker.io/v1/":{"auth":"YTpi"},"r.example":{"username":"a","password":"b"}},"#
            + #""credHelpers":{"x":"y"},"credsStore":"z"}"#,
        #"{"auths":{"a":{"identitytoken":"t"},"b":{"registrytoken":"u"},"c":{"auth":"bm8="}}}"#,
    ]

    /// An address, and the files of a context, between zero bytes.
    static let engines = [
        "unix:///run/docker.sock\0{}\0{}", "tcp://127.0.0.1:2375\0[]\0", "ssh://a@b\0{\"currentContext\":\"x\"}\0",
        #"https://engine.example:2376/path"#,
        "\0{\"currentContext\":\"remote\"}\0{\"Name\":\"remote\",\"Endpoints\":{\"docker\":{\"Host\":\"tcp://a:1\"}}}",
    ]

    /// One image as `docker save` writes it, plain and compressed, and as an OCI archive with a bill of materials attached.
    static var archives: [[UInt8]] {
        let layer = TarWriter.archive([TarWriter.Entry("etc/os-release", text: "ID=debian\n")])
        let configuration = Array(
            #"{"os":"linux","architecture":"amd64","rootfs":{"diff_ids":["\#(Digest(of: layer))"]}}"#.utf8)
        let saved = TarWriter.archive([
            TarWriter.Entry("config.json", configuration), TarWriter.Entry("layer.tar", layer),
            TarWriter.Entry("link.tar", kind: .symbolicLink("layer.tar")),
            TarWriter.Entry(
                "manifest.json", text: #"[{"Config":"config.json","RepoTags":["a:1"],"Layers":["link.tar"]}]"#),
        ])
        func descriptor(_ bytes: [UInt8]) -> String {
            #"{"mediaType":"x","digest":"\#(Digest(of: bytes))","size":\#(bytes.count)}"#
        }
        func blob(_ bytes: [UInt8]) -> TarWriter.Entry {
            TarWriter.Entry("blobs/sha256/\(Digest(of: bytes).hex)", bytes)
        }
        let manifest = Array(
            #"{"schemaVersion":2,"config":\#(descriptor(configuration)),"layers":[\#(descriptor(layer))]}"#.utf8)
        let bill = Array(#"{"bomFormat":"CycloneDX","specVersion":"1.6","components":[]}"#.utf8)
        let referrer = Array(
            (#"{"schemaVersion":2,"artifactType":"application/vnd.cyclonedx+json","config":\#(descriptor([])),"#
                + #""layers":[\#(descriptor(bill))],"subject":\#(descriptor(manifest))}"#).utf8)
        let list = [manifest, referrer].map(descriptor).joined(separator: ",")
        let oci = TarWriter.archive([
            blob(layer), blob(configuration), blob(manifest), blob(bill), blob(referrer),
            TarWriter.Entry("index.json", text: #"{"manifests":[\#(list)]}"#),
            TarWriter.Entry("oci-layout", text: #"{"imageLayoutVersion":"1.0.0"}"#),
        ])
        return [saved, oci, storedGzip(saved)]
    }
}
