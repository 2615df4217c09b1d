import Kernel
import Testing

@testable import Mail

struct SMTPServerTests {
    @Test(
        arguments: [
            ("smtp://mail.example", "mail.example", 587, .startTLS),
            ("SMTP://Mail.Example:25/", "mail.example", 25, .startTLS),
            ("smtps://mail.example", "mail.example", 465, .implicit),
            ("smtps://localhost:2465", "localhost", 2_465, .implicit),
            ("smtp://localhost", "localhost", 587, .none), ("smtp://127.0.0.1:25", "127.0.0.1", 25, .none),
            ("smtp://[::1]:25", "::1", 25, .none), ("smtp://127.0.0.2:25", "127.0.0.2", 25, .startTLS),
            ("smtp://[2001:db8::1]", "2001:db8::1", 587, .startTLS),
            ("smtp://localhost.evil.example", "localhost.evil.example", 587, .startTLS),
        ] as [(String, String, Int, SMTPServer.Security)]
    )
    func `an address says where and how safely`(
        url: String,
        host: String,
        port: Int,
        security: SMTPServer.Security
    ) throws {
        let server = try #require(SMTPServer(url))
        #expect(server.host == host)
        #expect(server.port == port)
        #expect(server.security == security)
        #expect(server.signIn == nil)
    }

    @Test func `name and password are decoded, and the password does not print`() throws {
        let server = try #require(SMTPServer("smtps://mei%40x.example:p%3A%2Fw%C3%A4@mail.example"))
        #expect(server.signIn?.name == "mei@x.example")
        #expect(server.signIn?.password.reveal() == "p:/wä")
        #expect(!"\(server)".contains("p:/w"))
    }

    @Test(arguments: [
        "", "mail.example", "http://mail.example", "smtp://", "smtp://mail.example:0",
        "smtp://mail.example:65536",
        "smtp://a b", "smtp://mail.example/x", "smtp://u@mail.example", "smtp://u:@mail.example",
        "smtp://u:%zz@mail.example", "smtp://u:%0D%0Ax@mail.example", "smtp://u:%FF@mail.example",
        "smtp://u:p@q@mail.example", "smtp://mail.example\r\n", "smtp://-x", "smtp://mail.example?x",
    ])
    func `what is no mail server is refused`(url: String) {
        #expect(SMTPServer(url) == nil)
    }
}
