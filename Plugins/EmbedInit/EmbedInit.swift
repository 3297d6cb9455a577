import Foundation
import PackagePlugin

/// Builds hullmark-init and makes it a part of the program: the source file that it writes holds the program's bytes.
@main
struct EmbedInit: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let package = context.package.directoryURL
        let sources = package.appending(path: "Sources/CInit")
        let script = package.appending(path: "Scripts/init.sh")
        let output = context.pluginWorkDirectoryURL.appending(path: "InitProgramText.swift")
        let work = context.pluginWorkDirectoryURL.appending(path: "work")
        let files = try ["", "include", "program"].flatMap { folder in
            let place = folder.isEmpty ? sources : sources.appending(path: folder)
            return try FileManager.default.contentsOfDirectory(atPath: place.path)
                .filter { $0.hasSuffix(".c") || $0.hasSuffix(".h") }.sorted().map { place.appending(path: $0) }
        }
        return [
            .buildCommand(
                displayName: "Building hullmark-init", executable: URL(filePath: "/bin/sh"),
                arguments: [script.path, sources.path, output.path, work.path], inputFiles: [script] + files,
                outputFiles: [output])
        ]
    }
}
