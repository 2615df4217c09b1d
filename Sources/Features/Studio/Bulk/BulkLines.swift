import FoundationEssentials
import Kernel

/// Takes a file of lines apart as it comes; what it keeps is one line.
struct BulkLines {
    enum Piece: Hashable {
        case line(Data, at: Int)
        /// A line that is longer than any may be; it was not kept.
        case tooLong(at: Int)
    }

    private let longest: Int
    private var rest = Data()
    private var isTooLong = false
    /// Of the line that is being read, from 0; blank ones count.
    private var position = 0

    init(longest: Int = Bulk.longestLine) {
        self.longest = longest
    }

    /// The lines that the next bytes end, without blank ones.
    mutating func feed(_ bytes: Data) -> [Piece] {
        var pieces: [Piece] = []
        var left = bytes[...]
        while let end = left.firstIndex(of: UInt8(ascii: "\n")) {
            keep(left[..<end])
            if let piece = takeLine() { pieces.append(piece) }
            left = left[left.index(after: end)...]
        }
        keep(left)
        return pieces
    }

    /// The last line, which need not end.
    mutating func finish() -> Piece? { takeLine() }

    private mutating func keep(_ part: Data.SubSequence) {
        guard !isTooLong else { return }
        guard rest.count + part.count <= longest else {
            (isTooLong, rest) = (true, Data())
            return
        }
        rest.append(contentsOf: part)
    }

    private mutating func takeLine() -> Piece? {
        defer { (rest, isTooLong, position) = (Data(), false, position + 1) }
        if isTooLong { return .tooLong(at: position) }
        let mark = Data([0xEF, 0xBB, 0xBF])
        let line = position == 0 && rest.starts(with: mark) ? Data(rest.dropFirst(mark.count)) : rest
        return line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } ? nil : .line(line, at: position)
    }
}
