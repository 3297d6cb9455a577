/// How much of a document is taken before it counts as an attack or an accident.
package enum ProfileLimits {
    /// Bytes of a document.
    package static let documentBytes = 8 << 20
    /// Entries of one section, and names of one entry.
    package static let entries = 20_000
    /// Entries of all sections together.
    package static let allEntries = 50_000
    /// Supplementary groups of a user, which is the kernel's own limit halved.
    package static let groups = 32_768
    /// Conditions on one system call: there are six arguments, and each has two bounds.
    package static let conditions = 12
    /// Bytes of a text that is no path.
    package static let textBytes = 1024
}
