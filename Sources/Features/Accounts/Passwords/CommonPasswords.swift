package import FoundationEssentials

/// The passwords that everybody tries first, in one block of memory that is searched by halving.
package struct CommonPasswords: Sendable {
    private static let mostBytes = 5 * 1_024 * 1_024
    private static let newline = UInt8(ascii: "\n")

    private let bytes: [UInt8]
    /// Where each line begins, and where one more would.
    private let starts: [Int32]

    /// Reads `passwords/common.txt` of the share folder: one password a line, sorted by bytes, none twice.
    /// - Throws: `CommonPasswordsDefect`, or what reading throws.
    package init(file: URL) throws {
        try self.init(Array(Data(contentsOf: file)))
    }

    init(_ bytes: [UInt8]) throws(CommonPasswordsDefect) {
        guard bytes.count <= Self.mostBytes else { throw .tooLong }
        guard bytes.last == Self.newline else { throw .cutOff }
        self.bytes = bytes
        starts = [0] + bytes.indices.filter { bytes[$0] == Self.newline }.map { Int32($0 + 1) }
        for place in 1..<count where !line(place - 1).lexicographicallyPrecedes(line(place)) {
            throw .unsorted(line: place + 1)
        }
    }

    package var count: Int { starts.count - 1 }

    /// Whether the list has this very password.
    package func contains(_ password: some StringProtocol) -> Bool {
        let sought = Array(password.utf8)
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if line(middle).lexicographicallyPrecedes(sought) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low < count && line(low).elementsEqual(sought)
    }

    private func line(_ place: Int) -> ArraySlice<UInt8> {
        bytes[Int(starts[place])..<Int(starts[place + 1]) - 1]
    }
}

/// Why the list of common passwords cannot be used.
package enum CommonPasswordsDefect: Error, Hashable, Sendable {
    case tooLong
    /// It does not end with a whole line.
    case cutOff
    /// The line, counted from 1, does not come after the one before it.
    case unsorted(line: Int)
}
