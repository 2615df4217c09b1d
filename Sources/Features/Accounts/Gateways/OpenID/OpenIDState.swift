import Crypto
import FoundationEssentials
import Kernel
import Outbound
import Synchronization
import Vault

/// What we must still know when a person comes back; it travels sealed in a cookie of theirs.
struct OpenIDState: Codable, Sendable {
    static let longestCookie = 4_096

    /// Shows that the answer belongs to this browser.
    let state: String
    /// Shows that the token belongs to this sign-in.
    let nonce: String
    /// Shows that the code is exchanged by whoever asked for it.
    let verifier: String
    let provider: String
    let errand: OpenIDErrand
    let page: String
    /// In milliseconds since 1970.
    let endsAt: Int64

    init(
        _ provider: OpenIDProvider.ID,
        on errand: OpenIDErrand,
        page: String,
        endsAt: Timestamp,
        randomness: Randomness
    ) {
        state = Base64URL(Data(randomness.bytes(32))).text
        nonce = Base64URL(Data(randomness.bytes(32))).text
        verifier = Base64URL(Data(randomness.bytes(32))).text
        self.provider = provider.text
        self.errand = errand
        self.page = page
        self.endsAt = endsAt.milliseconds
    }

    /// RFC 7636, section 4.2.
    var challenge: String { Base64URL(Data(SHA256.hash(data: Data(verifier.utf8)))).text }

    func sealed(with seal: InstallationSeal) throws -> Secret {
        Secret(Base64URL(try seal.seal(JSONEncoder().encode(self))).text)
    }

    init(cookie: String?, seal: InstallationSeal) throws(OpenIDFailure) {
        guard let cookie, !cookie.isEmpty else { throw .cookieMissing }
        guard cookie.utf8.count <= Self.longestCookie, let sealed = Base64URL(cookie)?.bytes,
            let plain = seal.open(sealed), let state = try? JSONDecoder().decode(Self.self, from: plain)
        else { throw .cookieAltered }
        self = state
    }
}

/// States that have been answered, so that the same answer counts once while its cookie could still be shown.
///
/// Of this process alone; across processes the provider's own rule holds, that a code is exchanged once.
final class UsedStates: Sendable {
    /// Past it the oldest is forgotten.
    private static let limit = 10_000

    private let clock: Clock
    private let states = Mutex<[String: Timestamp]>([:])

    init(clock: Clock) {
        self.clock = clock
    }

    /// Notes a state, or returns false when it is noted already.
    func note(_ state: String, until end: Timestamp) -> Bool {
        let now = clock.now()
        return states.withLock { states in
            guard states[state] == nil else { return false }
            if states.count >= Self.limit { states = states.filter { $0.value > now } }
            if states.count >= Self.limit, let oldest = states.min(by: { $0.value < $1.value }) {
                states[oldest.key] = nil
            }
            states[state] = end
            return true
        }
    }
}
