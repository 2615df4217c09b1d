package import Hummingbird
package import Kernel
import NIOCore

/// `/.well-known/security.txt`: whom to tell about a weakness (RFC 9116).
///
/// It never lapses: its end is counted from the day on which it is read. The operator answers for the address, which the settings
/// demand once the base URL is not local.
package struct SecurityText: Sendable {
    private static let validity: Duration = .days(180)

    private let contact: EmailAddress?
    private let base: String
    private let clock: Clock

    /// `base` is the base URL, without a slash at the end.
    package init(contact: EmailAddress?, base: String, clock: Clock) {
        self.contact = contact
        self.base = base
        self.clock = clock
    }

    package func mount(on router: Router<AppContext>) {
        router.get(RouterPath(Route.securityText.path), use: show)
        // The page is where the W3C's "A Well-Known URL for Changing Passwords" has password keepers look for it.
        router.get(RouterPath(Route.changePassword.path)) { _, _ in
            Response(status: .found, headers: [.location: Route.accountPassword.path])
        }
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let text else { throw Problem(.notFound) }
        return Response(
            status: .ok,
            headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }

    /// Nil without an address to write to.
    var text: String? {
        guard let contact else { return nil }
        let day = Duration.days(1).wholeMilliseconds
        let today = Timestamp(milliseconds: clock.now().milliseconds / day * day)
        let languages = Language.allCases.map(\.rawValue).joined(separator: ", ")
        return """
            Contact: mailto:\(Self.escaped(contact.text))
            Expires: \((today + Self.validity).description.replacing(".000Z", with: "Z"))
            Preferred-Languages: \(languages)
            Canonical: \(base)\(Route.securityText.path)

            """
    }

    /// Percent-encodes what a `mailto:` address may not hold as it is (RFC 6068, section 2).
    private static func escaped(_ address: String) -> String {
        let kept = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+@".utf8)
        return address.utf8.map { byte in
            if kept.contains(byte) { return String(Unicode.Scalar(byte)) }
            return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
