import FoundationEssentials

/// The browser's account of what it was asked, by whom and where (level 3, section 5.8.1).
struct ClientData: Decodable {
    static let longest = 8_192

    enum Ceremony: String {
        case create = "webauthn.create"
        case get = "webauthn.get"
    }

    private let type: String
    private let challenge: String
    private let origin: String
    private let crossOrigin: Bool?
    private let topOrigin: String?

    init(_ bytes: Data) throws(PasskeyRefusal) {
        guard bytes.count <= Self.longest else { throw .tooLong }
        guard String(validating: bytes, as: UTF8.self) != nil,
            let decoded = try? JSONDecoder().decode(ClientData.self, from: bytes)
        else { throw .clientDataMalformed }
        self = decoded
    }

    /// The challenge that it says was answered; nil for what is none of ours.
    var claimedChallenge: PasskeyChallenge? {
        Base64URL(challenge).flatMap { PasskeyChallenge(bytes: $0.bytes) }
    }

    /// Lets the account pass that was given for this ceremony, on a page of this site.
    func check(
        _ ceremony: Ceremony,
        _ challenge: PasskeyChallenge,
        at site: RelyingParty
    ) throws(PasskeyRefusal) {
        guard type == ceremony.rawValue else { throw .wrongCeremony }
        guard self.challenge == Base64URL(challenge.bytes).text else { throw .wrongChallenge }
        guard site.origins.contains(origin) else { throw .wrongOrigin }
        guard crossOrigin != true, topOrigin == nil else { throw .crossOrigin }
    }
}
