package import FoundationEssentials
import Glibc

/// Reads a stream of server-sent events (WHATWG HTML, section 9.2) while it comes in.
///
/// Fed with pieces as the network cuts them, it yields an event as soon as the end of its blank line is there. Its time is linear in
/// what it is fed, however long a line is. It holds one event at most: whoever feeds it bounds what that may weigh.
package struct ServerSentEvents: Sendable {
    package struct Event: Hashable, Sendable {
        /// The event's type; nil where the stream names none, which the standard calls `message`.
        package let name: String?
        /// Its data lines, joined by line feeds.
        package let data: Data
        /// The last id that the stream gave, with this event or before it.
        package let id: String?

        package init(name: String? = nil, data: Data, id: String? = nil) {
            self.name = name
            self.data = data
            self.id = id
        }
    }

    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let colon = UInt8(ascii: ":")
    private static let space = UInt8(ascii: " ")
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// What has come of the line that has not ended yet.
    private var line = Data()
    /// Each data line of the event so far, with a line feed behind it.
    private var data = Data()
    private var name = ""
    private var id = ""
    private var isAtStart = true
    /// A line feed that comes next is the second half of a line end that was taken already.
    private var endedWithCarriageReturn = false

    package init() {}

    /// The events that end within this piece.
    package mutating func take(_ piece: Data) -> [Event] {
        guard let first = piece.first else { return [] }
        var events: [Event] = []
        var start = piece.startIndex
        if endedWithCarriageReturn, first == Self.lineFeed { start += 1 }
        endedWithCarriageReturn = false
        var ends = LineEnds(in: piece)
        while let end = ends.next(from: start) {
            line.append(piece[start..<end])
            if let event = endLine() { events.append(event) }
            start = end + 1
            guard piece[end] == Self.carriageReturn else { continue }
            if start == piece.endIndex {
                endedWithCarriageReturn = true
            } else if piece[start] == Self.lineFeed {
                start += 1
            }
        }
        line.append(piece[start...])
        return events
    }

    /// What the stream broke off in, if there is data in it.
    ///
    /// The standard discards it. Some servers leave out the last blank line, so whoever can tell whether data is whole may take it.
    package mutating func end() -> Event? {
        defer { self = ServerSentEvents() }
        if !line.isEmpty { _ = endLine() }
        return dispatch()
    }

    private mutating func endLine() -> Event? {
        defer { line = Data() }
        if isAtStart {
            isAtStart = false
            if line.starts(with: Self.byteOrderMark) { line = line.dropFirst(Self.byteOrderMark.count) }
        }
        guard let first = line.first else { return dispatch() }
        guard first != Self.colon else { return nil }
        guard let colon = line.firstIndex(of: Self.colon) else {
            take(line[line.endIndex...], as: line)
            return nil
        }
        let value = line[(colon + 1)...]
        take(value.first == Self.space ? value.dropFirst() : value, as: line[..<colon])
        return nil
    }

    /// A field of another name is none; `retry` is for those who connect anew, and nobody here does.
    private mutating func take(_ value: Data, as field: Data) {
        switch String(decoding: field, as: UTF8.self) {
        case "data":
            data.append(value)
            data.append(Self.lineFeed)
        case "event": name = String(decoding: value, as: UTF8.self)
        case "id" where !value.contains(0): id = String(decoding: value, as: UTF8.self)
        default: break
        }
    }

    private mutating func dispatch() -> Event? {
        defer {
            data = Data()
            name = ""
        }
        guard !data.isEmpty else { return nil }
        return Event(name: name.isEmpty ? nil : name, data: data.dropLast(), id: id.isEmpty ? nil : id)
    }
}

/// Where the lines of a piece end, at a line feed or a carriage return.
///
/// The next of either is looked for only once it was passed, so that a piece of many lines is not searched again for each.
private struct LineEnds {
    private let piece: Data
    private var lineFeed: Data.Index
    private var carriageReturn: Data.Index

    init(in piece: Data) {
        self.piece = piece
        lineFeed = Self.index(of: 0x0A, in: piece, from: piece.startIndex)
        carriageReturn = Self.index(of: 0x0D, in: piece, from: piece.startIndex)
    }

    mutating func next(from start: Data.Index) -> Data.Index? {
        if lineFeed < start { lineFeed = Self.index(of: 0x0A, in: piece, from: start) }
        if carriageReturn < start { carriageReturn = Self.index(of: 0x0D, in: piece, from: start) }
        let end = min(lineFeed, carriageReturn)
        return end < piece.endIndex ? end : nil
    }

    /// The end of the piece when there is none.
    private static func index(of byte: Int32, in piece: Data, from start: Data.Index) -> Data.Index {
        piece[start...].withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, let found = memchr(base, byte, bytes.count) else {
                return piece.endIndex
            }
            return start + base.distance(to: UnsafeRawPointer(found))
        }
    }
}
