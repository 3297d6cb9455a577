/// Something of an image that was not read or not understood, said in the report so that no gap is silent.
package struct Diagnostic: Sendable, Equatable {
    /// What kind of gap it is.
    package enum Code: String, Sendable {
        case truncated, malformed, unsupported, limitExceeded, digestMismatch, unsafePath, unreadable
        /// Left out by the user.
        case excluded
    }

    package let code: Code
    /// What a person can do something with.
    package let message: String
    /// The layer, 0 at the bottom; nothing where it is not of one layer.
    package var layer: Int?
    /// The file inside the image; nothing where it is not of one file.
    package let path: String?

    package init(_ code: Code, _ message: String, layer: Int? = nil, path: String? = nil) {
        self.code = code
        self.message = message
        self.layer = layer
        self.path = path
    }
}

/// Why a layer could not be read on.
package struct LayerError: Error, Equatable, CustomStringConvertible {
    package let code: Diagnostic.Code
    package let message: String
    /// The byte of the uncompressed layer, where it is known.
    package let offset: Int?

    package init(_ code: Diagnostic.Code, _ message: String, at offset: Int? = nil) {
        self.code = code
        self.message = message
        self.offset = offset
    }

    package var description: String { offset.map { "\(message) (at byte \($0))" } ?? message }
}
