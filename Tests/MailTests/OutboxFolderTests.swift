import Foundation
import Kernel
import TestSupport
import Testing

@testable import Mail

struct OutboxFolderTests {
    let folder: TempFolder
    let outbox: OutboxFolder

    init() throws {
        folder = try TempFolder()
        outbox = OutboxFolder(folder["outbox"])
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: folder[path].path)[.posixPermissions] as? Int
    }

    @Test func `folder and files are for their owner alone`() async throws {
        try await outbox.deliver(.sample())
        let file = try #require(folder.files().first)
        #expect(try mode("outbox") == 0o700)
        #expect(try mode(file) == 0o600)
    }

    @Test func `a name tells neither whom a mail is for nor what about`() async throws {
        let message = try MailMessage.sample()
        try await outbox.deliver(message)
        #expect(
            try folder.files() == ["outbox/\(message.id.value.text).01010101010101010101010101010101.eml"]
        )
    }

    @Test func `forgetting somebody leaves others' mails`() async throws {
        for number in 1...3 as ClosedRange<UInt64> { try await outbox.deliver(.sample(number)) }
        try await outbox.forget(.sample(2))
        #expect(try folder.files().count == 2)
        #expect(try folder.files().allSatisfy { !$0.contains("0202") })
    }

    @Test func `a half-written mail is found like a whole one`() async throws {
        try await outbox.deliver(.sample())
        let half = ".\(RowID.sample(9).value.text).\(RecipientMark.sample(9).text).eml"
        try Data("half".utf8).write(to: folder["outbox/\(half)"])
        try await outbox.forget(.sample(9))
        #expect(try folder.files().count == 1)
    }

    @Test func `what is older than the limit goes, what is none of ours stays`() async throws {
        try await outbox.deliver(.sample())
        try Data().write(to: folder["outbox/notes.txt"])
        let made = RowID.sample().value.moment
        #expect(try await outbox.count(madeBefore: made) == 0)
        #expect(try await outbox.count(madeBefore: made + .milliseconds(1)) == 1)
        #expect(try await outbox.collect(madeBefore: made) == 0)
        #expect(try await outbox.collect(madeBefore: made + .milliseconds(1)) == 1)
        #expect(try folder.files() == ["outbox/notes.txt"])
    }

    @Test func `a place where nothing can be written is a reason to try again`() async throws {
        try Data().write(to: folder["outbox"])
        await #expect(throws: MailFailure.notWritable) { try await outbox.deliver(.sample()) }
    }
}
