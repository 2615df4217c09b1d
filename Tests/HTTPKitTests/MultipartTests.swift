import Foundation
import HTTPKit
import Kernel
import Testing

struct MultipartTests {
    static let type = "multipart/form-data; boundary=----WebKitFormBoundaryAbC"
    static let form = Data(
        """
        ------WebKitFormBoundaryAbC\r
        Content-Disposition: form-data; name="csrf"\r
        \r
        token\r
        ------WebKitFormBoundaryAbC\r
        Content-Disposition: form-data; name="archive"; filename="a.zip"\r
        Content-Type: application/zip\r
        \r
        one\r
        --two\r
        ------WebKitFormBoundaryAb\r
        three\r
        ------WebKitFormBoundaryAbC--\r

        """.utf8
    )

    static let limits = MultipartLimits(parts: 3)

    /// What each part holds.
    private static func parts(_ pieces: [Data]) throws -> [String: String] {
        var parser = try MultipartParser(contentType: type, limits: limits)
        var (parts, name): ([String: Data], String) = ([:], "")
        for piece in pieces {
            for event in try parser.feed(piece) {
                switch event {
                case .part(let head):
                    name = head.name
                    parts[name] = Data()
                case .bytes(let bytes): parts[name]?.append(bytes)
                case .end: break
                }
            }
        }
        try parser.requireEnd()
        return parts.mapValues { String(decoding: $0, as: UTF8.self) }
    }

    private static let expected = [
        "csrf": "token", "archive": "one\r\n--two\r\n------WebKitFormBoundaryAb\r\nthree",
    ]

    @Test func `a form is the same however it comes`() throws {
        #expect(try Self.parts([Self.form]) == Self.expected)
        #expect(try Self.parts(Self.form.map { Data([$0]) }) == Self.expected)
        for split in 1..<Self.form.count {
            let pieces = [Self.form.prefix(split), Self.form.dropFirst(split)].map { Data($0) }
            #expect(try Self.parts(pieces) == Self.expected, "split at \(split)")
        }
    }

    @Test func `a form that is cut is none`() throws {
        let whole = Self.form.count - 4
        for length in 0..<whole {
            #expect(throws: Problem.self, "cut at \(length)") { try Self.parts([Self.form.prefix(length)]) }
        }
    }

    @Test(arguments: [nil, "", "application/zip", "multipart/form-data", "multipart/form-data; boundary="])
    func `what is no form with a boundary is refused`(type: String?) {
        #expect(throws: Problem.self) { _ = try MultipartParser(contentType: type, limits: Self.limits) }
    }

