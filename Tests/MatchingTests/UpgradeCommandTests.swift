import Advisories
import Inventory
import Testing
import Versions

@testable import Matching

@Suite("The command of an upgrade")
struct UpgradeCommandTests {
    /// The upgrade that ends the only vulnerability of a package.
    private func upgrade(_ package: Package, to target: String) -> Remediation.Upgrade {
        let match = Match(
            id: "CVE-2023-1", aliases: [], records: [], status: .fixable, severity: .high, cvss: nil, ratedBy: nil,
            package: package.purl,
            packageType: package.type, packageName: package.name, installedVersion: package.version,
            sourceName: package.name, fixedVersions: [target],
            reason: MatchReason(record: "", ecosystem: "", package: "", range: "", comparison: "", notes: []),
            exploit: ExploitFacts(), layer: 0, isDerived: false, isApproximate: false, scheme: .semver)
        let places = UpgradeTarget(version: target, leaves: [], places: package.locations)
        return Remediation.Upgrade(match, places, of: .source(package.name))
    }

    private func command(
        _ type: PackageType, _ name: String, _ version: String, to target: String, in place: String?,
        namespace: String = ""
    ) -> String? {
        var package = installed(type, name, version)
        package.purl = PackageURL(type: type, namespace: namespace, name: name, version: version)
        package.locations = [place].compactMap(\.self)
        return upgrade(package, to: target).command
    }

    @Test(
        "a package manager's own packages are upgraded by it",
        arguments: [
            (PackageType.deb, "debian", "var/lib/dpkg/status", "apt-get install --only-upgrade x"),
            (.deb, "debian", "var/lib/dpkg/status.d/x", nil), (.deb, "debian", nil, "apt-get install --only-upgrade x"),
            (.apk, "alpine", "lib/apk/db/installed", "apk add --upgrade x"),
            (.rpm, "almalinux", "var/lib/rpm/rpmdb.sqlite", "dnf upgrade x"),
            (.rpm, "opensuse", "usr/lib/sysimage/rpm/Packages.db", "zypper update x"),
            (.rpm, "azurelinux", "var/lib/rpm/rpmdb.sqlite", "tdnf update x"),
            (.rpm, "azurelinux", "var/lib/rpmmanifest/container-manifest-2", nil), (.rpm, "wrlinux", nil, nil),
            (.alpm, "arch", "var/lib/pacman/local/x-1/desc", nil),
        ] as [(PackageType, String, String?, String?)])
    func distributions(type: PackageType, namespace: String, place: String?, expected: String?) {
        #expect(command(type, "x", "1-1", to: "1-2", in: place, namespace: namespace) == expected)
    }

    @Test(
        "an application's package is upgraded by the tool of the file that names it",
        arguments: [
            (PackageType.pypi, "usr/local/lib/python3.11/site-packages/x-1.dist-info/METADATA", "pip install x==2"),
            (
                .pypi, "srv/venv/lib/python3.11/site-packages/x-1.dist-info/METADATA",
                "pip install --upgrade --target /srv/venv/lib/python3.11/site-packages x==2"
            ),
            (.pypi, "usr/lib/python3/dist-packages/setuptools/_vendor/x-1.dist-info/METADATA", nil),
            (.pypi, "opt/app/x-1.dist-info/METADATA", "pip install --upgrade --target /opt/app x==2"),
            (.pypi, "app/uv.lock", "uv lock --upgrade-package x==2"), (.pypi, "app/requirements.txt", nil),
            (.pypi, nil, "pip install x==2"),
            (.npm, "app/node_modules/x/package.json", "npm install --prefix /app x@2"),
            (.npm, "usr/lib/node_modules/x/package.json", "npm install --global x@2"),
            (.npm, "usr/lib/node_modules/npm/node_modules/x/package.json", nil),
            (.npm, "a b/package-lock.json", "npm install --prefix '/a b' x@2"), (.npm, "app/yarn.lock", nil),
            (.gem, "usr/lib/ruby/gems/3.1.0/specifications/x-1.gemspec", "gem install x --version 2"),
            (.gem, "app/Gemfile.lock", "bundle update x"), (.cargo, "app/Cargo.lock", "cargo update x@1 --precise 2"),
            (.cargo, "usr/bin/tool", nil), (.golang, "src/go.mod", "go get x@2"), (.golang, "usr/bin/tool", nil),
            (.composer, "app/composer.lock", "composer update x --with x:2"), (.maven, "opt/x.jar", nil),
            (.hex, "app/mix.lock", "mix deps.update x"), (.nuget, "app/x.deps.json", nil),
        ] as [(PackageType, String?, String?)])
    func applications(type: PackageType, place: String?, expected: String?) {
        #expect(command(type, "x", "1", to: "2", in: place) == expected)
    }

