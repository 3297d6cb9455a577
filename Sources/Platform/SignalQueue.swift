internal import CPlatform
internal import Glibc

/// Signals that are read one after the other instead of ending the process.
package struct SignalQueue: ~Copyable {
    package let handle: FileHandle

    /// From now on the signals come here.
    ///
    /// To be called before there are other threads.
    package init(_ signals: [Int32]) throws(SystemError) {
        let list = signals + [0]
        handle = FileHandle(owning: try retrying("signalfd") { hm_catch_signals(list) })
    }

    /// The next one; to be called when the handle can be read.
    package func next() -> Int32? {
        let signal = hm_next_signal(handle.descriptor)
        return signal < 0 ? nil : signal
    }
}

/// Signals by the names that images and people use.
package enum SignalName {
    private static let names: [String: Int32] = [
        "HUP": 1, "INT": 2, "QUIT": 3, "ILL": 4, "TRAP": 5, "ABRT": 6, "BUS": 7, "FPE": 8, "KILL": 9, "USR1": 10,
        "SEGV": 11, "USR2": 12, "PIPE": 13, "ALRM": 14, "TERM": 15, "STKFLT": 16, "CHLD": 17, "CONT": 18, "STOP": 19,
        "TSTP": 20, "TTIN": 21, "TTOU": 22, "URG": 23, "XCPU": 24, "XFSZ": 25, "VTALRM": 26, "PROF": 27, "WINCH": 28,
        "IO": 29, "PWR": 30, "SYS": 31,
    ]

    /// A signal's number by `TERM`, `SIGTERM`, `RTMIN+3` or a number.
    package static func number(_ text: String) -> Int32? {
        if let number = Int32(text) { return (1...64).contains(number) ? number : nil }
        let name = text.uppercased().hasPrefix("SIG") ? text.uppercased().dropFirst(3) : text.uppercased()[...]
        if let number = names[String(name)] { return number }
        if name.hasPrefix("RTMIN+"), let offset = Int32(name.dropFirst(6)), (0...30).contains(offset) {
            return 34 + offset
        }
        return nil
    }
}
