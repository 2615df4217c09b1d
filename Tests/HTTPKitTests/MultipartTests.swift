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

    /// What each part holds.
    private static func parts(_ pieces: [Data]) throws -> [String: String] {
        var parser = try MultipartParser(contentType: type)
        var (parts, name): ([String: Data], String) = ([:], "")
        for piece in pieces {
            for event in try parser.feed(piece) {
                switch event {
                case .part(let next):
                    name = next
                    parts[next] = Data()
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
        #expect(throws: Problem.self) { _ = try MultipartParser(contentType: type) }
    }

    @Test func `a head without an end is refused`() throws {
        var parser = try MultipartParser(contentType: Self.type)
        #expect(throws: Problem(.malformedBody)) {
            _ = try parser.feed(Data("------WebKitFormBoundaryAbC\r\n".utf8))
            _ = try parser.feed(Data(repeating: 0x41, count: 10_000))
        }
    }
}
