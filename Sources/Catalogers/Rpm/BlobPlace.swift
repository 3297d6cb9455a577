/// Where in a database a package's header was found, for people.
enum BlobPlace: CustomStringConvertible {
    case page(Int)
    case package(Int)

    var description: String {
        switch self {
        case .page(let number): "page \(number)"
        case .package(let number): "package \(number)"
        }
    }
}
