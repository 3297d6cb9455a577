internal import Glibc

/// When files were last written or, where a program says so itself, used.
package enum FileTimes {
    /// Seconds since 1970.
    package static var now: Int { time(nil) }

    /// Says that a file is used now, if it says of no use since so many seconds; one that cannot be changed stays as it is.
    package static func touch(_ path: String, ifOlderThan seconds: Int) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mtim.tv_sec < now - seconds else { return }
        set(path, to: now)
    }

    /// Sets when a file was last written.
    package static func set(_ path: String, to seconds: Int) {
        let time = timespec(tv_sec: seconds, tv_nsec: 0)
        _ = utimensat(AT_FDCWD, path, [time, time], 0)
    }
}
