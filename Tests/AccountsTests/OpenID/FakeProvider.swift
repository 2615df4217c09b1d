import Accounts
import Crypto
import CryptoExtras
import Foundation
import Kernel
import Outbound
import Synchronization
import TestSupport
import Testing
import Vault

typealias Members = [String: any Sendable]

/// A provider on loopback that keeps the rules, save where its plan breaks one.
final class FakeProvider: Sendable {
    static let clientID = "studio"
    static let clientSecret = "s3cret/+"

    /// Where it differs from one that keeps the rules.
    struct Plan: Sendable {
        var key = SigningKey.es256("one")
        /// What it publishes; by default the key that it signs with.
        var published: [Members]?
        var metadata: @Sendable (inout Members) -> Void = { _ in }
        var header: @Sendable (inout Members) -> Void = { _ in }
        var claims: @Sendable (inout Members) -> Void = { _ in }
        var userInfo: Members?
        var tokens: @Sendable (inout Members) -> Void = { _ in }
    }

    /// What the browser brought to it.
    private struct Pending {
        var nonce = ""
        var challenge = ""
    }

    let plan: Mutex<Plan>
    private let time: TestClock
    private let pending = Mutex(Pending())

    init(_ plan: Plan, time: TestClock) {
        self.plan = Mutex(plan)
        self.time = time
    }

    /// Lets somebody sign in whose browser was sent to `address`.
    /// - Returns: the query that the browser brings back.
    func approve(_ address: String) throws -> String {
        let query = try #require(URLComponents(string: address)?.queryItems)
        let values = Dictionary(query.map { ($0.name, $0.value ?? "") }) { first, _ in first }
        #expect(values["response_type"] == "code" && values["code_challenge_method"] == "S256")
        #expect(values["client_id"] == Self.clientID)
        pending.withLock {
            $0 = Pending(nonce: values["nonce"] ?? "", challenge: values["code_challenge"] ?? "")
        }
        return "code=good%2Bcode&state=\(values["state"] ?? "")"
    }

    /// Answers a request at `issuer` and below.
    func answer(_ request: String, issuer: String) throws -> (status: String, body: Members) {
        let line = request.split(separator: " ", maxSplits: 2)
        switch line[1].split(separator: "/").dropFirst().joined(separator: "/") {
        case ".well-known/openid-configuration": return ("200 OK", metadata(issuer))
        case "keys": return ("200 OK", ["keys": plan.withLock { $0.published ?? [$0.key.published] }])
        case "token": return try tokens(request, issuer)
        case "userinfo":
            guard request.lowercased().contains("authorization: bearer access"),
                let info = plan.withLock({ $0.userInfo })
            else { return ("401 No", [:]) }
            return ("200 OK", info)
        default: return ("404 No", [:])
        }
    }

    private func metadata(_ issuer: String) -> Members {
        var members: Members = [
            "issuer": issuer, "authorization_endpoint": issuer + "/authorize",
            "token_endpoint": issuer + "/token", "jwks_uri": issuer + "/keys",
            "userinfo_endpoint": issuer + "/userinfo",
        ]
        plan.withLock { $0.metadata }(&members)
        return members
    }

    private func tokens(_ request: String, _ issuer: String) throws -> (status: String, body: Members) {
        let pending = pending.withLock { $0 }
        let form = request.split(separator: "\r\n\r\n").last.map(String.init) ?? ""
        let verifier = form.firstMatch(of: /code_verifier=([^&]+)/).map { String($0.1) } ?? ""
        let basic = Data("\(Self.clientID):s3cret%2F%2B".utf8).base64EncodedString()
        let isKnown =
            request.contains("Basic \(basic)")
            || form.contains("client_id=\(Self.clientID)&client_secret=s3cret%2F%2B")
        let isProven = encoded(Data(SHA256.hash(data: Data(verifier.utf8)))) == pending.challenge
        guard isKnown, isProven, form.contains("code=good%2Bcode"),
            form.contains("redirect_uri=https%3A%2F%2F")
        else {
            return ("400 Bad", ["error": "invalid_grant"])
        }
        var members: Members = [
            "access_token": "access", "token_type": "Bearer", "id_token": try idToken(issuer, pending.nonce),
        ]
        plan.withLock { $0.tokens }(&members)
        return ("200 OK", members)
    }

    private func idToken(_ issuer: String, _ nonce: String) throws -> String {
        let plan = plan.withLock { $0 }
        let now = Int(time.now.milliseconds / 1_000)
        var claims: Members = [
            "iss": issuer, "sub": "person-1", "aud": Self.clientID, "exp": now + 300, "iat": now,
            "nonce": nonce,
            "email": "ada@example.com", "email_verified": true, "name": "Ada", "locale": "zh-TW",
        ]
        plan.claims(&claims)
        var header: Members = ["alg": plan.key.algorithm, "kid": plan.key.name, "typ": "JWT"]
        plan.header(&header)
        let head = encoded(try json(header)) + "." + encoded(try json(claims))
        return head + "." + encoded(try plan.key.sign(Data(head.utf8)))
    }
}

