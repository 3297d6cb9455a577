internal import Platform

/// A setting of the host's own network (`/proc/sys/net`).
enum NetworkSetting {
    static func value(_ path: String) -> String? {
        guard let bytes = try? FileHandle(reading: "/proc/sys/net/\(path)").read(0..<64) else { return nil }
        return String(decoding: bytes.prefix { $0 != 0x0a }, as: UTF8.self)
    }

    /// Sets it, unless it has the value.
    static func set(_ path: String, to value: String) throws(SystemError) {
        if self.value(path) == value { return }
        try FileHandle(appending: "/proc/sys/net/\(path)").write(Array(value.utf8))
    }
}
