import Foundation

/// A package for Python, run in a process of its own that ends with the object: it answers each line with numbers.
///
/// Its packages are fetched at the first run, into the folder of the benchmarks' build.
final class PythonPeer {
    private let name: String
    private let process: Process
    private let input = Pipe()
    private let output = Pipe()

    /// Starts a program of the folder of peers, which says that it is ready.
    init(_ name: String, _ arguments: [String], packages: [String]) throws {
        self.name = name
        let program = PythonFolder.peers.appending(path: "\(name).py")
        process = try PythonFolder("peers", holding: packages).python
            .start([program.path] + arguments, input: input, output: output)
        guard try line() == "ready" else { throw Complaint("the peer \(name) does not start") }
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// Has something done; the seconds that it took by the clock and of processors.
    func time(_ act: String) throws -> (wall: Duration, processor: Duration) {
        try input.fileHandleForWriting.write(contentsOf: Data("\(act)\n".utf8))
        let seconds = try line().split(separator: " ").compactMap { Double($0) }
        guard seconds.count == 2 else { throw Complaint("the peer \(name) failed") }
        return (.seconds(seconds[0]), .seconds(seconds[1]))
    }

    /// Waits for the end of a line: an unbuffered Python writes one in pieces.
    private func line() throws -> String {
        var said = Data()
        while said.last != UInt8(ascii: "\n") {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Complaint("the peer \(name) ended early") }
            said += more
        }
        return String(decoding: said.dropLast(), as: UTF8.self)
    }
}
