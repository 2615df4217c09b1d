import Foundation
import Kernel
import TestSupport
import Testing

@testable import Mail

/// What every implementation of MailTransport does.
@Suite(.timeLimit(.minutes(5)))
struct MailTransportConformanceTests {
    private static let awkward =
        "Subject: x\r\n\r\n.\r\n..\r\n.dot\r\n\r\nend=20\r\n" + String(repeating: "y", count: 998)
        + "\r\n.\r\n"

    @Test(arguments: MailTransportKind.allCases)
    func `a mail arrives byte for byte`(kind: MailTransportKind) async throws {
        let message = try MailMessage.sample(text: Self.awkward)
        try await kind.open { transport, arrived in
            try await transport.deliver(message)
            #expect(try arrived() == [message.bytes])
        }
    }

    @Test(arguments: MailTransportKind.allCases)
    func `a mail that comes again is taken again`(kind: MailTransportKind) async throws {
        let message = try MailMessage.sample()
        try await kind.open { transport, arrived in
            try await transport.deliver(message)
            try await transport.deliver(message)
            #expect(try Set(arrived()) == [message.bytes])
        }
    }

    @Test(arguments: MailTransportKind.allCases)
    func `mails at once all arrive`(kind: MailTransportKind) async throws {
        let messages = try (1...20).map { try MailMessage.sample($0, text: "Subject: \($0)\r\n\r\n") }
        try await kind.open { transport, arrived in
            try await withThrowingTaskGroup { group in
                for message in messages { group.addTask { try await transport.deliver(message) } }
                try await group.waitForAll()
            }
            #expect(try Set(arrived()) == Set(messages.map(\.bytes)))
        }
    }

    @Test(arguments: MailTransportKind.allCases)
    func `forgetting and collecting before any mail is harmless`(kind: MailTransportKind) async throws {
        try await kind.open { transport, arrived in
            try await transport.forget(.sample())
            #expect(try await transport.collect(madeBefore: TestClock().now) == 0)
            #expect(try arrived() == [])
        }
    }
}
