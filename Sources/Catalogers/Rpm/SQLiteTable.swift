internal import Bytes

/// One table of an SQLite database, found by its name in the schema (sqlite.org, "Database File Format", 2.6).
struct SQLiteTable: ~Escapable {
    private var tree: SQLiteTree
    private let root: Int

    @_lifetime(copy file)
    init(_ file: SQLiteFile, named name: String, problems: inout ProblemList) throws(CatalogerError) {
        if file.claimedPageCount > file.pageCount {
            problems.append("the database is cut: \(file.pageCount) pages of \(file.claimedPageCount)")
        }
        var schema = SQLiteTree(file)
        var found: Int?
        schema.forEachPayload(from: 1) { payload, _ in
            guard let type = SQLiteRecord.value(0, of: payload), type.equals("table".utf8.span),
                let own = SQLiteRecord.value(1, of: payload), own.equals(name.utf8.span),
                let page = SQLiteRecord.value(3, of: payload), page.count <= 4
            else { return }
            found = (0..<page.count).reduce(0) { $0 << 8 | Int(page[$1]) }
        }
        problems.append(contentsOf: schema.problems)
        guard let found else { throw CatalogerError(.malformed, "the SQLite database has no table \(name)") }
        root = found
        tree = SQLiteTree(file)
    }

    var problems: ProblemList { tree.problems }

    /// Visits each row's second column, which is where rpm keeps a package's header (`hnum INTEGER PRIMARY KEY, blob BLOB`).
    mutating func forEachBlob(_ body: (Span<UInt8>, BlobPlace) -> Void) {
        tree.forEachPayload(from: root) { payload, page in
            if let blob = SQLiteRecord.value(1, of: payload) {
                body(blob, .page(page))
            } else {
                body(payload.extracting(0..<0), .page(page))
            }
        }
    }
}

/// The columns of one row (sqlite.org, "Database File Format", 2.1 "Record Format"): the header's size, a type for each column,
/// and the values one after the other.
enum SQLiteRecord {
    /// The bytes of a column's value, clamped to what is there; nothing where the row has no such column.
    @_lifetime(copy row)
    static func value(_ column: Int, of row: Span<UInt8>) -> Span<UInt8>? {
        guard let (headerSize, firstType) = row.sqliteVarint(at: 0), headerSize <= row.count else { return nil }
        var position = firstType
        var offset = headerSize
        var place = 0
        while position < headerSize {
            guard let (type, next) = row.sqliteVarint(at: position) else { return nil }
            let end = min(row.count, offset + min(size(of: type), row.count))
            if place == column { return row.extracting(offset..<end) }
            position = next
            offset = end
            place += 1
        }
        return nil
    }

    /// How many bytes a value of this type has.
    private static func size(of type: Int) -> Int {
        switch type {
        case 0, 8, 9, 10, 11: 0
        case 1...4: type
        case 5: 6
        case 6, 7: 8
        default: (type - 12) / 2
        }
    }
}
