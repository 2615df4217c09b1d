package import FoundationEssentials
import Glibc
import NIOPosix

/// The lines of a file that others write, one after another; for one reader.
package actor LineReader {
    package enum Line: Sendable {
        /// Without its end.
        case text(Data)
        /// It was longer than a message may be, and was skipped.
        case tooLong
    }

    /// In bytes: that of one request over HTTP, and some more.
    private static let longest = 17 << 20
    private static let pieceSize = 64 << 10

    private let file: Int32
    /// Reading waits, and so has a thread of its own.
    private let threads = NIOThreadPool(numberOfThreads: 1)
    private var rest = Data()
    /// So many bytes of `rest` hold no end of a line.
    private var searched = 0
    private var isSkipping = false
    private var isOver = false

    package static let standardInput = LineReader(file: STDIN_FILENO)

    package init(file: Int32) {
        self.file = file
        threads.start()
    }

    /// The next line that is not empty; nil at the end, and where nothing can be read.
    package func next() async throws -> Line? {
        while true {
            if let line = cut() {
                if case .text(let text) = line, text.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { continue }
                return line
            }
            guard !isOver else { return nil }
            if rest.count > Self.longest { (rest, searched, isSkipping) = (Data(), 0, true) }
            let (file, size) = (file, Self.pieceSize)
            let piece = try await threads.runIfActive { Self.piece(of: file, upTo: size) }
            if piece.isEmpty {
                isOver = true
                // A last line without an end is one all the same.
                rest.append(0x0A)
            }
            rest.append(piece)
        }
    }

    private func cut() -> Line? {
        let from = rest.index(rest.startIndex, offsetBy: searched)
        guard let end = rest[from...].firstIndex(of: 0x0A) else {
            searched = rest.count
            return nil
        }
        let line = Data(rest[..<end])
        rest = Data(rest[rest.index(after: end)...])
        searched = 0
        guard isSkipping || line.count > Self.longest else { return .text(line) }
        isSkipping = false
        return .tooLong
    }

    private static func piece(of file: Int32, upTo size: Int) -> Data {
        var buffer = [UInt8](repeating: 0, count: size)
        while true {
            let count = read(file, &buffer, size)
            if count < 0, errno == EINTR { continue }
            return Data(buffer.prefix(max(count, 0)))
        }
    }
}
