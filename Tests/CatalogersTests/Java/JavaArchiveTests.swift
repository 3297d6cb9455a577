import Bytes
import Inventory
import JSON
import Layers
import TestSupport
import Testing

@testable import Catalogers

@Suite("Java archives")
struct JavaArchiveTests {
    @Test(
        "say name and version by their file's name",
        arguments: [
            ("commons-lang3-3.12.0.jar", "commons-lang3", "3.12.0"), ("guava-31.1-jre.jar", "guava", "31.1-jre"),
            ("log4j-1.2-api-2.17.1.jar", "log4j-1.2-api", "2.17.1"), ("a-1.0-SNAPSHOT.jar", "a", "1.0-SNAPSHOT"),
            ("a-1.0-20230101.123456-1.jar", "a", "1.0-20230101.123456-1"),
            ("jsr305-0.1~+svn49.jar", "jsr305", "0.1~+svn49"),
            ("geronimo-annotation-1.3-spec.jar", "geronimo-annotation", "1.3-spec"), ("guava-r09.jar", "guava", "r09"),
            ("netty-all-4.1.9.Final.war", "netty-all", "4.1.9.Final"),
            ("hibernate-jpa-2.1-api-1.0.0.Final.jar", "hibernate-jpa-2.1-api", "1.0.0.Final"),
            ("org.eclipse.osgi_3.18.0.v2022.jar", "org.eclipse.osgi", "3.18.0.v2022"), ("app.jar", "app", ""),
            ("maven3-core.jar", "maven3-core", ""), ("x-build7.jar", "x", "build7"), ("-1.0.jar", "-1.0", ""),
            (".jar", "", ""),
            ("log4j-core.jar", "log4j-core", ""), ("log4j-1.2-1.2.17.jar", "log4j-1.2", "1.2.17"),
            ("jackson-module-scala_2.13-2.15.2.jar", "jackson-module-scala_2.13", "2.15.2"),
        ])
    func names(_ file: String, _ name: String, _ version: String) {
        let found = JavaArchiveName(file: file)
        #expect(found.name == name)
        #expect(found.version == version)
    }

    @Test(
        "tell their group by manifest, by what is known, or by their name",
        arguments: [
            ("spring-web", "", "org.springframework"), ("spring-boot-actuator", "", "org.springframework.boot"),
            ("anything", "Group-Id: org.jenkins-ci.plugins", "org.jenkins-ci.plugins"),
            ("lang3", "Bundle-SymbolicName: org.apache.commons.lang3;singleton:=true", "org.apache.commons"),
            ("jetty-util", "Bundle-SymbolicName: org.eclipse.jetty.util", "org.eclipse.jetty"),
            ("thing", "Implementation-Vendor-Id: com.example\r\nBundle-SymbolicName: org.other", "com.example"),
            ("thing", "Main-Class: com.example.app.Main", "com.example.app"),
            ("thing", "Implementation-Vendor: The Example Company", "thing"), ("thing", "", "thing"),
            ("atk", "Automatic-Module-Name: org.gnome.access", "org.gnome.access"),
            ("commons-logging", "Implementation-Vendor-Id: org.apache", "commons-logging"),
            ("guice-servlet", "Bundle-SymbolicName: com.google.inject.servlet", "com.google.inject.extensions"),
        ])
    func groups(_ artifact: String, _ lines: String, _ group: String) {
        let manifest = JavaManifest("Manifest-Version: 1.0\r\n\(lines)\r\n\r\n".utf8.span)
        #expect(JavaGroup.group(of: artifact, manifest) == group)
    }

