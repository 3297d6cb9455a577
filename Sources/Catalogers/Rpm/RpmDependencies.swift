internal import Bytes
internal import Inventory

/// Turns required capabilities into the packages that provide them.
///
/// rpm's packages need capabilities (`libc.so.6(GLIBC_2.34)(64bit)`, `/usr/sbin/useradd`), not packages; what no package of the
/// database provides falls away, as do conditions (`(a if b)`).
enum RpmDependencies {
    /// How many packages one capability may stand for; kernels and their like provide the same by the dozen.
    private static let providerLimit = 8

    static func resolve(_ records: inout [PackageRecord]) {
        var providers: [String: [Int]] = [:]
        for (place, record) in records.enumerated() {
            for name in record.provides + [record.name] {
                guard providers[name, default: []].count < providerLimit else { continue }
                providers[name, default: []].append(place)
            }
        }
        addOwners(of: wantedFiles(records, providers), in: records, to: &providers)
        let names = records.map(\.name)
        for place in records.indices {
            var needed: Set<String> = []
            for capability in records[place].dependencies {
                guard let found = providers[capability], !found.contains(place) else { continue }
                for provider in found where names[provider] != names[place] { needed.insert(names[provider]) }
            }
            records[place].dependencies = needed.sorted()
        }
    }

    /// Required paths that no package provides by name.
    private static func wantedFiles(_ records: [PackageRecord], _ providers: [String: [Int]]) -> [String] {
        var wanted: Set<String> = []
        for record in records {
            for name in record.dependencies where name.utf8.first == 0x2f && providers[name] == nil {
                wanted.insert(name)
            }
        }
        return wanted.sorted()
    }

    /// Looks the paths up among all packages' files, by hash first so that no text is made of a file's path.
    private static func addOwners(
        of wanted: [String], in records: [PackageRecord], to providers: inout [String: [Int]]
    ) {
        guard !wanted.isEmpty else { return }
        var paths: [Int: String] = [:]
        for path in wanted { paths[hash(path.utf8.span.extracting(droppingFirst: 1))] = path }
        for (place, record) in records.enumerated() {
            record.files.forEach { file, _ in
                guard let path = paths[hash(file)], file.equals(path.utf8.span.extracting(droppingFirst: 1)),
                    providers[path, default: []].count < providerLimit
                else { return }
                providers[path, default: []].append(place)
            }
        }
    }

    private static func hash(_ bytes: Span<UInt8>) -> Int {
        var hasher = Hasher()
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
        return hasher.finalize()
    }
}
