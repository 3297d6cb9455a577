import Bytes
import Inventory

@testable import Catalogers
@testable import Layers

extension ParserTarget {
    /// The catalogers' files, each through both phases; the patterns of a cataloger that no path named here fits get one target together.
    static let catalogers: [ParserTarget] = {
        let all = files + scripts
        let others = CatalogerRegistry.all.compactMap { one -> ParserTarget? in
            let named = all.filter { $0.cataloger == one.id }.map(\.path)
            let paths = rest(of: one, without: named)
            guard !paths.isEmpty else { return nil }
            let name = named.isEmpty ? one.id : "\(one.id)-others"
            return cataloger(name, one.id, paths, Seeds.of { [id = one.id] in $0.owner.hasPrefix("\(id)/") })
        }
        return all.map { file in cataloger(file.name, file.cataloger, [file.path], file.seeds) } + others
            + [rpmHeader, anyPath]
    }()

    /// A format that a cataloger reads: where the file lies, and which fixtures are of that format.
    private struct CatalogedFile {
        let name: String
        let cataloger: String
        let path: String
        let isSeed: @Sendable (Seeds.Fixture) -> Bool
        /// Seeds beside those of fixtures.
        private(set) var own: [[UInt8]] = []

        var seeds: [[UInt8]] { Seeds.of(isSeed) + own }

        init(_ name: String, _ cataloger: String, _ path: String, ending: String? = nil, own: [[UInt8]] = []) {
            let suffix = ending ?? "/" + (path.split(separator: "/").last ?? "")
            self.init(name, cataloger, path) { $0.path.hasSuffix(suffix) }
            self.own = own
        }

        init(
            _ name: String, _ cataloger: String, _ path: String, isSeed: @escaping @Sendable (Seeds.Fixture) -> Bool
        ) {
            self.name = name
            self.cataloger = cataloger
            self.path = path
            self.isSeed = isSeed
        }
    }

    /// A write-ahead log of one page: its header, the page's with the same salts, and the page (see `SQLiteLog`).
    private static let sqliteLog: [UInt8] =
        [0x37, 0x7f, 0x06, 0x82, 0, 0x2d, 0xe2, 0x18, 0, 0, 2, 0, 0, 0, 0, 1] + Array("salts123".utf8)
        + [UInt8](repeating: 0, count: 16) + Array("salts123".utf8) + [UInt8](repeating: 0, count: 8 + 512)

    /// A program that holds a text among others.
    private static func executable(_ text: String) -> [UInt8] {
        [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0] + Array("\0\0/lib64/ld-linux-x86-64.so.2\0\(text)\0.text\0".utf8)
            + [UInt8](repeating: 0, count: 32)
    }

    private static let site = "usr/lib/python3/site-packages/a_b-1.0.dist-info"
    private static let rpm = "var/lib/rpm"

