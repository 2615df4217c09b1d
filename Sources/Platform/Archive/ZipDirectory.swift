import FoundationEssentials

/// The directory of a ZIP file (APPNOTE.TXT 6.3.10, sections 4.3.12 to 4.3.16), looked through before the C reader takes it in whole.
///
/// It is found in the same way as the C reader finds it, and where there are two ways the file is refused, so that both look at the
/// same one. What it says of its own length is not believed: its entries are counted.
struct ZipDirectory {
    /// The end of the directory is sought among so many last bytes, as by the C reader.
    private static let tail = 16_384
    /// Of the end without its comment, in bytes.
    private static let shortestEnd = 22
    /// Of what says where the longer end is, just before the other.
    private static let locatorLength = 20
    private static let longEnd = 56
    private static let entryLength = 46
    /// Of an entry on average at most, in bytes: path, times and comment; those of our own have some 150.
    private static let usualEntry = 512

    private var window: Window
    private let size: Int

    init(size: Int, reading read: @escaping (_ offset: Int, _ count: Int) throws -> Data) {
        window = Window(size: size, read: read)
        self.size = size
    }

    /// - Throws: `ArchiveRefusal` `unreadable`, `tooManyFiles`.
    mutating func require(atMost files: Int) throws(ArchiveRefusal) {
        let end = try self.end()
        let start = try self.start(before: end)
        guard end - start <= files * Self.usualEntry else { throw .tooManyFiles }
        var (place, count) = (start, 0)
        while true {
            let signature = try window.number(at: place, 4)
            if signature == Signature.end || signature == Signature.longEnd { return }
            guard signature == Signature.entry else { throw .unreadable }
            count += 1
            guard count <= files else { throw .tooManyFiles }
            let path = try window.number(at: place + 28, 2)
            let extra = try window.number(at: place + 30, 2)
            let comment = try window.number(at: place + 32, 2)
            place += Self.entryLength + path + extra + comment
        }
    }

    private enum Signature {
        static let entry = 0x0201_4b50
        static let end = 0x0605_4b50
        static let locator = 0x0706_4b50
        static let longEnd = 0x0606_4b50
    }

    /// Where the last end of a directory begins.
    private mutating func end() throws(ArchiveRefusal) -> Int {
        var place = size - Self.shortestEnd
        while place >= first {
            if try window.number(at: place, 4) == Signature.end { return place }
            place -= 1
        }
        throw .unreadable
    }

    /// Where the search for the end stops.
    private var first: Int { max(size - Self.tail, 0) }

    private mutating func start(before end: Int) throws(ArchiveRefusal) -> Int {
        let locator = end - Self.locatorLength
        if locator >= first, try window.number(at: locator, 4) == Signature.locator {
            return try longStart(by: locator)
        }
        let length = try window.number(at: end + 12, 4)
        let start = try window.number(at: end + 16, 4)
        guard start + length == end else { throw .unreadable }
        return start
    }

    private mutating func longStart(by locator: Int) throws(ArchiveRefusal) -> Int {
        let place = locator - Self.longEnd
        guard try window.number(at: locator + 4, 4) == 0, try window.number(at: locator + 8, 8) == place,
            try window.number(at: locator + 16, 4) == 1,
            try window.number(at: place, 4) == Signature.longEnd,
            try window.number(at: place + 4, 8) == Self.longEnd - 12,
            try window.number(at: place + 16, 8) == 0
        else { throw .unreadable }
        let (here, all) = (try window.number(at: place + 24, 8), try window.number(at: place + 32, 8))
        let (length, start) = (try window.number(at: place + 40, 8), try window.number(at: place + 48, 8))
        guard here == all, start <= place, length == place - start else { throw .unreadable }
        return start
    }
}

/// Reads numbers out of larger pieces, since each reading may open a seal.
private struct Window {
    private static let length = 65_536

    let size: Int
    let read: (_ offset: Int, _ count: Int) throws -> Data
    private var start = 0
    private var bytes: [UInt8] = []

    init(size: Int, read: @escaping (_ offset: Int, _ count: Int) throws -> Data) {
        self.size = size
        self.read = read
    }

    /// A number of `count` bytes, the least first.
    mutating func number(at offset: Int, _ count: Int) throws(ArchiveRefusal) -> Int {
        guard offset >= 0, offset <= size - count else { throw .unreadable }
        if offset < start || offset + count > start + bytes.count { try move(to: offset, count) }
        let first = offset - start
        guard first + count <= bytes.count else { throw .unreadable }
        let number = bytes[first..<first + count].reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        guard let number = Int(exactly: number) else { throw .unreadable }
        return number
    }

    /// Both ways, since the end is sought backwards.
    private mutating func move(to offset: Int, _ count: Int) throws(ArchiveRefusal) {
        start = offset < start ? max(offset + count - Self.length, 0) : offset
        let wanted = min(Self.length, size - start)
        bytes = []
        // One reading may end before, where a sealed piece does.
        while bytes.count < wanted {
            guard let piece = try? read(start + bytes.count, wanted - bytes.count), !piece.isEmpty else {
                throw .unreadable
            }
            bytes += piece
        }
    }
}
