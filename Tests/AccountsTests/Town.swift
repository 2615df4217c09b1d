import FoundationEssentials
import Kernel
import Store
import Synchronization
import TestSupport
import Testing

@testable import Accounts

/// An installation whose links can be read, and what people do with it.
struct Town: Sendable {
    static let password = "correct horse battery staple"
    static let traits = ClientTraits(device: "Firefox, Linux", network: "203.0.113.0/24")

    let place: TestInstallation
    let notes: Notes

    /// What a test wants to know afterwards.
    final class Notes: Sendable {
        private let state = Mutex((hashes: 0, tokens: [Token]()))

        var hashes: Int { state.withLock { $0.hashes } }
        /// The tokens of all links that were written, the last one last.
        var tokens: [Token] { state.withLock { $0.tokens } }

        func countHash() { state.withLock { $0.hashes += 1 } }
        func keep(_ token: Token) -> String {
            state.withLock { $0.tokens.append(token) }
            return "https://studio.example/\(token.secret.reveal())"
        }
    }

    init(_ change: (inout TestInstallation.Plan) -> Void = { _ in }) async throws {
        let notes = Notes()
        var plan = TestInstallation.Plan()
        plan.onPasswordWork = { notes.countHash() }
        plan.links = AccountLinks(
            confirm: { token, _ in notes.keep(token) },
            reset: { token, _ in notes.keep(token) },
            signIn: { _ in "https://studio.example/login" },
            signUp: { _ in "https://studio.example/signup" },
            forgotten: { _ in "https://studio.example/reset" },
            security: { _ in "https://studio.example/account/security" },
            keys: { _ in "https://studio.example/account/keys" },
            oldEmail: { token, _ in notes.keep(token) },
            newEmail: { token, _ in notes.keep(token) },
            report: { id, _ in "https://studio.example/erased/\(id.text)" },
            restriction: { _ in "https://studio.example/privacy/restrict" }
        )
        change(&plan)
        place = try await TestInstallation(plan)
        self.notes = notes
    }

    var accounts: Accounts { place.accounts }

    func wish(_ email: String, password: String = Self.password) throws -> SignUp {
        let birth = try BirthMonth(year: 1_990, month: 5, now: place.time.now)
        let country = try #require(Country("TW"))
        guard case .passed(let ticket) = try accounts.judge(birth, in: country, blockedBy: nil) else {
            throw Problem(.underAge)
        }
        return SignUp(
            email: try #require(EmailAddress(email)),
            password: try Password(password),
            name: try DisplayName("梅"),
            language: .traditionalChinese,
            ticket: ticket
        )
    }

    /// Signs up and confirms.
    func member(_ email: String, as visitor: Visitor? = nil) async throws -> SignedIn {
        try await accounts.signUp(wish(email), as: visitor)
        let token = try #require(notes.tokens.last)
        return try await accounts.confirm(token, password: Password(Self.password), traits: Self.traits)
    }

    /// Signs somebody in who has no second factor, with a browser that the account knows unless told otherwise.
    func signIn(
        _ email: String,
        _ password: String = Self.password,
        fromKnown isKnown: Bool = true
    ) async throws -> SignedIn {
        try #require(try await enter(email, password, fromKnown: isKnown).signedIn)
    }

    func enter(
        _ email: String,
        _ password: String = Self.password,
        fromKnown isKnown: Bool = true
    ) async throws -> Entry {
        let traits = ClientTraits(
            device: Self.traits.device,
            network: Self.traits.network,
            deviceProof: isKnown ? accounts.deviceProof(of: email) : nil
        )
        return try await accounts.signIn(email: email, password: Password(password), traits: traits)
    }

    func session(_ signedIn: SignedIn) async throws -> Session {
        try #require(try await accounts.session(signedIn.token))
    }

    /// The kinds of the mails that wait, the oldest first.
    func mails() async throws -> [String] {
        try await place.store.read { tx in
            try tx.all("SELECT kind FROM mail_outbox ORDER BY id") { try $0.get("kind") }
        }
    }
}
