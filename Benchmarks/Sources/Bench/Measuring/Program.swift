import Foundation

/// A program that the benchmarks run.
struct Program: Sendable {
    let file: URL

    /// The program of this name in the search path.
    /// - Throws: what to install.
    init(_ name: String, from package: String) throws {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"
        let places = path.split(separator: ":").map { URL(filePath: String($0)).appending(path: name) }
        guard let file = places.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) }) else {
            throw Complaint("\(name) is missing: install Debian's \(package)")
        }
        self.file = file
    }

    init(_ file: URL) {
        self.file = file
    }

    /// A built program that lies beside this one.
    static func sibling(_ name: String) throws -> Program {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return Program(URL(filePath: own).deletingLastPathComponent().appending(path: name))
    }

    /// Starts it; of this process's own settings it sees those that are given.
    func start(
        _ arguments: [String],
        environment: [String: String] = [:],
        input: Pipe? = nil,
        output: Pipe? = nil
    ) throws -> Process {
        let process = Process()
        process.executableURL = file
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment
            .filter { !$0.key.hasPrefix("NBP_") }
            .merging(environment) { $1 }
        process.standardInput = input ?? FileHandle.nullDevice
        process.standardOutput = output ?? FileHandle.nullDevice
        try process.run()
        return process
    }

    /// Runs it to its end.
    /// - Throws: when it fails.
    func run(_ arguments: [String]) throws {
        let process = try start(arguments)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Complaint("\(file.lastPathComponent) \(arguments.joined(separator: " ")) failed")
        }
    }
}

/// Why something cannot be measured, for the terminal.
struct Complaint: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
