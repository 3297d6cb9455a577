internal import CPlatform

/// Which build of the program runs.
package enum ProgramBuild {
    /// What the linker wrote of it (the ELF note `NT_GNU_BUILD_ID`); nothing where it wrote none.
    package static let identifier: [UInt8]? = {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = hm_build_identifier(&bytes, bytes.count)
        return count > 0 ? Array(bytes[..<count]) : nil
    }()
}
