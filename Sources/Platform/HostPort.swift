internal import CPlatform

/// A port of this machine.
package enum HostPort {
    /// Whether a program has it; false where that cannot be said.
    ///
    /// - Parameter address: four or sixteen bytes.
    package static func isTaken(_ port: UInt16, address: [UInt8], isStream: Bool) -> Bool {
        hm_is_port_free(address, UInt32(address.count), isStream ? 1 : 0, port) == 0
    }
}
