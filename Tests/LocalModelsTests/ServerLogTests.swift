import Foundation
import Glibc
import TestSupport
import Testing

@testable import LocalModels

struct ServerLogTests {
    let folder: TempFolder
    let log: ServerLog

    init() throws {
        folder = try TempFolder()
        log = ServerLog(in: folder.url)
    }

    /// Says something as a program does that has the file open.
    private func say(_ text: String, _ output: ChildOutput) {
        _ = text.withCString { write(output.descriptor, $0, text.utf8.count) }
    }

    private func content(_ name: String) throws -> String {
        try String(contentsOf: folder[name], encoding: .utf8)
    }

    @Test func `what is said is appended, for the owner's eyes`() throws {
        for word in ["one ", "two"] { say(word, try #require(log.open())) }
        #expect(try content("sd-server.log") == "one two")
        let attributes = try FileManager.default.attributesOfItem(atPath: log.file.path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func `a log that is too long makes room, and one older is kept`() throws {
        let output = try #require(log.open())
        for words in ["first words", "second words"] {
            say(words, output)
            log.rotate(above: 10)
        }
        say("now", output)
        log.rotate(above: 10)
        #expect(try content("sd-server.log") == "now")
        #expect(try content("sd-server.log.1") == "second words")
    }

    @Test func `a log that is missing is no matter`() {
        log.rotate()
        #expect(!FileManager.default.fileExists(atPath: log.file.path))
    }
}
