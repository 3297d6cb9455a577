import Glibc
import Platform
import Synchronization

@testable import Advisories

/// A disk whose n-th write fails, and every one after it, as if the program were killed there.
final class FaultyDisk: Sendable {
    private let left: Mutex<Int>

    init(failAt: Int) { left = Mutex(failAt) }

    /// Whether the writes sufficed.
    var isExhausted: Bool { left.withLock { $0 < 0 } }

    func folder(_ path: String) -> DatabaseFolder {
        DatabaseFolder(path) { (bytes, path) throws(SystemError) in
            let isAllowed = self.left.withLock { left in
                left -= 1
                return left >= 0
            }
            guard isAllowed else { throw SystemError(number: ENOSPC, call: "write", path: path) }
            try AtomicFile.write(bytes, to: path, isDurable: false)
        }
    }
}