/// A key of a test's own, with signatures that are made here and not by what is under test.
struct SigningKey: Sendable {
    let name: String
    let algorithm: String
    let published: Members
    let sign: @Sendable (Data) throws -> Data

    static func es256(_ name: String) -> SigningKey {
        let key = P256.Signing.PrivateKey()
        let point = key.publicKey.rawRepresentation
        let published: Members = [
            "kty": "EC", "crv": "P-256", "kid": name, "use": "sig", "x": encoded(Data(point.prefix(32))),
            "y": encoded(Data(point.suffix(32))),
        ]
        return SigningKey(name: name, algorithm: "ES256", published: published) {
            try key.signature(for: $0).rawRepresentation
        }
    }

    static func eddsa(_ name: String) -> SigningKey {
        let key = Curve25519.Signing.PrivateKey()
        let published: Members = [
            "kty": "OKP", "crv": "Ed25519", "kid": name, "x": encoded(key.publicKey.rawRepresentation),
        ]
        return SigningKey(name: name, algorithm: "EdDSA", published: published) { try key.signature(for: $0) }
    }

    /// `RS256` or `PS256`.
    static func rsa(_ name: String, _ algorithm: String) throws -> SigningKey {
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let numbers = try key.publicKey.getKeyPrimitives()
        let published: Members = [
            "kty": "RSA", "kid": name, "n": encoded(Data(numbers.modulus)),
            "e": encoded(Data(numbers.publicExponent)),
        ]
        return SigningKey(name: name, algorithm: algorithm, published: published) { data in
            let padding: _RSA.Signing.Padding = algorithm == "PS256" ? .PSS : .insecurePKCS1v1_5
            return try key.signature(for: SHA256.hash(data: data), padding: padding).rawRepresentation
        }
    }

    /// A signature by a secret, made with what everybody knows: the confusion of RFC 8725, section 2.1.
    static func hmac(_ name: String, with known: String) -> SigningKey {
        SigningKey(name: name, algorithm: "HS256", published: [:]) { data in
            Data(HMAC<SHA256>.authenticationCode(for: data, using: SymmetricKey(data: Data(known.utf8))))
        }
    }
}

func encoded(_ data: Data) -> String {
    data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
}

func json(_ members: Members) throws -> Data {
    try JSONSerialization.data(withJSONObject: members)
}

/// One installation with one or two providers, both on one loopback server: `a` and `b`.
struct SignInDesk: Sendable {
    let openID: OpenID
    let provider: FakeProvider
    let time: TestClock
    let server: ScriptedServer

    static let a = OpenIDProvider.ID("a") ?? .none
    static let b = OpenIDProvider.ID("b") ?? .none

    /// Runs `body` beside a provider of this plan.
    static func open(
        _ plan: FakeProvider.Plan = FakeProvider.Plan(),
        master: MasterKey = MasterKey(.seeded(7)),
        during body: @escaping @Sendable (SignInDesk) async throws -> Void
    ) async throws {
        let time = TestClock()
        let provider = FakeProvider(plan, time: time)
        let script: ScriptedServer.Script = { request, write in
            let host = request.firstMatch(of: /(?i)host: ([^\r]+)/).map { String($0.1) } ?? ""
            let first = request.split(separator: "/", maxSplits: 2)[1].prefix { $0 != " " }
            let (status, members) = try provider.answer(request, issuer: "http://\(host)/\(first)")
            let text = String(decoding: try json(members), as: UTF8.self)
            try await ScriptedServer.answer(text, status: status)(request, write)
        }
        try await ScriptedServer.serving(script) { port, server in
            let providers = try ["a", "b"].map { name in
                OpenIDProvider(
                    id: try #require(OpenIDProvider.ID(name)),
                    name: name,
                    issuer: try #require(
                        OpenIDProvider.Issuer("http://127.0.0.1:\(port)/\(name)", isLocal: true)
                    ),
                    clientID: FakeProvider.clientID,
                    clientSecret: Secret(FakeProvider.clientSecret)
                )
            }
            let openID = OpenID(
                providers,
                outbound: Outbound(
                    OutboundPolicy(isLocal: true),
                    clock: time.clock,
                    randomness: .seeded()
                ),
                master: master,
                returnAddress: { "https://studio.example/login/openid/\($0.text)" },
                clock: time.clock,
                randomness: .seeded()
            )
            try await body(SignInDesk(openID: openID, provider: provider, time: time, server: server))
        }
    }

    /// A whole sign-in.
    func signIn() async throws -> OpenIDIdentity {
        let departure = try await openID.begin(Self.a, on: .signIn, returningTo: "/")
        let query = try provider.approve(departure.address)
        return try await openID.finish(query, cookie: departure.cookie.reveal(), at: Self.a)
    }
}

extension OpenIDProvider.ID {
    /// For literal ids, which are well formed.
    fileprivate static var none: OpenIDProvider.ID {
        guard let id = OpenIDProvider.ID("none") else { preconditionFailure("a literal id is malformed") }
        return id
    }
}
