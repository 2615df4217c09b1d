import Foundation
import Testing

@testable import Gateways

/// Streams of events, however they are cut.
struct ServerSentEventsTests {
    private typealias Event = ServerSentEvents.Event

    private func events(_ text: String, in sizes: Int = .max) -> [Event] {
        events(Data(text.utf8), in: sizes)
    }

    private func events(_ stream: Data, in size: Int = .max) -> [Event] {
        var (parser, events, rest) = (ServerSentEvents(), [Event](), stream)
        while !rest.isEmpty {
            // A slice, whose first index is not 0.
            events += parser.take(rest.prefix(size))
            rest = rest.dropFirst(size)
        }
        return events
    }

    private func event(
        _ data: String,
        name: String? = nil,
        id: String? = nil
    ) -> Event {
        Event(name: name, data: Data(data.utf8), id: id)
    }

    @Test(arguments: ["\n", "\r", "\r\n"])
    func `a line ends with any of the three ends`(end: String) {
        let text = ["data: one", "", "data: two", "data: three", "", ""].joined(separator: end)
        #expect(events(text) == [event("one"), event("two\nthree")])
    }

    @Test func `ends may be mixed, and a CR before a LF is one end`() {
        #expect(events("data: a\r\ndata: b\rdata: c\n\r\ndata: d\r\r") == [event("a\nb\nc"), event("d")])
    }

    @Test func `an event is there with its blank line, and not before`() {
        var parser = ServerSentEvents()
        #expect(parser.take(Data("data: a\r\n".utf8)).isEmpty)
        #expect(parser.take(Data("\r".utf8)) == [event("a")])
        #expect(parser.take(Data("\ndata: b\n".utf8)).isEmpty)
        #expect(parser.take(Data("\n".utf8)) == [event("b")])
    }

    @Test func `comments, unknown fields and blank lines are passed over`() {
        #expect(events(": keep\n\n\n:\nretry: 10\nother: x\nDATA: y\n data: z\ndata: a\n\n") == [event("a")])
    }

    @Test func `one space after the colon is none of the value's`() {
        #expect(
            events("data:a\n\ndata: a\n\ndata:  a\n\ndata:\ta\n\n").map(\.data) == [
                Data("a".utf8), Data("a".utf8), Data(" a".utf8), Data("\ta".utf8),
            ]
        )
    }

    @Test func `a field without a colon is empty, and empty data is data`() {
        // The standard's own example.
        #expect(events("data\n\ndata\ndata\n\ndata:") == [event(""), event("\n")])
    }

    @Test func `an event without data is none, and its name goes with it`() {
        #expect(events("event: lost\n\ndata: a\n\n") == [event("a")])
    }

    @Test func `a name holds for its event, an id until the next one`() {
        let text = "event: add\nid: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\nid: 2\u{0}\ndata: d\n\n"
        #expect(
            events(text) == [
                event("a", name: "add", id: "1"), event("b", id: "1"), event("c"), event("d"),
            ]
        )
    }

    @Test func `a byte order mark before everything is passed over, and one elsewhere is not`() {
        #expect(events("\u{FEFF}data: a\n\n") == [event("a")])
        #expect(events("data: b\n\n\u{FEFF}data: a\n\n") == [event("b")])
        #expect(events("data: \u{FEFF}a\n\n") == [event("\u{FEFF}a")])
    }

    @Test func `separators of Unicode end no line`() {
        let text = "{\"a\":\"1\u{2028}2\u{2029}3\u{85}4\u{B}5\"}"
        #expect(events("data: \(text)\n\n") == [event(text)])
    }

    @Test func `bytes that are no text go through as they are`() {
        let bytes = Data([0xFF, 0xC3, 0x00, 0xED, 0xA0])
        let stream = Data("data: ".utf8) + bytes + Data("\n\n".utf8)
        #expect(events(stream) == [Event(data: bytes)])
    }

    @Test func `what breaks off comes at the end, for whoever wants it`() {
        for (text, rest) in [
            ("data: a\n\n", nil), ("data: a\n", "a"), ("data: a", "a"), ("data: a\r", "a"), ("", nil),
            ("event: x\n", nil), ("data: a\n\n: end", nil),
        ] {
            var parser = ServerSentEvents()
            _ = parser.take(Data(text.utf8))
            #expect(parser.end() == rest.map { event($0) }, "\(text)")
            #expect(parser.end() == nil)
        }
    }

    private static let stream = """
        \u{FEFF}: hello\r\nevent: 加\r\nid: 七\r\ndata: {"x":"é\u{1F34C}",\r\ndata: "y":1}\r\n\r\n\
        data: b\r\rdata: c\ndata\n\nevent: e\r\n\r\ndata:d\n\r\n\r\ndata: ü\n\n
        """

    @Test func `every cut gives the same events`() {
        let stream = Data(Self.stream.utf8)
        let whole = events(stream)
        #expect(whole.count == 5)
        #expect(whole.first == event("{\"x\":\"é\u{1F34C}\",\n\"y\":1}", name: "加", id: "七"))
        for cut in 0...stream.count {
            var parser = ServerSentEvents()
            let cutInTwo = parser.take(stream[..<cut]) + parser.take(stream[cut...])
            #expect(cutInTwo == whole, "cut at \(cut)")
        }
    }

    @Test(arguments: 1...17)
    func `pieces of every size give the same events`(size: Int) {
        #expect(events(Self.stream, in: size) == events(Self.stream))
    }

    @Test func `nothing that comes is more than the parser can bear`() {
        let stream = Data(Self.stream.utf8)
        for place in stream.indices {
            for byte: UInt8 in [0x00, 0x0A, 0x0D, 0x3A, 0x20, 0xEF, 0xFF] {
                var mutated = stream
                mutated[place] = byte
                #expect(events(mutated) == events(mutated, in: 3))
            }
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a line of 48 MB that trickles in takes no longer than its length`() {
        var (parser, piece) = (ServerSentEvents(), Data(repeating: UInt8(ascii: "A"), count: 1 << 10))
        _ = parser.take(Data("data: ".utf8))
        for _ in 0..<(48 << 10) { #expect(parser.take(piece).isEmpty) }
        piece = Data("\r\n\r\n".utf8)
        let events = parser.take(piece)
        #expect(events.map(\.data.count) == [48 << 20])
    }

    @Test(.timeLimit(.minutes(1)))
    func `a piece of many lines takes no longer than its length`() {
        let lines = String(repeating: ":\n", count: 200_000)
        #expect(events(lines + "data: a\n\n") == [event("a")])
    }
}
