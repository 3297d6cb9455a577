internal import Bytes
internal import Inventory

/// Reads the `release` file in a Java runtime's home: `KEY="value"` on each line (JEP 223 for the versions).
///
/// | key | kept |
/// |---|---|
/// | `JAVA_RUNTIME_VERSION` | the version, since Java 11: `17.0.8+7-LTS` |
/// | `FULL_VERSION` | the version, where it has the major number of the next: `1.8.0_422-b05` |
/// | `JAVA_VERSION` | the version without its build: `17.0.8`, `1.8.0_422` |
/// | `IMPLEMENTOR` | whose runtime it is |
/// | `IMAGE_TYPE` | `JDK` or `JRE` |
/// | `SOURCE_REPO`, `BUILD_SOURCE_REPO` | where its source is |
struct JavaRelease: Equatable {
    let version: String
    let implementor: String
    let imageType: String
    let source: String

    /// Nothing where the file is of something else than Java.
    init?(_ bytes: Span<UInt8>) {
        var values: [String: String] = [:]
        var lines = Lines(bytes)
        while values.count < 64, let line = lines.next() {
            guard let equals = line.index(of: UInt8(ascii: "=")) else { continue }
            let key = line.extracting(0..<equals).text
            guard Self.keys.contains(key) else { continue }
            let value = line.extracting((equals + 1)..<line.count).trimmed.text
            values[key] = String(value.drop { $0 == "\"" }.prefix { $0 != "\"" })
        }
        guard let version = Self.version(values) else { return nil }
        self.version = version
        implementor = values["IMPLEMENTOR"] ?? ""
        imageType = values["IMAGE_TYPE"] ?? ""
        source = values["SOURCE_REPO"] ?? values["BUILD_SOURCE_REPO"] ?? ""
    }

    private static let keys: Set<String> = [
        "JAVA_RUNTIME_VERSION", "FULL_VERSION", "JAVA_VERSION", "IMPLEMENTOR", "IMAGE_TYPE", "SOURCE_REPO",
        "BUILD_SOURCE_REPO",
    ]

    private static func version(_ values: [String: String]) -> String? {
        let short = values["JAVA_VERSION"] ?? ""
        let full = values["FULL_VERSION"] ?? ""
        let isFull = !full.isEmpty && full.split(separator: ".").first == short.split(separator: ".").first
        let version = values["JAVA_RUNTIME_VERSION"] ?? (isFull ? full : short)
        let isVersion = version.utf8.first.map(VersionGrammar.isDigit) ?? false
        return isVersion && version.utf8.count <= VersionGrammar.limit ? version : nil
    }

    /// The package: whose runtime it is decides its name.
    ///
    /// - Parameter path: of the file; images name its folder after the vendor.
    func record(at path: String) -> PackageRecord {
        let vendor = implementor.lowercased().filter { $0 != " " }
        let kind = imageType.lowercased().contains("jre") ? "jre" : "jdk"
        let (namespace, name) =
            if vendor.contains("azul") || path.contains("zulu") {
                ("azul", "zulu")
            } else if vendor.hasPrefix("sun") {
                ("sun", kind)
            } else if vendor.contains("oracle") || path.contains("oracle") {
                ("oracle", kind)
            } else {
                ("oracle", "openjdk")
            }
        var record = PackageRecord(type: .generic, name: name, version: version)
        record.attributes = ["namespace": namespace, "evidence": "release"]
        record.attributes["repository_url"] = source.isEmpty ? nil : source
        record.attributes["vendor"] = implementor.isEmpty ? nil : implementor
        record.attributes["imageType"] = imageType.isEmpty ? nil : imageType
        let cpes = namespace == "azul" ? ["azul:zulu", "oracle:openjdk"] : ["\(namespace):\(name)"]
        record.attributes["cpe"] = CPEName.names(cpes, version: version)
        return record
    }
}
