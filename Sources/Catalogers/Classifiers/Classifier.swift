internal import Inventory

/// How one product is recognised: the files that it comes in, and what its version stands beside in them.
///
/// A rule is one entry of a table in `Table/`; everything else follows from it.
struct Classifier: Sendable {
    /// What kind of file the product comes in.
    enum Form: Sendable {
        /// Executables and libraries, known by their first bytes.
        case executable
        /// Files known by their names alone: scripts, archives, texts, and executables that images keep as links to one another.
        case named
    }

    /// The product, as its package URL has it.
    let name: String
    let files: [NamePattern]
    let form: Form
    /// A folder that the file must lie below, or a part of one's name; empty for any.
    let folder: String
    /// Surest first: a later one counts only where no earlier one is found.
    let clues: [Clue]
    /// The kind of the package URL.
    let type: PackageType
    let namespace: String
    /// `vendor:product` of the product's CPE names, surest first.
    let cpes: [String]
    /// The module whose build info in the same file speaks of the same product; empty for what is no Go program.
    let module: String
    /// The real files that the rule was tried on; empty where it rests on documents alone.
    let seen: String

    init(
        _ name: String, _ files: [NamePattern], _ clues: [Clue], form: Form = .executable, in folder: String = "",
        type: PackageType = .generic, namespace: String = "", cpe: [String], module: String = "", seen: String = ""
    ) {
        self.name = name
        self.files = files
        self.form = form
        self.folder = folder
        self.clues = clues
        self.type = type
        self.namespace = namespace
        self.cpes = cpe
        self.module = module
        self.seen = seen
    }

    /// A program written in Go, known by its module first.
    static func go(
        _ name: String, _ files: [NamePattern], module: String, majors: [Int] = [], _ clues: [Clue] = [],
        type: PackageType = .generic, namespace: String = "", cpe: [String], seen: String = ""
    ) -> Classifier {
        Classifier(
            name, files, clues + Clue.go(module, majors: majors), type: type, namespace: namespace, cpe: cpe,
            module: module, seen: seen)
    }
}
