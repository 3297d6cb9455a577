internal import Bytes
internal import Inventory
internal import YAML

/// What a lock file says, and what of it is of another form than its format has.
///
/// A file that was cut may still be well formed. So readers look for what a format always ends with, and for what stands of packages that
/// the file does not have; only a cut right behind an entry that nothing before it needs looks like a file that was always shorter.
struct LockContents {
    var records: [PackageRecord] = []
    var problems = ProblemList()

    /// Whether no more packages are taken.
    var isFull: Bool { records.count > Evidence.recordLimit }

    /// What a cataloger has to say of the file; nothing where it is well formed and names no package.
    func evidence(of cataloger: String, path: String, kind: String, attributes: [String: String] = [:]) -> Evidence? {
        guard !records.isEmpty || !problems.texts.isEmpty else { return nil }
        return Evidence(
            cataloger: cataloger, path: path, kind: kind, records: records, attributes: attributes,
            problems: problems.texts)
    }

    /// Says of an element that it is no package.
    mutating func refuse(_ what: String) { problems.append("\(what) is no package, and was passed over") }

    /// Says that the file ends before its end.
    mutating func noteCut(_ reason: String) { problems.append("the lock file is cut: \(reason)") }

    /// Says so where the last key of a document has no value.
    mutating func noteCutValue(_ document: YAMLNode) {
        var node = document
        var key = ""
        while let last = node.members.last?.value ?? node.items.last {
            key = node.members.last?.key ?? key
            node = last
        }
        if node.form == .nothing { noteCut("its last key, \"\(key)\", has no value") }
    }

    /// Says so where packages need what the file does not have.
    ///
    /// - Parameter isKnown: whether the file has the package of a name.
    mutating func noteMissing(_ isKnown: (String) -> Bool) {
        for record in records {
            guard let missing = record.dependencies.first(where: { !isKnown($0) }) else { continue }
            noteCut("\(record.name) needs \(missing), which it does not have")
            return
        }
    }
}