    private static let files: [CatalogedFile] = [
        CatalogedFile("os-release", "os-release", "etc/os-release"),
        CatalogedFile("release-text", "os-release", "etc/redhat-release", ending: "-release"),
        CatalogedFile("debian-version", "os-release", "etc/debian_version"),
        CatalogedFile("dpkg-status", "dpkg", "var/lib/dpkg/status"),
        CatalogedFile("dpkg-paragraph", "dpkg", "var/lib/dpkg/status.d/a") {
            $0.path.contains("/status.d/") && !$0.path.hasSuffix(".md5sums")
        },
        CatalogedFile("dpkg-list", "dpkg", "var/lib/dpkg/info/a:amd64.list", ending: ".list"),
        CatalogedFile("dpkg-md5sums", "dpkg", "var/lib/dpkg/info/a.md5sums", ending: ".md5sums"),
        CatalogedFile("dpkg-copyright", "dpkg", "usr/share/doc/a/copyright"),
        CatalogedFile("apk-installed", "apk", "lib/apk/db/installed"),
        CatalogedFile("rpm-bdb", "rpm", "\(rpm)/Packages") {
            $0.owner.hasPrefix("rpm/bdb") && $0.path.hasSuffix("Packages")
        },
        CatalogedFile("rpm-ndb", "rpm", "\(rpm)/Packages.db"),
        CatalogedFile("rpm-sqlite", "rpm", "\(rpm)/rpmdb.sqlite"),
        CatalogedFile("rpm-sqlite-log", "rpm", "\(rpm)/rpmdb.sqlite-wal", own: [sqliteLog]),
        CatalogedFile("rpm-manifest-1", "rpm", "var/lib/rpmmanifest/container-manifest-1"),
        CatalogedFile("rpm-manifest-2", "rpm", "var/lib/rpmmanifest/container-manifest-2"),
        CatalogedFile("python-metadata", "python-installed", "\(site)/METADATA"),
        CatalogedFile("python-record", "python-installed", "\(site)/RECORD"),
        CatalogedFile("python-installed-files", "python-installed", "a.egg-info/installed-files.txt"),
        CatalogedFile("python-source", "python-installed", "\(site)/direct_url.json"),
        CatalogedFile("python-requirements", "python-lock", "srv/requirements.txt", ending: "requirements-dev.txt"),
        CatalogedFile("python-setup", "python-lock", "srv/setup.py"),
        CatalogedFile("python-pipfile", "python-lock", "srv/Pipfile.lock"),
        CatalogedFile("python-poetry", "python-lock", "srv/poetry.lock"),
        CatalogedFile("python-uv", "python-lock", "srv/uv.lock"),
        CatalogedFile("python-pylock", "python-lock", "srv/pylock.toml"),
        CatalogedFile("go-binary", "go-binary", "usr/bin/app") { $0.owner.hasPrefix("go-binary/") },
        CatalogedFile("go-mod", "go-mod", "srv/go.mod"),
        CatalogedFile("go-sum", "go-mod", "srv/go.sum"),
        CatalogedFile("java-archive", "java-archive", "srv/text-tools-1.2.jar") {
            $0.owner == "java-archive/archives" && $0.bytes.count < 4096
        },
        CatalogedFile("java-native-image", "java-native-image", "srv/service", ending: "app/service"),
        CatalogedFile("java-pom", "java-pom", "srv/pom.xml"),
        CatalogedFile("gradle-lock", "gradle-lock", "srv/gradle.lockfile"),
        CatalogedFile("dotnet-libraries", "dotnet", "srv/shop.deps.json"),
        CatalogedFile("dotnet-lock", "dotnet", "srv/packages.lock.json"),
        CatalogedFile("dotnet-config", "dotnet", "srv/packages.config"),
        CatalogedFile("dotnet-file", "dotnet", "srv/Dapper.dll", ending: ".dll"),
        CatalogedFile("rust-binary", "rust-binary", "usr/bin/app") { $0.owner == "rust-binary/formats" },
        CatalogedFile("cargo-lock", "cargo-lock", "srv/Cargo.lock"),
        CatalogedFile("swift-pins", "swift-pins", "srv/Package.resolved", ending: "Package.resolved.fixture"),
        CatalogedFile("conan-lock", "conan", "srv/conan.lock"),
        CatalogedFile("conan-file", "conan", "srv/conanfile.txt"),
        CatalogedFile(
            "conan-info", "conan", ".conan/data/a/1/_/_/package/b/conaninfo.txt"),
        CatalogedFile("vcpkg-status", "vcpkg", "srv/vcpkg/status"),
        CatalogedFile("vcpkg-manifest", "vcpkg", "srv/vcpkg.json"),
        CatalogedFile("vcpkg-port", "vcpkg", "srv/x64-linux/share/zlib/vcpkg.spdx.json"),
        CatalogedFile("alpm-description", "alpm", "var/lib/pacman/local/a-1/desc"),
        CatalogedFile("alpm-files", "alpm", "var/lib/pacman/local/a-1/files"),
        CatalogedFile("portage-contents", "portage", "var/db/pkg/a-b/c-1/CONTENTS"),
        CatalogedFile("opkg-status", "opkg", "usr/lib/opkg/status"),
        CatalogedFile("opkg-list", "opkg", "usr/lib/opkg/info/busybox.list"),
        CatalogedFile("homebrew-receipt", "homebrew", "Cellar/jq/1.7/INSTALL_RECEIPT.json"),
        CatalogedFile("homebrew-formula", "homebrew", "Cellar/jq/1.7/.brew/jq.rb"),
        CatalogedFile("snap", "snap", "meta/snap.yaml"),
        CatalogedFile("snap-manifest", "snap", "snap/manifest.yaml"),
        CatalogedFile("bitnami", "bitnami", "opt/bitnami/redis/.spdx-redis.spdx"),
        CatalogedFile("linux-kernel", "linux-kernel", "boot/vmlinuz-6.1.0-13-amd64"),
        CatalogedFile("linux-module", "linux-kernel", "lib/modules/6.1/kernel/a.ko", ending: ".ko"),
        CatalogedFile("sbom-json", "sbom", "srv/app.cdx.json") {
            $0.owner.hasPrefix("sbom/") && $0.path.hasSuffix(".json")
        },
        CatalogedFile("sbom-xml", "sbom", "srv/app.cdx.xml"),
        CatalogedFile("sbom-tags", "sbom", "srv/tags.spdx"),
    ]