    @Test(
        "that a distribution named by a number are what their bundle is",
        arguments: [
            ("org.eclipse.jetty.http", "jetty9-http", "org.eclipse.jetty:jetty-http"),
            (
                "org.eclipse.jetty.alpn.java.client;singleton:=true", "jetty9-alpn-java-client",
                "org.eclipse.jetty:jetty-alpn-java-client"
            ),
            ("org.apache.tomcat-catalina-ha", "tomcat10-catalina-ha", "org.apache.tomcat:tomcat-catalina-ha"),
            ("org.eclipse.jetty.http", "jetty-http", nil), ("org.eclipse.jetty.http", "http9", nil),
            ("org.a.b", "org9-a-b", nil), ("", "a1-b", nil), ("org.x.a.b", "1-b", nil),
        ] as [(String, String, String?)])
    func bundles(_ bundle: String, _ file: String, _ expected: String?) {
        #expect(JavaGroup.coordinates(ofBundle: bundle, file: file).map { "\($0.group):\($0.artifact)" } == expected)
    }

    @Test(
        "are their only project, whichever way their file spells it",
        arguments: [
            ("maven3-core.jar", ["maven-core"], ["org.example:maven-core"]),
            ("sisu-inject.jar", ["org.eclipse.sisu.inject"], ["org.example:org.eclipse.sisu.inject"]),
            ("error-prone-annotations.jar", ["error_prone_annotations"], ["org.example:error_prone_annotations"]),
            (
                "jetty9-alpn-openjdk8-client.jar", ["jetty-alpn-openjdk8-client"],
                ["org.example:jetty-alpn-openjdk8-client"]
            ),
            // Of two, neither is told to be the archive's own by such a likeness.
            ("core2.jar", ["a-core", "b-core"], ["core2:core2", "org.example:a-core", "org.example:b-core"]),
            // A name without a version may be given by anyone; one with another version is of another artefact.
            ("app.jar", ["maven-core"], ["org.example:maven-core"]),
            ("app-1.jar", ["maven-core"], ["org.example:maven-core"]),
            ("other-2.jar", ["maven-core"], ["org.example:maven-core", "other:other"]),
        ])
    func ownProject(_ file: String, _ artifacts: [String], _ names: [String]) {
        var contents = JavaArchiveContents()
        contents.take(.manifest, "META-INF/MANIFEST.MF", Array("Manifest-Version: 1.0\n".utf8))
        for artifact in artifacts {
            contents.take(
                .properties, "META-INF/maven/org.example/\(artifact)/pom.properties",
                Array("groupId=org.example\nartifactId=\(artifact)\nversion=1\n".utf8))
        }
        #expect(contents.records(file: file, within: "", sha1: "").map(\.name).sorted() == names)
    }

