/// Finds the Maven group of an archive that has no `pom.properties` of its own.
///
/// First what the manifest says outright, then artefacts whose builds are known to leave nothing in the archive, then names in the
/// manifest that are written as a group is: from a top-level domain down.
enum JavaGroup {
    /// The group, or the artifact itself, which old artefacts have as their group, where nothing tells it.
    static func group(of artifact: String, _ manifest: JavaManifest?) -> String {
        if let said = manifest?["Group-Id"], isGroup(said) { return said }
        if let known = known(artifact) { return known }
        for field in fields {
            guard let value = manifest?[field] else { continue }
            let name = String((value.split(separator: ";").first ?? "").trimmingSpaces)
            guard isGroup(name) else { continue }
            return shortened(name, artifact)
        }
        return artifact
    }

    /// The coordinates of a bundle whose file is named otherwise than its artifact.
    ///
    /// Maven's bundle plugin names a bundle by its group and its artifact, and writes what the end of one and the start of the other
    /// have in common once: `org.eclipse.jetty.http` is `jetty-http` of `org.eclipse.jetty`, and `org.apache.tomcat-jasper` is
    /// `tomcat-jasper` of `org.apache.tomcat`. Distributions put numbers into files' names, `jetty9-http`.
    static func coordinates(ofBundle bundle: String, file: String) -> (group: String, artifact: String)? {
        let name = String((bundle.split(separator: ";").first ?? "").trimmingSpaces)
        let parts = name.split(separator: ".")
        let artifact = JavaArchiveName.plain(file)
        let plain = artifact.split(separator: "-")
        guard isGroup(name), artifact.utf8.count < file.utf8.count, plain.count >= 2, let start = plain.first else {
            return nil
        }
        if let last = parts.last, last == artifact {
            return parts.count >= 2 ? ((parts.dropLast() + [start]).joined(separator: "."), artifact) : nil
        }
        guard plain.count < parts.count, Array(parts.suffix(plain.count)) == plain else { return nil }
        let group = parts.dropLast(plain.count - 1)
        return group.count >= 2 ? (group.joined(separator: "."), artifact) : nil
    }

    /// Manifest attributes in the order in which they are believed.
    private static let fields = [
        "Implementation-Vendor-Id", "Bundle-SymbolicName", "Extension-Name", "Specification-Vendor",
        "Implementation-Vendor", "Implementation-Title", "Bundle-Activator", "Automatic-Module-Name", "Main-Class",
        "Package",
    ]

    private static let domains: Set<Substring> = [
        "com", "org", "net", "io", "be", "de", "fr", "ch", "edu", "gov", "jakarta", "javax", "me", "dev", "app", "uk",
        "nl",
        "ru", "cn", "se", "eu", "us", "it", "jp", "br", "au", "at", "cz", "pl", "tech", "ai", "cloud", "info",
    ]

    /// Artefacts whose archives do not name their group, by the beginning of their name; the longest that fits counts.
    private static let prefixes: [(prefix: String, group: String)] = [
        ("spring-boot", "org.springframework.boot"), ("spring-security-", "org.springframework.security"),
        ("spring-cloud-", "org.springframework.cloud"), ("spring-data-", "org.springframework.data"),
        ("spring-batch-", "org.springframework.batch"), ("spring-integration-", "org.springframework.integration"),
        ("spring-session-", "org.springframework.session"), ("spring-kafka", "org.springframework.kafka"),
        ("spring-amqp", "org.springframework.amqp"), ("spring-rabbit", "org.springframework.amqp"),
        ("spring-ws-", "org.springframework.ws"), ("spring-retry", "org.springframework.retry"),
        ("spring-ldap-", "org.springframework.ldap"), ("spring-hateoas", "org.springframework.hateoas"),
        ("spring-graphql", "org.springframework.graphql"), ("spring-plugin-", "org.springframework.plugin"),
        ("spring-restdocs-", "org.springframework.restdocs"), ("spring-webflow", "org.springframework.webflow"),
        ("spring-modulith-", "org.springframework.modulith"), ("spring-shell-", "org.springframework.shell"),
        ("spring-statemachine-", "org.springframework.statemachine"), ("spring-xml", "org.springframework.ws"),
        ("kotlin-", "org.jetbrains.kotlin"), ("kotlinx-coroutines-", "org.jetbrains.kotlinx"),
        ("kotlinx-serialization-", "org.jetbrains.kotlinx"), ("groovy", "org.codehaus.groovy"),
        ("hibernate-", "org.hibernate"), ("micrometer-", "io.micrometer"), ("reactor-core", "io.projectreactor"),
        ("reactor-netty", "io.projectreactor.netty"), ("okhttp", "com.squareup.okhttp3"), ("okio", "com.squareup.okio"),
        ("retrofit", "com.squareup.retrofit2"), ("rxjava", "io.reactivex"), ("byte-buddy", "net.bytebuddy"),
        ("mockito-", "org.mockito"), ("junit-jupiter", "org.junit.jupiter"),
        ("junit-platform-", "org.junit.platform"), ("junit-vintage-", "org.junit.vintage"),
        ("opentelemetry-", "io.opentelemetry"), ("elasticsearch", "org.elasticsearch"),
        ("lucene-", "org.apache.lucene"),
        ("bcprov-", "org.bouncycastle"), ("bcpkix-", "org.bouncycastle"), ("bcutil-", "org.bouncycastle"),
        ("bcpg-", "org.bouncycastle"), ("bcmail-", "org.bouncycastle"), ("bctls-", "org.bouncycastle"),
        ("kafka-clients", "org.apache.kafka"), ("kafka_", "org.apache.kafka"), ("kafka-", "org.apache.kafka"),
        ("tomcat-embed-", "org.apache.tomcat.embed"), ("tomcat-", "org.apache.tomcat"), ("neo4j-", "org.neo4j"),
        ("r2dbc-", "io.r2dbc"), ("rsocket-", "io.rsocket"), ("aspectj", "org.aspectj"),
        ("zipkin-", "io.zipkin.reporter2"), ("guice-", "com.google.inject.extensions"),
        ("commons-logging", "commons-logging"),
    ]