    /// Those of languages whose programs are their source.
    private static let scripts: [CatalogedFile] = [
        CatalogedFile("node-manifest", "node", "srv/node_modules/@a/b/package.json"),
        CatalogedFile("node-npm", "node", "srv/package-lock.json"),
        CatalogedFile("node-yarn", "node", "srv/yarn.lock"),
        CatalogedFile("node-pnpm", "node", "srv/pnpm-lock.yaml"),
        CatalogedFile("node-bun", "node", "srv/bun.lock"),
        CatalogedFile("ruby-specification", "ruby", "usr/lib/specifications/default/a-1.gemspec", ending: ".gemspec"),
        CatalogedFile("ruby-lock", "ruby", "srv/Gemfile.lock"),
        CatalogedFile("composer-lock", "composer", "srv/composer.lock"),
        CatalogedFile("composer-installed", "composer", "srv/vendor/composer/installed.json"),
        CatalogedFile("pear", "pear", "php/.registry/.channel.pecl.php.net/a.reg", ending: ".reg"),
        CatalogedFile("wordpress-plugin", "wordpress", "srv/wp-content/plugins/a/a.php") {
            $0.path.contains("/wp-content/plugins/")
        },
        CatalogedFile("wordpress-core", "wordpress", "srv/wp-includes/version.php"),
        CatalogedFile("perl-packlist", "perl", "usr/local/lib/perl/auto/A/B/.packlist"),
        CatalogedFile("perl-log", "perl", "usr/local/lib/perl/perllocal.pod"),
        CatalogedFile("perl-installation", "perl", "usr/.meta/A-1/install.json"),
        CatalogedFile("perl-description", "perl", "srv/META.json", ending: "META.json"),
        CatalogedFile("perl-snapshot", "perl", "srv/cpanfile.snapshot"),
        CatalogedFile("r-lock", "r", "srv/renv.lock"),
        CatalogedFile("lua", "lua", "usr/lib/luarocks/rocks-5.1/a/1-1/a-1-1.rockspec", ending: ".rockspec"),
        CatalogedFile("lua-manifest", "lua", "usr/lib/luarocks/rocks-5.1/a/1-1/rock_manifest"),
        CatalogedFile("conda", "conda", "opt/conda/conda-meta/a-1-0.json") { $0.path.contains("conda-meta/") },
        CatalogedFile("haskell-stack-lock", "haskell", "srv/stack.yaml.lock"),
        CatalogedFile("haskell-stack", "haskell", "srv/stack.yaml"),
        CatalogedFile("haskell-cabal", "haskell", "srv/cabal.project.freeze"),
        CatalogedFile("erlang-mix", "erlang", "srv/mix.lock"),
        CatalogedFile("erlang-rebar", "erlang", "srv/rebar.lock"),
        CatalogedFile("erlang-application", "erlang", "usr/lib/a-1/ebin/a.app", ending: ".app"),
        CatalogedFile("binary-program", "binary", "usr/sbin/nginx"),
        CatalogedFile(
            "binary-gaps", "binary", "usr/bin/envoy",
            own: ["\01.36.4\0some text between\0envoy_reloadable_features", "envoy_quic_server_x\01.28.7\0"].map(
                executable)),
        CatalogedFile("binary-sole", "binary", "usr/bin/jq", own: ["\01.6\0", "\0jq-1.6\0"].map(executable)),
        CatalogedFile("java-launcher", "binary", "opt/ibm/bin/java", ending: "bin/java"),
        CatalogedFile("java-release", "binary", "opt/java/release", ending: "openjdk/release"),
    ]

    /// The formats of which no seed says anything to its cataloger, so that a fuzzer would have to invent the format.
    static var mute: [String] {
        (files + scripts).filter { file in
            let catalogers = CatalogerRegistry.all.filter { $0.id == file.cataloger }
            return !file.seeds.contains { seed in
                let entry = LayerEntry(path: file.path, size: seed.count)
                return catalogers.contains { ((try? read(entry, seed.span, by: $0)) ?? nil) != nil }
            }
        }.map(\.name)
    }

    private static func cataloger(
        _ name: String, _ id: String, _ paths: [String], _ seeds: @autoclosure @escaping @Sendable () -> [[UInt8]]
    ) -> ParserTarget {
        ParserTarget(name, seeds: seeds()) { bytes in
            for cataloger in CatalogerRegistry.all where cataloger.id == id {
                for path in paths { try catalog(bytes, at: path, by: cataloger) }
            }
        }
    }

    /// A header of an rpm database by itself, so that its format is tried without the database around it.
    private static let rpmHeader = ParserTarget(
        "rpm-header",
        seeds: Seeds.of { $0.owner == "rpm/ndb" && $0.path.hasSuffix("Packages.db") }.flatMap { database in
            var blobs: [[UInt8]] = []
            if var reader = try? NativeDatabase(database.span) {
                reader.forEachBlob { blob, _ in blobs.append(blob.array) }
            }
            return blobs
        }
    ) { bytes in
        let header = try RpmHeader(bytes)
        var allowance = 1 << 20
        _ = PackageRecord(header, allowance: &allowance)
    }

