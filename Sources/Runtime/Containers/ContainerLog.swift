internal import Platform

/// What a container that runs by itself wrote: lines of `TIME STREAM F|P TEXT`, the older half in `log.1`.
package struct ContainerLog: Sendable {
    /// One piece of output.
    package struct Piece: Sendable, Equatable {
        /// RFC 3339, in UTC.
        package let time: String
        package let isError: Bool
        package let text: [UInt8]
        /// Whether the line ends here.
        package let isEnded: Bool
    }

    private let folder: String

    package init(folder: String) { self.folder = folder }

    /// Gives all pieces in their order; while `goesOn` says so, also those that are yet to come.
    package func read(goesOn: () -> Bool = { false }, _ body: (Piece) throws -> Void) throws {
        try read("\(folder)/log.1", body)
        var place: (inode: UInt64, offset: Int) = (0, 0)
        while true {
            let isLast = !goesOn()
            place = try read(from: place, body)
            if isLast { return }
            Pause.milliseconds(50)
        }
    }

    private func read(_ path: String, _ body: (Piece) throws -> Void) throws {
        guard let file = try? FileHandle(reading: path) else { return }
        _ = try pieces(of: file, from: 0, body)
    }

    /// Reads on where it stopped; a file that was put in the old one's place is read from its beginning.
    private func read(
        from place: (inode: UInt64, offset: Int), _ body: (Piece) throws -> Void
    ) throws -> (inode: UInt64, offset: Int) {
        guard let file = try? FileHandle(reading: "\(folder)/log") else { return place }
        let inode = try file.status().inode
        if inode != place.inode && place.inode != 0, let older = try? FileHandle(reading: "\(folder)/log.1") {
            if try older.status().inode == place.inode { _ = try pieces(of: older, from: place.offset, body) }
        }
        let start = inode == place.inode ? place.offset : 0
        return (inode, try pieces(of: file, from: start, body))
    }

    /// Gives the whole lines from an offset on; returns the offset behind the last of them.
    private func pieces(
        of file: borrowing FileHandle, from offset: Int, _ body: (Piece) throws -> Void
    ) throws -> Int {
        var done = offset
        var rest: [UInt8] = []
        while true {
            let part = try file.read(done + rest.count..<done + rest.count + 65_536)
            if part.isEmpty { return done }
            rest += part
            var start = 0
            while let end = rest[start...].firstIndex(of: 0x0a) {
                if let piece = Self.piece(rest[start..<end]) { try body(piece) }
                start = end + 1
            }
            done += start
            rest.removeFirst(start)
            // No monitor writes such lines.
            if rest.count > 1 << 20 { return done }
        }
    }

    /// Takes a line apart.
    static func piece(_ line: ArraySlice<UInt8>) -> Piece? {
        let parts = line.split(separator: 0x20, maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, parts[2].count == 1 else { return nil }
        return Piece(
            time: String(decoding: parts[0], as: UTF8.self), isError: parts[1].elementsEqual("stderr".utf8),
            text: Array(parts[3]), isEnded: parts[2].first == 0x46)
    }
}