    /// Artefacts that no rule would tell, by their whole name.
    private static let names: [String: String] = [
        "spring": "org.springframework", "spring-aop": "org.springframework", "spring-aspects": "org.springframework",
        "spring-beans": "org.springframework", "spring-context": "org.springframework",
        "spring-context-indexer": "org.springframework", "spring-context-support": "org.springframework",
        "spring-core": "org.springframework", "spring-core-test": "org.springframework",
        "spring-expression": "org.springframework", "spring-instrument": "org.springframework",
        "spring-jcl": "org.springframework", "spring-jdbc": "org.springframework", "spring-jms": "org.springframework",
        "spring-messaging": "org.springframework", "spring-orm": "org.springframework",
        "spring-oxm": "org.springframework", "spring-r2dbc": "org.springframework",
        "spring-test": "org.springframework",
        "spring-tx": "org.springframework", "spring-web": "org.springframework",
        "spring-webflux": "org.springframework", "spring-webmvc": "org.springframework",
        "spring-webmvc-portlet": "org.springframework", "spring-websocket": "org.springframework",
        "ant": "org.apache.ant", "ant-launcher": "org.apache.ant", "ant-junit": "org.apache.ant",
        "ant-antlr": "org.antlr", "antlr": "antlr", "antlr4-runtime": "org.antlr", "antlr-runtime": "org.antlr",
        "asm": "org.ow2.asm", "asm-analysis": "org.ow2.asm", "asm-commons": "org.ow2.asm", "asm-tree": "org.ow2.asm",
        "asm-util": "org.ow2.asm", "catalina": "org.apache.tomcat", "coyote": "org.apache.tomcat",
        "jasper": "org.apache.tomcat", "dom4j": "org.dom4j", "h2": "com.h2database", "hamcrest": "org.hamcrest",
        "hamcrest-core": "org.hamcrest", "hamcrest-library": "org.hamcrest", "hsqldb": "org.hsqldb",
        "jna": "net.java.dev.jna", "jna-platform": "net.java.dev.jna", "joda-time": "joda-time", "jsch": "com.jcraft",
        "json": "org.json", "log4j": "log4j", "lombok": "org.projectlombok", "mysql-connector-java": "mysql",
        "mysql-connector-j": "com.mysql", "mssql-jdbc": "com.microsoft.sqlserver", "ojdbc8": "com.oracle.database.jdbc",
        "ojdbc11": "com.oracle.database.jdbc", "oro": "oro", "postgresql": "org.postgresql",
        "quartz": "org.quartz-scheduler",
        "scala-library": "org.scala-lang", "scala-reflect": "org.scala-lang", "scala-compiler": "org.scala-lang",
        "snakeyaml": "org.yaml", "sqlite-jdbc": "org.xerial", "xalan": "xalan", "xercesImpl": "xerces",
        "xml-apis": "xml-apis", "xmlParserAPIs": "xerces", "jtds": "net.sourceforge.jtds", "c3p0": "com.mchange",
        "javassist": "org.javassist", "cglib": "cglib", "cglib-nodep": "cglib", "zookeeper": "org.apache.zookeeper",
        "reactive-streams": "org.reactivestreams", "jboss-logging": "org.jboss.logging",
        "jul-to-slf4j": "org.slf4j", "jcl-over-slf4j": "org.slf4j", "slf4j-api": "org.slf4j",
        "annotations": "org.jetbrains",
        "commons-beanutils": "commons-beanutils", "commons-cli": "commons-cli", "commons-codec": "commons-codec",
        "commons-collections": "commons-collections", "commons-configuration": "commons-configuration",
        "commons-dbcp": "commons-dbcp", "commons-digester": "commons-digester", "commons-el": "commons-el",
        "commons-fileupload": "commons-fileupload", "commons-httpclient": "commons-httpclient",
        "commons-io": "commons-io", "commons-jxpath": "commons-jxpath", "commons-lang": "commons-lang",
        "commons-net": "commons-net", "commons-pool": "commons-pool",
        "commons-validator": "commons-validator", "guice": "com.google.inject",
        "jcommander": "com.beust", "jsr305": "com.google.code.findbugs", "nashorn-core": "org.openjdk.nashorn",
        "checker-qual": "org.checkerframework", "HdrHistogram": "org.hdrhistogram", "LatencyUtils": "org.latencyutils",
    ]

    private static func known(_ artifact: String) -> String? {
        if let group = names[artifact] { return group }
        return prefixes.filter { artifact.hasPrefix($0.prefix) }.max { $0.prefix.count < $1.prefix.count }?.group
    }

    private static func isGroup(_ name: String) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 2, let first = parts.first, domains.contains(first) else { return false }
        return parts.allSatisfy { part in
            !part.isEmpty
                && part.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x2d || $0 == 0x5f }
        }
    }

    /// A group in a longer name: without a class at its end, and without what repeats the artifact.
    private static func shortened(_ name: String, _ artifact: String) -> String {
        var parts = name.split(separator: ".")
        if let last = parts.last, last.utf8.first.map({ $0 &- 0x41 < 26 }) == true, parts.count > 2 {
            parts.removeLast()
        }
        if let last = parts.last, parts.count > 2, artifact.hasSuffix(last) || artifact == name { parts.removeLast() }
        return parts.joined(separator: ".")
    }
}
