import Foundation
import Kernel
import NIOCore
import NIOPosix
import TestSupport
import Testing

@testable import Mail

@Suite(.timeLimit(.minutes(5)))
struct SMTPTransportTests {
    /// What a delivery meets at a server that follows a script.
    private func failure(
        _ script: FakeSMTPServer.Script,
        to recipient: String = "mei@mail.example",
        signIn: String = "",
        host: String = "127.0.0.1"
    ) async throws -> (failure: MailFailure?, commands: [String], mails: Int) {
        try await FakeSMTPServer.running(script, on: host) { server, port in
            let transport = try SMTPTransport.toServer("smtp://\(signIn)\(host):\(port)")
            do {
                try await transport.deliver(.sample(to: recipient))
                return (nil, server.commands, server.mails.count)
            } catch let failure as MailFailure {
                return (failure, server.commands, server.mails.count)
            }
        }
    }

    private func script(_ change: (inout FakeSMTPServer.Script) -> Void) -> FakeSMTPServer.Script {
        var script = FakeSMTPServer.Script()
        change(&script)
        return script
    }

    @Test func `a mail takes these commands and no others`() async throws {
        let size = try MailMessage.sample().bytes.count
        #expect(
            try await failure(FakeSMTPServer.Script()).commands == [
                "EHLO studio.example", "MAIL FROM:<no-reply@studio.example> SIZE=\(size)",
                "RCPT TO:<mei@mail.example>", "DATA", "QUIT",
            ]
        )
    }

    @Test(arguments: ["MAIL", "RCPT", "DATA", "."], [(451, false), (421, false), (550, true), (552, true)])
    func `a refusal is for good or for now, as its number says`(
        step: String,
        answer: (code: Int, isFinal: Bool)
    ) async throws {
        let script = script { $0.answers = [step: ["\(answer.code)-no\r\n\(answer.code) not now\r\n"]] }
        let met = try await failure(script)
        #expect(met.failure == (answer.isFinal ? .refused(code: answer.code) : .deferred(code: answer.code)))
        #expect(met.failure?.isFinal == answer.isFinal)
        #expect(met.mails == 0)
    }

    @Test(arguments: ["554 go away\r\n", "421 too busy\r\n"])
    func `a server that will not talk is asked again`(greeting: String) async throws {
        let met = try await failure(script { $0.greeting = greeting })
        #expect(met.failure?.isFinal == false)
        #expect(met.commands == [])
    }

    @Test(arguments: ["hello\r\n", "220", "\0\0\0\0\r\n", "220-a\r\n221 b\r\n"])
    func `what is no mail server is given nothing`(greeting: String) async throws {
        try await FakeSMTPServer.running(script { $0.greeting = greeting }) { server, port in
            let time = TestClock()
            let transport = try SMTPTransport.toServer("smtp://127.0.0.1:\(port)", clock: time.clock)
            let sending = Task { try await transport.deliver(.sample()) }
            // A greeting that never ends is waited for; the others fail before.
            if greeting == "220" {
                try await time.untilAsleep(for: SMTPTransport.deliveryLimit)
                time.advance(by: SMTPTransport.deliveryLimit)
            }
            let error = await #expect(throws: MailFailure.self) { try await sending.value }
            #expect(error == (greeting == "220" ? .timedOut : .garbled))
            #expect(server.commands == [])
        }
    }

    @Test func `a server that falls silent is left after a while`() async throws {
        try await FakeSMTPServer.running(script { $0.answers = ["RCPT": [""]] }) { server, port in
            let time = TestClock()
            let transport = try SMTPTransport.toServer("smtp://127.0.0.1:\(port)", clock: time.clock)
            let sending = Task { try await transport.deliver(.sample()) }
            try await time.untilAsleep(for: SMTPTransport.deliveryLimit)
            time.advance(by: SMTPTransport.deliveryLimit)
            await #expect(throws: MailFailure.timedOut) { try await sending.value }
        }
    }

    @Test func `nobody there is a reason to try again`() async throws {
        let port = try await FakeSMTPServer.running { _, port in port }
        await #expect(throws: MailFailure.unreachable) {
            try await SMTPTransport.toServer("smtp://127.0.0.1:\(port)").deliver(.sample())
        }
    }

    @Test func `a server elsewhere that cannot encrypt is given nothing`() async throws {
        let met = try await failure(FakeSMTPServer.Script(), signIn: "me:secret@", host: "127.0.0.2")
        #expect(met.failure == .notEncrypted)
        #expect(met.commands == ["EHLO studio.example"])
    }

    @Test func `a server that takes back STARTTLS is given nothing`() async throws {
        let script = script {
            $0.extensions = ["STARTTLS"]
            $0.answers = ["STARTTLS": ["454 not now\r\n"]]
        }
        let met = try await failure(script, host: "127.0.0.2")
        #expect(met.failure == .notEncrypted)
        #expect(met.commands == ["EHLO studio.example", "STARTTLS"])
    }

    @Test func `words slipped in before the encryption begins are not taken for the server's`() async throws {
        let script = script {
            $0.extensions = ["STARTTLS"]
            $0.answers = ["STARTTLS": ["220 go ahead\r\n250 mail.example\r\n"]]
        }
        let met = try await failure(script, host: "127.0.0.2")
        #expect(met.failure == .garbled)
    }

    @Test func `a server that says it encrypts and does not is given nothing`() async throws {
        let script = script {
            $0.extensions = ["STARTTLS"]
            $0.answers = ["STARTTLS": ["220 go ahead\r\n"]]
        }
        try await FakeSMTPServer.running(script, on: "127.0.0.2") { server, port in
            let time = TestClock()
            let transport = try SMTPTransport.toServer("smtp://127.0.0.2:\(port)", clock: time.clock)
            let sending = Task { try await transport.deliver(.sample()) }
            try await time.untilAsleep(for: SMTPTransport.deliveryLimit)
            time.advance(by: SMTPTransport.deliveryLimit)
            await #expect(throws: MailFailure.self) { try await sending.value }
            #expect(!server.commands.contains { $0.hasPrefix("MAIL") })
        }
    }

    @Test func `name and password go by PLAIN where both are offered`() async throws {
        let met = try await failure(script { $0.extensions = ["AUTH LOGIN PLAIN"] }, signIn: "me:s%3Acret@")
        #expect(met.failure == nil)
        #expect(met.commands[1] == "AUTH PLAIN \(Data("\0me\0s:cret".utf8).base64EncodedString())")
    }

    @Test func `name and password go by LOGIN otherwise`() async throws {
        let (name, password) = (
            Data("me".utf8).base64EncodedString(), Data("secret".utf8).base64EncodedString()
        )
        let script = script {
            $0.extensions = ["AUTH LOGIN"]
            $0.answers = [name: ["334 UGFzc3dvcmQ6\r\n"], password: ["235 in\r\n"]]
        }
        let met = try await failure(script, signIn: "me:secret@")
        #expect(met.failure == nil)
        #expect(met.commands[1...3] == ["AUTH LOGIN", name, password])
    }

    @Test(arguments: [["AUTH CRAM-MD5"], []])
    func `a server without a way in that we know is given neither password nor mail`(
        extensions: [String]
    ) async throws {
        let met = try await failure(script { $0.extensions = extensions }, signIn: "me:secret@")
        #expect(met.failure == .notAdmitted)
        #expect(met.commands == ["EHLO studio.example"])
    }

    @Test func `a wrong password keeps the mail, for the operator may mend it`() async throws {
        let script = script {
            $0.extensions = ["AUTH PLAIN"]
            $0.answers = ["AUTH": ["535 5.7.8 no\r\n"]]
        }
        let met = try await failure(script, signIn: "me:secret@")
        #expect(met.failure == .notAdmitted)
        #expect(met.failure?.isFinal == false)
    }

    @Test func `an address of other letters goes to servers that take them`() async throws {
        let script = script { $0.extensions = ["8BITMIME", "SMTPUTF8"] }
        let met = try await failure(script, to: "梅@郵件.example")
        #expect(met.failure == nil)
        #expect(met.commands[1] == "MAIL FROM:<no-reply@studio.example> BODY=8BITMIME SMTPUTF8")
        #expect(met.commands[2] == "RCPT TO:<梅@郵件.example>")
    }

    @Test func `an address of other letters is refused for servers that do not`() async throws {
        let met = try await failure(FakeSMTPServer.Script(), to: "梅@郵件.example")
        #expect(met.failure == .addressNotSupported)
        #expect(met.failure?.isFinal == true)
    }

    @Test func `encryption on the whole way is not asked for where the first step has none`() async throws {
        let met = try await failure(script { $0.extensions = ["REQUIRETLS"] })
        #expect(!met.commands.contains { $0.contains("REQUIRETLS") })
    }

    @Test func `a file that holds no certificates is refused at the start`() throws {
        let folder = try TempFolder()
        try Data("nothing".utf8).write(to: folder["ca.pem"])
        for name in ["ca.pem", "missing.pem"] {
            let error = #expect(throws: SMTPRefusal.self) {
                try SMTPTransport(
                    server: #require(SMTPServer("smtps://mail.example")),
                    domain: "studio.example",
                    authorities: folder[name],
                    clock: .system
                )
            }
            #expect(error?.description.contains("NBP_SMTP_CA: \(folder[name].path)") == true)
        }
    }
}
