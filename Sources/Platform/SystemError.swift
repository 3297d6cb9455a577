import Glibc

/// A system call that failed: which one, why, and on what.
package struct SystemError: Error, Equatable, CustomStringConvertible {
    package let number: Int32
    package let call: String
    package let path: String?

    /// Takes `errno` as it stands; to be called right after the failed call.
    package init(_ call: String, path: String? = nil) {
        self.init(number: errno, call: call, path: path)
    }

    package init(number: Int32, call: String, path: String? = nil) {
        self.number = number
        self.call = call
        self.path = path
    }

    /// What a number of `errno` means.
    package static func text(of number: Int32) -> String { String(cString: strerror(number)) }

    package var isNotFound: Bool { number == ENOENT || number == ENOTDIR }

    /// Whether a symbolic link stands where none is followed, or links lead in a circle.
    package var isLink: Bool { number == ELOOP }

    /// Whether the file system has no room for more.
    package var isFull: Bool { number == ENOSPC || number == EDQUOT || number == EFBIG }

    package var description: String {
        let reason = Self.text(of: number)
        return path.map { "\($0): \(reason) (\(call))" } ?? "\(reason) (\(call))"
    }
}

/// Repeats a call that a signal interrupted, and throws what it failed with.
@inline(__always)
func retrying<Result: SignedInteger>(
    _ call: StaticString, path: @autoclosure () -> String? = nil, _ body: () -> Result
) throws(SystemError) -> Result {
    while true {
        let result = body()
        if result >= 0 { return result }
        let number = errno
        if number != EINTR { throw SystemError(number: number, call: "\(call)", path: path()) }
    }
}