    /// A path, whatever it may say, and what the file there holds: names and versions are read of paths too.
    private static let anyPath = ParserTarget(
        "cataloged-path",
        seeds: Seeds.fixtures.filter { $0.bytes.count < 2048 }.map { Array("\($0.path)\0".utf8) + $0.bytes }
            + ["nix/store/00000000000000000000000000000000-hello-2.12.1\0", "opt/conan/p/zlib1\0"].map {
                Array($0.utf8)
            }
    ) { bytes in
        let end = bytes.index(of: 0, from: 0) ?? bytes.count
        guard let path = LayerPath.normalise(bytes.extracting(..<end)), !path.isEmpty else { return }
        let content = bytes.extracting(min(bytes.count, end + 1)...)
        let entry = LayerEntry(path: path, size: content.count)
        let wanting = Set(patterns.matches(entry) + patterns.matches(entry, beginning: content)).sorted()
        for number in wanting { try catalog(content, at: path, by: patterns.catalogers[number]) }
        for number in patterns.matches(folder: entry) {
            try catalog(Span(), at: path, by: patterns.catalogers[number])
        }
    }

    private static let patterns = PatternIndex(CatalogerRegistry.all)

    /// One path for each pattern of a cataloger that none of some paths fits.
    private static func rest(of cataloger: any Cataloger, without named: [String]) -> [String] {
        let patterns = cataloger.patterns.filter { pattern in !named.contains { fits($0, pattern) } }
        let paths = patterns.map { pattern in
            switch pattern {
            case .path(let path): path
            case .name(let name): "srv/app/\(name)"
            case .suffix(let suffix): "srv/app/a\(suffix)"
            case .directory(let directory, let suffix): "\(directory)/a\(suffix)"
            case .folder(let parent): "\(parent)/a"
            case .magic: "usr/bin/app"
            }
        }
        return Set(paths).filter { cataloger.wants(LayerEntry(path: $0, size: 4096)) }.sorted()
    }

    /// Whether a pattern wants a path; of first bytes it is not known.
    private static func fits(_ path: String, _ pattern: FilePattern) -> Bool {
        let mark = path.lastIndex(of: "/")
        let name = mark.map { String(path[path.index(after: $0)...]) } ?? path
        let parent = mark.map { String(path[..<$0]) } ?? ""
        return switch pattern {
        case .path(let wanted): path == wanted
        case .name(let wanted): name == wanted
        case .suffix(let wanted): name.hasSuffix(wanted)
        case .directory(let directory, let suffix): parent == directory && name.hasSuffix(suffix)
        case .folder(let directory): parent == directory
        case .magic: false
        }
    }

    /// Both phases of a cataloger over an image of one file.
    private static func catalog(_ bytes: Span<UInt8>, at path: String, by cataloger: any Cataloger) throws {
        let entry = LayerEntry(path: path, size: bytes.count)
        guard let evidence = try attempt({ try read(entry, bytes, by: cataloger) }) ?? nil else { return }
        try require(evidence.cataloger == cataloger.id && evidence.path == path, "the evidence is of another file")
        var writer = ByteWriter()
        evidence.encode(into: &writer)
        var reader = ByteReader(writer.bytes.span)
        try require(try Evidence(from: &reader) == evidence, "the evidence is another one after the cache")
        let pieces = [0, 1].map { LayeredEvidence.Piece(layer: $0, isVisible: $0 == 1, evidence: evidence) }
        let layered = LayeredEvidence(pieces)
        let distribution = Distribution(evidence: layered)
        let packages = cataloger.packages(in: layered, of: distribution)
        try require(packages.allSatisfy { !$0.name.isEmpty }, "a package without a name")
        try require(cataloger.packages(in: layered, of: distribution) == packages, "two runs differ")
    }

    private static func read(
        _ entry: LayerEntry, _ bytes: Span<UInt8>, by cataloger: any Cataloger
    ) throws -> Evidence? {
        guard case .parts(var inspection) = cataloger.reading(of: entry) else {
            return try cataloger.read(entry, bytes)
        }
        var step = inspection.begin()
        for _ in 0..<100_000 {
            switch step {
            case .done(let evidence): return evidence
            case .read(let range):
                try require(range.lowerBound >= 0 && range.count <= InspectionStep.partLimit, "it asks for \(range)")
                let start = min(range.lowerBound, bytes.count)
                let part = bytes.extracting(start..<min(range.upperBound, bytes.count))
                step = try inspection.receive(part, at: range.lowerBound)
            }
        }
        throw BrokenPromise(text: "the inspection does not come to an end")
    }
}
