internal import Bytes
internal import Inventory

/// Reads an rpm database of any form: finds the package headers in it and makes records of them.
enum RpmDatabase {
    static func read(_ bytes: Span<UInt8>, into evidence: inout Evidence) throws(CatalogerError) {
        var harvest = Harvest(fileSize: bytes.count)
        if bytes.hasPrefix("SQLite format 3\0") {
            evidence.attributes["format"] = "sqlite"
            var table = try SQLiteTable(SQLiteFile(bytes), named: "Packages", problems: &harvest.problems)
            table.forEachBlob { harvest.take($0, $1) }
            harvest.problems.append(contentsOf: table.problems)
        } else if bytes.hasPrefix("RpmP") {
            evidence.attributes["format"] = "ndb"
            var database = try NativeDatabase(bytes)
            database.forEachBlob { harvest.take($0, $1) }
            harvest.problems.append(contentsOf: database.problems)
        } else {
            evidence.attributes["format"] = "bdb"
            var database = try BerkeleyHash(bytes)
            database.forEachBlob { harvest.take($0, $1) }
            harvest.problems.append(contentsOf: database.problems)
        }
        RpmDependencies.resolve(&harvest.records)
        evidence.records = PackageRecords(harvest.records)
        evidence.problems = harvest.problems.texts
    }

    /// What the headers gave so far.
    private struct Harvest {
        var records: [PackageRecord] = []
        var problems = ProblemList()
        /// Bytes that files and capabilities may still take up, all packages together.
        ///
        /// A header may name one long directory for every file in it, so that paths grow far beyond the database. Real ones stay
        /// below the size of their database.
        private var allowance: Int

        init(fileSize: Int) {
            allowance = min(fileSize * 4 + (1 << 20), Evidence.byteLimit)
        }

        /// Takes one header.
        mutating func take(_ blob: Span<UInt8>, _ place: BlobPlace) {
            guard records.count <= Evidence.recordLimit else { return }
            do throws(CatalogerError) {
                let header = try RpmHeader(blob)
                guard let record = PackageRecord(header, allowance: &allowance) else {
                    problems.append("\(place): a package without a name or a version")
                    return
                }
                if header.isCut { problems.append("\(place): the header of \(record.name) ends early") }
                if allowance < 0 {
                    problems.append("\(place): files and capabilities of \(record.name) left out, too many")
                }
                records.append(record)
            } catch {
                problems.append("\(place): \(error)")
            }
        }
    }
}
