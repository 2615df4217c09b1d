/// Reads bytes from front to back.
struct ByteReader {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        self.rest = bytes
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// The next bytes.
    /// - Throws: `ImagingError.damaged` if there are not so many.
    mutating func take(_ count: Int) throws(ImagingError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= rest.count else { throw .damaged }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    /// The next bytes as a number, the highest first; none are 0.
    mutating func number(bytes count: Int) throws(ImagingError) -> Int {
        guard let number = Int(exactly: try take(count).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }) else {
            throw .damaged
        }
        return number
    }

    mutating func text(_ count: Int) throws(ImagingError) -> String {
        String(decoding: try take(count), as: UTF8.self)
    }
}
