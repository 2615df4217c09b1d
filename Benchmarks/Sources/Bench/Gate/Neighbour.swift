import Accounts
import Foundation
import Glibc
import Kernel
import Privacy

/// Another process on the same data: it commits twenty times a second, and erases whom it is told to.
///
/// It reads a subject's id a line from standard input and answers `erased` once that is committed.
struct Neighbour {
    static let word = "neighbour"
    private static let interval: Int32 = 50

    let folder: URL

    func run() async throws {
        let installation = try await Installation.open(in: folder, ShareContents())
        say("ready")
        while true {
            switch waitForInput() {
            case .nothing:
                _ = try await installation.accounts.welcome()
            case .line(let line):
                guard let subject = SubjectID(line) else { throw Complaint("\(line) is no subject") }
                try await installation.privacy.erase(subject, because: .asked)
                say("erased")
            case .end:
                return
            }
        }
    }

    private enum Input {
        case nothing
        case line(String)
        case end
    }

    /// Waits for an interval at most.
    private func waitForInput() -> Input {
        var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        guard poll(&input, 1, Self.interval) > 0 else { return .nothing }
        return readLine().map(Input.line) ?? .end
    }

    private func say(_ word: String) {
        FileHandle.standardOutput.write(Data("\(word)\n".utf8))
    }
}

/// The neighbour as the process that started it sees it; it ends with the object.
final class RunningNeighbour {
    private let process: Process
    private let input = Pipe()
    private let output = Pipe()

    init(in folder: URL, _ share: ShareContents) throws {
        process = try Program.sibling("bench").start(
            [Neighbour.word, folder.path],
            environment: ["NBP_SHARE_DIR": share.folder.path],
            input: input,
            output: output
        )
        try expect("ready")
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// Returns as soon as the neighbour has committed it.
    func erase(_ subject: SubjectID) throws {
        try input.fileHandleForWriting.write(contentsOf: Data("\(subject.text)\n".utf8))
        try expect("erased")
    }

    private func expect(_ word: String) throws {
        let said = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard said == "\(word)\n" else { throw Complaint("the neighbour said \"\(said)\", not \(word)") }
    }
}
