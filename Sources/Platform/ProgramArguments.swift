internal import CPlatform

/// What the program was started with.
package enum ProgramArguments {
    /// The arguments, without the program's own name.
    package static var all: [String] {
        (1..<max(1, hm_argument_count())).compactMap { index in hm_argument(index).map { String(cString: $0) } }
    }
}
