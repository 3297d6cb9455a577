import Platform

/// All that is below a folder, to be compared before and after.
enum FolderTree {
    /// A line for each path: kind, mode, size and time.
    static func lines(_ folder: String, except: String...) throws -> [String] {
        var lines: [String] = []
        try collect(folder, "", except, into: &lines)
        return lines
    }

    private static func collect(_ folder: String, _ path: String, _ except: [String], into lines: inout [String]) throws
    {
        let directory = try FileHandle(reading: folder)
        for name in try Directory.names(in: directory) {
            let below = "\(path)/\(name)"
            guard !except.contains(String(below.dropFirst())) else { continue }
            let status = try FileStatus(of: name, in: directory)
            // A folder's time tells of every name in it, those left out as well.
            let time = status.kind == .directory ? 0 : status.modified
            let size = status.kind == .directory ? 0 : status.size
            lines.append("\(below) \(status.kind) \(status.mode) \(size) \(time)")
            if status.kind == .directory { try collect("\(folder)/\(name)", below, except, into: &lines) }
        }
    }
}
