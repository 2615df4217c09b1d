#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reads server-sent events out of bytes that come in pieces of any length (WHATWG HTML, section 9.2.6).
struct EventParser: Sendable {
    struct Event: Hashable, Sendable {
        let name: String
        let data: String
    }

    /// More than this says no server of ours in one event, in bytes.
    static let longestEvent = 8 * 1_024 * 1_024

    /// The event is too long: the stream is not what it should be.
    struct TooLong: Error {}

    /// The id of the last event that was whole; empty before the first.
    private(set) var lastID = ""

    private var line = Data()
    private var isAtStart = true
    private var skipsLineFeed = false
    /// Of the event that is being read.
    private var (name, data, id): (String, [String], String?) = ("", [], nil)
    private var length = 0

    /// - Returns: the events that are whole by now.
    /// - Throws: `TooLong`.
    mutating func take(_ bytes: Data) throws(TooLong) -> [Event] {
        var events: [Event] = []
        for byte in bytes {
            let isAfterReturn = skipsLineFeed
            skipsLineFeed = false
            switch byte {
            case UInt8(ascii: "\n") where isAfterReturn: break
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                skipsLineFeed = byte == UInt8(ascii: "\r")
                if let event = endLine() { events.append(event) }
            default:
                length += 1
                guard length <= Self.longestEvent else { throw TooLong() }
                line.append(byte)
            }
        }
        return events
    }

    private mutating func endLine() -> Event? {
        let size = line.count
        var text = String(decoding: line, as: UTF8.self)
        line.removeAll(keepingCapacity: true)
        if isAtStart, text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        isAtStart = false
        guard !text.isEmpty else { return endEvent() }
        note(text, size)
        return nil
    }

    /// One line of an event; what begins with a colon is a remark.
    private mutating func note(_ text: String, _ size: Int) {
        let colon = text.utf8.firstIndex(of: UInt8(ascii: ":"))
        let field = text[..<(colon ?? text.endIndex)]
        var value = colon.map { text[text.utf8.index(after: $0)...] } ?? ""
        if value.utf8.first == UInt8(ascii: " ") {
            value = value[value.utf8.index(after: value.startIndex)...]
        }
        switch field {
        case "event": name = String(value)
        case "data": data.append(String(value))
        case "id" where !value.utf8.contains(0): id = String(value)
        case "": length -= size
        default: break
        }
    }

    private mutating func endEvent() -> Event? {
        defer { (name, data, length) = ("", [], 0) }
        if let id { lastID = id }
        guard !data.isEmpty else { return nil }
        return Event(name: name.isEmpty ? "message" : name, data: data.joined(separator: "\n"))
    }
}