    @Test("that state another version than the only project in them hold that one and are themselves")
    func shaded() throws {
        var zip = ZipFixture()
        zip.add(
            "META-INF/MANIFEST.MF",
            Array("Manifest-Version: 1.0\nBundle-SymbolicName: com.google.inject\nBundle-Version: 4.2.3\n".utf8))
        zip.add(
            "META-INF/maven/cglib/cglib/pom.properties", Array("groupId=cglib\nartifactId=cglib\nversion=3.2.12\n".utf8)
        )
        zip.add("com/google/inject/A.class", [1])
        var reader = JavaArchiveReader()
        try reader.read(zip.bytes.span, file: "guice.jar")
        #expect(
            reader.records.map { "\($0.name) \($0.version)" } == [
                "com.google.inject:guice 4.2.3", "cglib:cglib 3.2.12",
            ])
    }

    @Test(
        "without a project of their own are named by what is known of them, by their bundle, or by their classes",
        arguments: [
            (
                "gson-2.2.4.jar", "Bundle-SymbolicName: com.google.gson", "com/google/gson",
                "com.google.code.gson:gson 2.2.4"
            ),
            ("kelp-1.0.jar", "Bundle-SymbolicName: org.apache.kelp", "org/apache/kelp", "org.apache.kelp:kelp 1.0"),
            (
                "libkelp-1.0.jar", "Implementation-Title: org.apache.kelp", "org/apache/kelp",
                "org.apache.kelp:libkelp 1.0"
            ),
            ("kelp-1.0.jar", "Bundle-SymbolicName: kelp", "org/apache/kelp/impl", "org.apache.kelp:kelp 1.0"),
            ("kelp-1.0.jar", "", "com/sea/weed/kelp/api", "com.sea.weed.kelp:kelp 1.0"),
            ("kelp-1.0.jar", "", "com/sea/weed", "com.sea:kelp 1.0"),
            ("kelp-1.0.jar", "", "org/apache", "kelp:kelp 1.0"),
            ("log4j-1.2-1.2.17.jar", "Implementation-Title: log4j", "org/apache/log4j", "log4j:log4j 1.2.17"),
            (
                "spring3-web-3.x.jar", "Implementation-Title: spring-web\nImplementation-Version: 4.3.30.RELEASE",
                "org/springframework/web", "org.springframework:spring-web 4.3.30.RELEASE"
            ),
            (
                "ant-xz-1.10.13.jar", "Implementation-Title: org.apache.tools.ant", "org/apache",
                "org.apache.ant:ant-xz 1.10.13"
            ),
        ])
    func coordinates(_ file: String, _ manifest: String, _ folder: String, _ expected: String) throws {
        var zip = ZipFixture()
        zip.add("META-INF/MANIFEST.MF", Array("Manifest-Version: 1.0\n\(manifest)\n".utf8))
        zip.add("\(folder)/A.class", [1])
        zip.add("META-INF/versions/9/module-info.class", [1])
        var reader = JavaArchiveReader()
        try reader.read(zip.bytes.span, file: file)
        #expect(reader.records.map { "\($0.name) \($0.version)" } == [expected])
    }

    @Test(
        "whose properties have a placeholder for a version keep group and artifact",
        arguments: [
            ("kelp-8.0.jar", "${project.version}", "8.0"), ("kelp.jar", "${v}", ""), ("kelp.jar", "2.0", "2.0"),
        ])
    func placeholders(_ file: String, _ version: String, _ expected: String) {
        var contents = JavaArchiveContents()
        contents.take(
            .properties, "META-INF/maven/org.sea/kelp/pom.properties",
            Array("groupId=org.sea\nartifactId=kelp\nversion=\(version)\n".utf8))
        let records = contents.records(file: file, within: "", sha1: "")
        #expect(records.map { "\($0.name) \($0.version)" } == ["org.sea:kelp \(expected)"])
    }

    @Test("have manifests whose lines go on, and whose later sections are about files")
    func manifest() {
        let text =
            "Manifest-Version: 1.0\nBundle-Name: a very\n  long name\nA: ${b}\nC: #V#\nbroken\n\nName: x\nBundle-Vendor: y\n"
        let manifest = JavaManifest(text.utf8.span)
        #expect(manifest["bundle-name"] == "a very long name")
        #expect(manifest["A"] == nil)
        #expect(manifest["C"] == nil)
        #expect(manifest["Bundle-Vendor"] == nil)
        #expect(JavaManifest("\n\nA: b".utf8.span)["a"] == "b")
    }

    @Test("too large to be in memory give part by part what they give whole")
    func parts() throws {
        let fixtures = try CatalogerCase(cataloger: "java-archive", name: "archives").layers().flatMap { $0 }
        var compared = 0
        for file in fixtures where file.entry.name.hasSuffix("ar") && file.bytes.starts(with: [0x50, 0x4b]) {
            let whole = try CatalogerRun.read(file.entry, file.bytes, by: JavaArchiveCataloger())
            let parts = try CatalogerRun.read(file.entry, file.bytes, by: JavaArchiveCataloger(wholeLimit: 0))
            #expect(parts?.records.map(\.name).sorted() == whole.map { $0.records.map(\.name).sorted() } ?? [])
            #expect(parts?.problems == whole?.problems ?? [])
            compared += 1
        }
        #expect(compared >= 8)
    }

    @Test("that are read part by part survive whatever they hold")
    func brokenParts() throws {
        var zip = ZipFixture()
        zip.add("META-INF/maven/a/b/pom.properties", Array("groupId=a\nartifactId=b\nversion=1\n".utf8))
        zip.addDeflated("META-INF/MANIFEST.MF", Array("Manifest-Version: 1.0\n".utf8))
        let bytes = zip.bytes
        let cataloger = JavaArchiveCataloger(wholeLimit: 0)
        var mutations = Mutations(of: bytes, seed: 4)
        for broken in mutations.prefixes + mutations.flips(300) + mutations.splices(100) {
            _ = CatalogerRun.evidence(LayerEntry(path: "b-1.jar", size: bytes.count), broken, by: cataloger)
            _ = CatalogerRun.evidence(LayerEntry(path: "b-1.jar", size: broken.count), broken, by: cataloger)
        }
        let found = try CatalogerRun.read(LayerEntry(path: "b-1.jar", size: bytes.count), bytes, by: cataloger)
        #expect(found?.records.map(\.name) == ["a:b"])
    }

    @Test("within archives are read to a depth, and what lies deeper is said")
    func depth() throws {
        func nested(_ depth: Int) -> [UInt8] {
            var zip = ZipFixture()
            zip.add("META-INF/MANIFEST.MF", Array("Manifest-Version: 1.0\n".utf8))
            if depth > 1 { zip.add("level-\(depth).jar", nested(depth - 1)) }
            return zip.bytes
        }
        for depth in [1, JavaArchiveReader.depthLimit, JavaArchiveReader.depthLimit + 1] {
            var reader = JavaArchiveReader()
            try reader.read(nested(depth).span, file: "top-1.jar")
            #expect(reader.records.count == min(depth, JavaArchiveReader.depthLimit))
            #expect(reader.problems.texts.isEmpty == (depth <= JavaArchiveReader.depthLimit))
        }
    }

    @Test("with names of any length are named in time")
    func longNames() {
        let long = String(repeating: "1-a-", count: 15_000) + ".jar"
        #expect(JavaArchiveName(file: long).version == "")
        let manifest = JavaManifest("Main-Class: \(String(repeating: "a.", count: 10_000))\n".utf8.span)
        #expect(manifest["Main-Class"] == nil)
    }

    @Test("carry the SHA-1 that registries look them up by")
    func digest() throws {
        var zip = ZipFixture()
        zip.add("META-INF/MANIFEST.MF", Array("Manifest-Version: 1.0\n".utf8))
        var reader = JavaArchiveReader()
        let bytes = zip.bytes
        try reader.read(bytes.span, file: "a-1.jar")
        #expect(reader.records.first?.attributes["sha1"] == SHA1.hex(of: bytes.span))
    }

    @Test(
        "a component of a native image's bill without a package URL is an artefact of Maven, or GraalVM itself",
        arguments: [
            (#"{"group": "org.h2gis", "name": "h2gis", "version": "2.2.3"}"#, "pkg:maven/org.h2gis/h2gis@2.2.3"),
            (
                #"{"group": "com.oracle", "name": "Oracle GraalVM", "version": "25", "cpe": "cpe:2.3:a:oracle:graalvm_for_jdk:25:*:*:*:*:*:*:*"}"#,
                "pkg:generic/oracle/graalvm@25"
            ), (#"{"name": "h2gis", "version": "2.2.3"}"#, nil), (#"{"group": "a", "name": "b"}"#, nil),
            (#"{"group": "a", "name": "", "version": "1"}"#, nil), ("[]", nil),
        ] as [(String, String?)])
    func nativeComponents(_ text: String, _ url: String?) throws {
        let record = NativeImageInspection.component(try JSONValue(text.utf8.span))
        #expect(record?.attributes["purl"] == url)
    }
}
