/// What is known of a kind of program: what it reads and writes, and what its configuration and arguments say of that.
struct Convention: Sendable {
    /// What the value of a directive or option means.
    enum Meaning: Sendable {
        /// A file that is written; the folder that it lies in must let files be made.
        case writtenFile
        case writtenFolder
        case readFile
        case readFolder
        /// The user, and perhaps the group, that it becomes.
        case user
        /// `port`, `address:port`, or a path of a socket.
        case listen
        case port
        /// Another configuration, of the same form.
        case configuration
        /// `name=value` of a directive.
        case setting
        /// Folders with colons between.
        case readFolders
    }

    /// How its configuration is written.
    enum Syntax: Sendable {
        /// `name value value;` and blocks in braces.
        case blocks
        /// `name value value`
        case lines
        /// `name = 'value'`
        case assignments
    }

    /// Base names of the programs; one that ends with `*` stands for all that begin so.
    let programs: [String]
    /// Files and folders that are read, with all that lies below; those that the image has count.
    var reads: [String] = []
    /// Folders of which programs load libraries: those need others.
    var modules: [String] = []
    /// Folders that are written, with all that lies below; those that the image has count.
    var writes: [String] = []
    /// Programs that it runs, in its own folder or on the search path.
    var runs: [String] = []
    /// Where its configuration is when no argument says it.
    var configurations: [String] = []
    var syntax = Syntax.lines
    var directives: [String: Meaning] = [:]
    var options: [String: Meaning] = [:]
    /// Whether `--name value` is what `name value` is in its configuration.
    var takesDirectivesAsOptions = false
    var environment: [String: Meaning] = [:]
    /// Where it listens when nothing says it.
    var port: Int?
    /// Whether it writes into the folder that it is started in.
    var writesFolder = false
    /// What it needs as root to become its user.
    var changes: [Capability] = []
    /// Where this is known from.
    let source: String

    func isOf(_ program: String) -> Bool {
        programs.contains { name in
            name.hasSuffix("*") ? program.hasPrefix(name.dropLast()) : program == name
        }
    }
}
