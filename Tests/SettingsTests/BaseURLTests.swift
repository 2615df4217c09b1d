import Testing

@testable import App

struct BaseURLTests {
    @Test(arguments: ["http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080/"])
    func `the names of this machine are one local origin`(text: String) throws {
        let url = try #require(BaseURL(text))
        #expect(url.isLocal && !url.isSecure)
        #expect(
            url.allowedOrigins == ["http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080"]
        )
        #expect(url.allowedAuthorities == ["localhost:8080", "127.0.0.1:8080", "[::1]:8080"])
    }

    @Test(arguments: ["https://studio.example", "HTTPS://Studio.Example:443/"])
    func `a public address is one origin, with or without its own port`(text: String) throws {
        let url = try #require(BaseURL(text))
        #expect(url.isSecure && !url.isLocal)
        #expect(url.description == "https://studio.example")
        #expect(url.allowedOrigins == ["https://studio.example"])
        #expect(url.allowedAuthorities == ["studio.example", "studio.example:443"])
    }

    @Test func `another port belongs to the origin`() throws {
        let url = try #require(BaseURL("https://studio.example:8443"))
        #expect(url.allowedOrigins == ["https://studio.example:8443"])
        #expect(url.allowedAuthorities == ["studio.example:8443"])
    }

    @Test(arguments: [
        "http://127.0.0.2", "http://localhost.evil.example", "http://192.168.0.1", "http://[::2]",
        "http://0.0.0.0",
        "http://[::ffff:127.0.0.1]",
    ])
    func `nothing else is local`(text: String) throws {
        #expect(try #require(BaseURL(text)).isLocal == false)
    }

    @Test(arguments: [(80, "http://localhost"), (8_080, "http://localhost:8080")])
    func `without a base URL it is this machine at the port`(port: Int, text: String) {
        #expect(BaseURL(localPort: port).description == text)
    }
}
