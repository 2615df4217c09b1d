import CChildren
import FoundationEssentials
import Glibc

/// What is to be started, and in which surroundings.
struct ChildProgram: Sendable {
    let executable: URL
    let arguments: [String]
    /// Its working directory, which has to be there.
    let folder: URL
    let output: ChildOutput

    /// Starts it on the thread that calls, which has to stay until it has ended.
    /// - Returns: the process, which is to be reaped.
    /// - Throws: `ChildFault`.
    func launch() throws(ChildFault) -> Int32 {
        let words = ([executable.path] + arguments).map { strdup($0) }
        let surroundings = Self.surroundings(ProcessInfo.processInfo.environment).map { strdup($0) }
        defer { for text in words + surroundings { free(text) } }
        let pointers = words.map { UnsafePointer($0) } + [nil]
        let environment = surroundings.map { UnsafePointer($0) } + [nil]
        var id: Int32 = 0
        let fault = children_start(
            executable.path,
            pointers,
            environment,
            folder.path,
            output.descriptor,
            &id
        )
        guard fault == 0 else { throw ChildFault(code: fault) }
        return id
    }

    /// Our own environment without our settings, which hold keys.
    static func surroundings(_ environment: [String: String]) -> [String] {
        environment.filter { !$0.key.hasPrefix("NBP_") }.map { "\($0.key)=\($0.value)" }.sorted()
    }
}

/// An open file that a program writes to; closed here when nobody needs it any more.
final class ChildOutput: Sendable {
    let descriptor: Int32

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }
}