    @Test func `a head without an end is refused`() throws {
        var parser = try MultipartParser(contentType: Self.type, limits: Self.limits)
        #expect(throws: Problem(.malformedBody)) {
            _ = try parser.feed(Data("------WebKitFormBoundaryAbC\r\n".utf8))
            _ = try parser.feed(Data(repeating: 0x41, count: 10_000))
        }
    }

    @Test(arguments: [
        (#"form-data; name="file"; filename="a b.png""#, "a b.png"),
        (#"form-data; name="file"; filename="a;b=\"c\".png""#, #"a;b="c".png"#),
        (#"form-data; name="file"; filename="a%22b.png""#, #"a"b.png"#),
        (#"form-data; name="file"; filename="C:\Photos\a.png""#, #"C:\Photos\a.png"#),
        (#"FORM-DATA; NAME=file; FILENAME=a.png;"#, "a.png"),
        (#"form-data; name="file"; filename="x"; filename*=UTF-8''%E8%B2%93.png"#, "貓.png"),
        (#"form-data; name="file"; filename="貓.png""#, "貓.png"),
        (#"form-data; name="file"; filename="""#, ""), (#"form-data; name="file""#, nil),
    ])
    func `a file's name is read however it is written`(disposition: String, name: String?) throws {
        let head = try Self.head("Content-Disposition: \(disposition)\r\nContent-Type: image/png")
        #expect(head == ["file", name])
    }

    @Test(arguments: [
        "", "X: y", "Content-Disposition: attachment; name=\"file\"", "Content-Disposition: form-data",
        "Content-Disposition: form-data; name=\"\"", "Content-Disposition: form-data; name=\"a",
        "Content-Disposition: form-data; name=\"a\"b", "Content-Disposition: form-data; name",
        "Content-Disposition: form-data; name=\"a\"; name=\"b\"", "nonsense",
        "Content-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"",
        "Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64",
        "Content-Disposition: form-data;\r\n name=\"a\"", "Content-Disposition: form-data; name=\"a\u{0}\"",
        "Content-Disposition: form-data; name=\"a\"\rX: y",
        "Content-Disposition: form-data; name=\"a\"\nX: y",
        "Content-Disposition: form-data; name=\"\(String(repeating: "a", count: 65))\"",
        "Content-Disposition: form-data; name=\"a\"\(String(repeating: "\r\nX: y", count: 8))",
        "Content-Disposition: form-data; name=\"a\"\r\nX: \(String(repeating: "y", count: 4_096))",
    ])
    func `a head that is not as forms have it is refused`(head: String) {
        #expect(throws: Problem(.malformedBody)) { try Self.head(head) }
    }

    @Test func `more parts, longer parts and a long tail are refused`() throws {
        let part = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n12345\r\n"
        var limits = MultipartLimits(parts: 2)
        #expect(throws: Never.self) { try Self.feed(part + part + "--b--\r\n", limits) }
        #expect(throws: Problem(.malformedBody)) { try Self.feed(part + part + part + "--b--", limits) }
        #expect(throws: Problem(.malformedBody)) { try Self.feed("preamble\r\n" + part + "--b--", limits) }
        let tail = String(repeating: "x", count: limits.epilogueBytes + 1)
        #expect(throws: Problem(.malformedBody)) { try Self.feed(part + "--b--" + tail, limits) }
        limits.partBytes = 5
        #expect(throws: Never.self) { try Self.feed(part + "--b--", limits) }
        limits.partBytes = 4
        #expect(throws: Problem(.fileTooLarge, field: "file", ["limit": "0"])) {
            try Self.feed(part + "--b--", limits)
        }
    }

    @Test func `whatever is changed in a form, it is read or refused`() {
        var generator = SeededGenerator(Seed(clamping: 7))
        for _ in 0..<2_000 {
            var form = Self.form
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<form.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: form[place] = UInt8.random(in: .min ... .max, using: &generator)
                case 1: form.remove(at: place)
                default: form.insert(form[Int.random(in: 0..<form.count, using: &generator)], at: place)
                }
            }
            let cut = Int.random(in: 0...form.count, using: &generator)
            let whole = Result { try Self.parts([form]) }
            let split = Result { try Self.parts([Data(form.prefix(cut)), Data(form.dropFirst(cut))]) }
            switch (whole, split) {
            case (.success(let one), .success(let other)): #expect(one == other)
            case (.failure(let error), .failure): #expect(error is Problem)
            default: Issue.record("a form is read or not by how it is split: \(form.base64EncodedString())")
            }
        }
    }

    /// The name of the only part of a form with this head, and of its file.
    private static func head(_ head: String) throws -> [String?] {
        var parser = try MultipartParser(contentType: "multipart/form-data; boundary=b", limits: limits)
        let events = try parser.feed(Data("--b\r\n\(head)\r\n\r\nx\r\n--b--".utf8))
        guard case .part(let head) = events.first else { return [] }
        return [head.name, head.fileName]
    }

    private static func feed(_ form: String, _ limits: MultipartLimits) throws {
        var parser = try MultipartParser(contentType: "multipart/form-data; boundary=b", limits: limits)
        _ = try parser.feed(Data(form.utf8))
        try parser.requireEnd()
    }
}
