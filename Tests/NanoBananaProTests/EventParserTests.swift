import Foundation
import Testing

@testable import NanoBananaPro

struct EventParserTests {
    private typealias Event = EventParser.Event

    /// Every feature of the format that is there.
    private static let stream = """
        \u{FEFF}: a remark\nid: 1\nevent: progress\ndata: {"stage":"畫"}\n\ndata:first\r\ndata: second\r\nid: 2\r\n\r\nevent: image\rdata\rdata:  x\r\r\
        : keep\n\nevent: lost\n\nid: 9\n\nretry: 10\ndata: last\n\nid: 10\ndata: not whole
        """
    private static let expected = [
        Event(name: "progress", data: #"{"stage":"畫"}"#), Event(name: "message", data: "first\nsecond"),
        Event(name: "image", data: "\n x"), Event(name: "message", data: "last"),
    ]

    private func events(_ parts: [Data]) throws -> (events: [Event], lastID: String) {
        var parser = EventParser()
        let events = try parts.flatMap { try parser.take($0) }
        return (events, parser.lastID)
    }

    @Test func `a stream is read in one piece`() throws {
        let (events, lastID) = try events([Data(Self.stream.utf8)])
        #expect(events == Self.expected)
        #expect(lastID == "9")
    }

    @Test func `it does not matter where the stream is split`() throws {
        let bytes = Data(Self.stream.utf8)
        for place in 0...bytes.count {
            let (events, lastID) = try events([bytes.prefix(place), bytes.suffix(from: place)])
            #expect(events == Self.expected, "split at \(place)")
            #expect(lastID == "9", "split at \(place)")
        }
    }

    @Test(arguments: [1, 2, 3, 7])
    func `pieces may be as small as they like`(size: Int) throws {
        let bytes = Data(Self.stream.utf8)
        let parts = stride(from: 0, to: bytes.count, by: size).map { bytes[$0..<min($0 + size, bytes.count)] }
        #expect(try events(parts).events == Self.expected)
    }

    @Test func `any byte in any place is read without falling`() throws {
        let bytes = Data(Self.stream.utf8)
        for place in bytes.indices {
            for byte: UInt8 in [0, 0x0A, 0x0D, 0x20, 0x3A, 0x80, 0xFF] {
                var spoilt = bytes
                spoilt[place] = byte
                let count = try events([spoilt]).events.count
                #expect(count <= Self.expected.count + 2, "\(byte) at \(place)")
            }
        }
    }

    @Test func `every beginning of a stream gives a beginning of its events`() throws {
        let bytes = Data(Self.stream.utf8)
        for length in 0...bytes.count {
            let events = try events([bytes.prefix(length)]).events
            #expect(Array(Self.expected.prefix(events.count)) == events, "\(length) bytes")
        }
    }

    @Test func `an id with a null is none`() throws {
        #expect(try events([Data("id: 1\ndata: x\n\nid: 2\u{0}\ndata: x\n\n".utf8)]).lastID == "1")
    }

    @Test(arguments: ["data: ", "data: x\ndata: ", "id: "])
    func `an event without an end is given up`(beginning: String) throws {
        var parser = EventParser()
        _ = try parser.take(Data(beginning.utf8))
        let part = Data(repeating: UInt8(ascii: "x"), count: 64 * 1_024)
        #expect(throws: EventParser.TooLong.self) {
            for _ in 0...EventParser.longestEvent / part.count { _ = try parser.take(part) }
        }
    }

    @Test func `remarks without end use nothing up`() throws {
        var parser = EventParser()
        let remarks = Data(String(repeating: ": keep\n\n", count: 8_192).utf8)
        for _ in 0...2 * EventParser.longestEvent / remarks.count {
            #expect(try parser.take(remarks).isEmpty)
        }
        #expect(try parser.take(Data("data: x\n\n".utf8)).count == 1)
    }
}
