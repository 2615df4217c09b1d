import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import Web

struct GzipTests {
    @Test(arguments: [1_000, 70_000, 300_000])
    func `what was compressed opens to what it was`(count: Int) throws {
        let text = Data(String(repeating: "a { colour: black }\n", count: count / 20).utf8)
        let zipped = try #require(Gzip.compressed(text))
        #expect(zipped.count < text.count / 10)
        #expect(try opened(zipped) == text)
    }

    @Test(arguments: [Data(), Data("a".utf8), Data((0..<200).map { UInt8($0) })])
    func `what gets no smaller is left as it is`(bytes: Data) {
        #expect(Gzip.compressed(bytes) == nil)
    }

    @Test(
        arguments: [
            ("gzip", true), ("br, gzip", true), ("GZIP", true), ("deflate , gzip ; q=0.5", true),
            ("gzip;q=0", false), ("gzip; q=0.000, br", false), ("identity", false), ("gzipped", false),
            ("*", false), ("", false),
        ] as [(String, Bool)]
    )
    func `it is sent to those who name it`(accepted: String, isSent: Bool) {
        #expect(Gzip.isAccepted(by: [.acceptEncoding: accepted]) == isSent)
    }

    @Test func `who names no coding gets none`() {
        #expect(!Gzip.isAccepted(by: [:]))
    }

    /// As the system's own program opens it.
    private func opened(_ zipped: Data) throws -> Data {
        let folder = try TempFolder()
        try zipped.write(to: folder["it.gz"])
        let gunzip = Process()
        gunzip.executableURL = URL(filePath: "/bin/gunzip")
        gunzip.arguments = [folder["it.gz"].path]
        try gunzip.run()
        gunzip.waitUntilExit()
        return try Data(contentsOf: folder["it"])
    }
}
