internal import Platform

/// When each ecosystem was last asked for unbidden, whatever came of it, so that scans in a row do not ask each time.
///
/// The file `asked` in the database's directory has a line for each: seconds since 1970, a space, the name.
struct AskedList {
    /// The least time between two askings, in seconds.
    static let pause = 6 * 3_600

    private let path: String
    private var moments: [String: Int] = [:]

    init(folder: String) {
        path = "\(folder)/asked"
        // A list that is missing or cannot be read holds nobody back from asking once more.
        guard let file = try? FileHandle(reading: path), let bytes = try? file.read(0..<(1 << 16)) else { return }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1)
            if parts.count == 2, let moment = Int(parts[0]) { moments[String(parts[1])] = moment }
        }
    }

    /// Whether an ecosystem may be asked for; a moment in the future counts for nothing.
    func isDue(_ name: String, at now: Int) -> Bool {
        guard let moment = moments[name], moment <= now else { return true }
        return now - moment >= Self.pause
    }

    /// Notes that ecosystems are asked for, and keeps the list.
    mutating func note(_ names: [String], at now: Int) throws(SystemError) {
        for name in names { moments[name] = now }
        let lines = moments.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)\n" }
        try AtomicFile.write(Array(lines.joined().utf8), to: path)
    }
}
