internal import CPlatform

/// The memory of this process.
package enum Memory {
    /// Gives large pieces of memory back to the system as soon as they are free; to be called before any is taken.
    ///
    /// Arrays of an image's packages grow to tens of megabytes, and what they leave behind as they grow is too scattered to be used again.
    package static func returnWhenFree() { hm_return_memory() }
}