    @Test(
        "a name or version that a shell or a tool would read as more than that gives no command",
        arguments: [
            "x; rm -rf /", "$(id)", "`id`", "--index-url=http://e", "-e", "git+https://e/x", "x y", "x\ny", "x'y",
            "x|y",
            "x>y", "../x", "", "x&y", "x\u{202e}y", "#x",
        ])
    func hostile(text: String) {
        for type in [PackageType.deb, .apk, .rpm, .pypi, .npm, .gem, .composer] {
            let place = type == .npm ? "app/package-lock.json" : nil
            #expect(command(type, text, "1", to: "2", in: place) == nil, "\(type.rawValue)")
        }
        for type in [PackageType.pypi, .npm, .gem, .composer] {
            #expect(command(type, "x", "1", to: text, in: nil) == nil, "\(type.rawValue)")
        }
    }

    @Test(
        "words are quoted where a shell would read them otherwise",
        arguments: [
            (["a", "b c"], "a 'b c'"), (["it's"], "'it'\\''s'"), (["$(x)", "~", "a~b"], "'$(x)' '~' a~b"),
            (["1!2", "*"], "'1!2' '*'"), (["é"], "'é'"), (["a\u{1b}b"], nil), (["\u{202e}"], nil), ([""], nil),
        ] as [([String], String?)])
    func quoting(words: [String], expected: String?) {
        #expect(ShellCommand(words)?.description == expected)
    }

    @Test(
        "a file is named with what to build, replace or edit",
        arguments: [
            (PackageType.golang, "stdlib", "usr/local/bin/rclone", "rebuild /usr/local/bin/rclone with Go 2"),
            (.golang, "github.com/r/rclone/v3", "usr/bin/rclone", "replace /usr/bin/rclone with rclone 2"),
            (.golang, "golang.org/x/net", "usr/bin/rclone", "rebuild /usr/bin/rclone with golang.org/x/net 2"),
            (.maven, "org.a:log4j", "opt/log4j-1.jar", "replace /opt/log4j-1.jar with log4j 2"),
            (.maven, "org.a:log4j", "opt/app.war", "rebuild /opt/app.war with org.a:log4j 2"),
            (.npm, "x", "app/yarn.lock", "update /app/yarn.lock: x 1 to 2"),
            (
                .cargo, "x", "a/sboms/t.cyclonedx.json",
                "rebuild the programs that /a/sboms/t.cyclonedx.json describes with x 2"
            ),
            (.nuget, "X", "app/y.deps.json", "rebuild /app/y.deps.json with X 2"),
        ])
    func files(type: PackageType, name: String, place: String, expected: String) throws {
        var package = installed(type, name, "1")
        package.locations = [place]
        let ecosystems: [PackageType: String] = [
            .golang: "Go", .maven: "Maven", .npm: "npm", .nuget: "NuGet", .cargo: "crates.io",
        ]
        let ecosystem = try #require(ecosystems[type])
        let report = try match([package], nil, [entry("A", ecosystem, name, .introduced("0"), .fixed("2"))])
        #expect(report.remediations.map(\.action) == [expected])
    }

    @Test(
        "what another package brings is upgraded with that package",
        arguments: [
            ("usr/lib/node_modules/npm/node_modules/x/package.json", "npm"),
            ("app/node_modules/@a/b/node_modules/c/node_modules/x/package.json", "c"),
            ("app/node_modules/@a/b/node_modules/x/package.json", "@a/b"),
            ("usr/lib/python3/dist-packages/setuptools/_vendor/x-1.dist-info/METADATA", "setuptools"),
            ("app/node_modules/x/package.json", nil), ("_vendor/x-1.dist-info/METADATA", nil),
        ] as [(String, String?)])
    func carriers(place: String, carrier: String?) throws {
        #expect(UpgradePlace(path: place).carrier == carrier)
        var package = installed(.npm, "x", "1")
        package.locations = [place]
        let report = try match([package], nil, [entry("A", "npm", "x", .introduced("0"), .fixed("2"))])
        let isSaid = report.remediations.flatMap(\.steps).contains { $0.hasSuffix("so upgrade that") }
        #expect(isSaid == (carrier != nil))
    }
}
