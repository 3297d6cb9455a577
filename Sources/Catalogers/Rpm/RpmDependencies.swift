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
        // Distributions' own packages provide ten thousand names that nobody needs.
        var wanted: Set<String> = []
        for record in records { wanted.formUnion(record.dependencies) }
        var providers: [String: [Int]] = [:]
        for (place, record) in records.enumerated() {
            for name in record.provides where wanted.contains(name) { add(place, to: &providers[name, default: []]) }
            if wanted.contains(record.name) { add(place, to: &providers[record.name, default: []]) }
        }
        let paths = wanted.filter { $0.utf8.first == 0x2f && providers[$0] == nil }
        addOwners(of: paths, in: records, to: &providers)
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

    private static func add(_ place: Int, to list: inout [Int]) {
        if list.count < providerLimit { list.append(place) }
    }

    /// Looks the paths up among all packages' files, by hash first so that no text is made of a file's path.
    private static func addOwners(
        of wanted: Set<String>, in records: [PackageRecord], to providers: inout [String: [Int]]
    ) {
        guard !wanted.isEmpty else { return }
        var paths: [Int: String] = [:]
        for path in wanted { paths[hash(path.utf8.span.extracting(droppingFirst: 1))] = path }
        for (place, record) in records.enumerated() {
            record.files.forEach { file, _ in
                guard let path = paths[hash(file)], file.equals(path.utf8.span.extracting(droppingFirst: 1)) else {
                    return
                }
                add(place, to: &providers[path, default: []])
            }
        }
    }

    private static func hash(_ bytes: Span<UInt8>) -> Int {
        var hasher = Hasher()
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
        return hasher.finalize()
    }
}
